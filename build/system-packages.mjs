// @ts-check
/** What the system itself must bring, found by looking for the thing and not for the package, and installed where that needs no password. */

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { longStep, PlainError, run, say } from './terminal.mjs';

/**
 * Debian package → what shows that it is there: a shared library or a program.
 * @type {Readonly<Record<string, { library: string } | { program: string }>>}
 */
const neededToRun = {
  'libgtk-3-0': { library: 'libgtk-3.so.0' },
  libnss3: { library: 'libnss3.so' },
  libasound2: { library: 'libasound.so.2' },
  libgbm1: { library: 'libgbm.so.1' },
  libxss1: { library: 'libXss.so.1' },
  'libatk-bridge2.0-0': { library: 'libatk-bridge-2.0.so.0' },
  'libsecret-1-0': { library: 'libsecret-1.so.0' },
};

/** @type {typeof neededToRun} */
const neededWithoutDisplay = {
  xvfb: { program: 'Xvfb' },
  'dbus-daemon': { program: 'dbus-daemon' },
  xclip: { program: 'xclip' },
};

/** @type {typeof neededToRun} */
const neededToTest = {
  ...neededWithoutDisplay,
  'gnome-keyring': { program: 'gnome-keyring-daemon' },
  'libglib2.0-bin': { program: 'gdbus' },
  libnotify4: { library: 'libnotify.so.4' },
  openbox: { program: 'openbox' },
  xauth: { program: 'xauth' },
  xdotool: { program: 'xdotool' },
};

/** @type {typeof neededToRun} */
const neededToUnpack = { 'p7zip-full': { program: '7za' } };

/** @type {typeof neededToRun} */
const neededToTestPackages = {
  appstream: { program: 'appstreamcli' },
  'desktop-file-utils': { program: 'desktop-file-validate' },
  imagemagick: { program: 'import' },
  'x11-utils': { program: 'xprop' },
};

/** What each purpose needs. */
export const purposes = {
  run: neededToRun,
  'run-without-display': { ...neededToRun, ...neededWithoutDisplay },
  test: { ...neededToRun, ...neededToTest },
  unpack: neededToUnpack,
  package: neededToUnpack,
  'test-package': { ...neededToRun, ...neededToTest, ...neededToTestPackages },
};

/** Where a program lies; `null` where it is not on the path. @param {string} program */
export function programPath(program) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path)) ?? null;
}

/** @param {string} program */
const hasProgram = (program) => programPath(program) !== null;

/** @returns {Promise<string>} the names of all shared libraries the loader knows */
async function knownLibraries() {
  const { output } = await run(existsSync('/sbin/ldconfig') ? '/sbin/ldconfig' : 'ldconfig', ['-p']);
  return output;
}

/** Whether apt may be used without anyone typing a password. @returns {Promise<readonly string[] | null>} the words before `apt-get` */
async function wayToApt() {
  if (!hasProgram('apt-get')) return null;
  if (process.getuid?.() === 0) return [];
  if (hasProgram('sudo') && (await run('sudo', ['-n', 'true'])).code === 0) return ['sudo', '-n'];
  return null;
}

/**
 * Makes sure that what a purpose needs of the system is there. Only Linux needs anything.
 * @param {keyof typeof purposes} purpose
 */
export async function ensureSystemPackages(purpose) {
  if (process.platform !== 'linux') return;
  const missing = await missingPackages(purpose);
  if (missing.length === 0) return;
  const way = await wayToApt();
  const words = ['apt-get', 'install', '-y', '--no-install-recommends', ...missing];
  const advice = `Please type this, then try again:\n\n  ${hasProgram('apt-get') ? `sudo apt-get update && sudo ${words.join(' ')}` : `(install what your system calls) ${missing.join(' ')}`}\n`;
  if (way === null) throw new PlainError(`Some system packages are missing: ${missing.join(', ')}.\n${advice}`);

  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  /** @param {readonly string[]} apt */
  const runApt = (apt) => {
    const [program = '', ...args] = [...way, ...apt];
    return run(program, args, { env: environment });
  };
  await longStep(`Installing system packages: ${missing.join(', ')}`, async () => {
    await runApt(['apt-get', 'update']);
    const { code, output } = await runApt(words);
    if (code !== 0)
      throw new PlainError(
        `The system packages could not be installed. ${advice}\n${output.trim().split('\n').slice(-10).join('\n')}`,
      );
  });
  const still = await missingPackages(purpose);
  if (still.length > 0) say(`Note: still not found after installing: ${still.join(', ')}.`);
}

/**
 * @param {keyof typeof purposes} purpose
 * @returns {Promise<readonly string[]>}
 */
async function missingPackages(purpose) {
  const libraries = await knownLibraries();
  return Object.entries(purposes[purpose])
    .filter(([, sign]) => ('library' in sign ? !libraries.includes(sign.library) : !hasProgram(sign.program)))
    .map(([name]) => name);
}
