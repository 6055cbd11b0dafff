// @ts-check
/** A desktop of its own for tests and the demo: an X display, a session bus and a home nobody else touches. Linux only. */

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PlainError } from './terminal.mjs';

/**
 * @typedef {object} PrivateDesktop
 * @property {Record<string, string>} environment what a program needs to run there
 * @property {string} home its home folder
 * @property {() => Promise<void>} stop ends it and removes its home
 */

/**
 * Another user whose desktop it is to be; only root can start one for somebody else.
 * @typedef {{ name: string, uid: number, gid: number, home: string }} DesktopUser
 */

/**
 * Starts a private desktop. Chromium's and the clipboard's state there is nobody else's.
 * @param {{ windowManager?: boolean, user?: DesktopUser }} [options] a window manager gives windows focus and keys to close them
 * @returns {Promise<PrivateDesktop>}
 */
export async function startPrivateDesktop(options = {}) {
  const { user } = options;
  const home = user?.home ?? mkdtempSync(join(tmpdir(), 'private-desktop-'));
  const inherited = Object.fromEntries(
    ['PATH', 'LANG', 'LC_ALL', 'TZ', 'USER', 'LOGNAME', 'SHELL', 'TMPDIR'].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  /** @type {Record<string, string>} */
  const environment = {
    ...inherited,
    ...(user === undefined ? {} : { USER: user.name, LOGNAME: user.name }),
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_CACHE_HOME: join(home, '.cache'),
    XDG_DATA_HOME: join(home, '.local/share'),
    XDG_RUNTIME_DIR: home,
    XDG_SESSION_TYPE: 'x11',
    // In English, whatever the machine speaks: of all variables this one counts first.
    LANGUAGE: 'en_US',
    // No portals, no accessibility bus: they would be started by name and outlive the test.
    NO_AT_BRIDGE: '1',
    GTK_USE_PORTAL: '0',
  };
  /** @type {import('node:child_process').ChildProcess[]} */
  const started = [];
  const stop = async () => {
    for (const child of started.reverse()) await end(child);
    // The last of those who lived there may still be writing.
    if (user === undefined) rmSync(home, { recursive: true, force: true, maxRetries: 20 });
  };
  /** @param {string} program @param {readonly string[]} args */
  const start = (program, args) => {
    const child = spawn(program, args, {
      env: environment,
      stdio: ['ignore', 'pipe', 'ignore'],
      ...(user === undefined ? {} : { uid: user.uid, gid: user.gid, cwd: home }),
    });
    started.push(child);
    return child;
  };
  try {
    const display = start('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp']);
    environment.DISPLAY = `:${await firstLine(display)}`;
    const bus = start('dbus-daemon', [...busConfiguration(home, user), '--nofork', '--nopidfile', '--print-address=1']);
    environment.DBUS_SESSION_BUS_ADDRESS = await firstLine(bus);
    // Says so once it manages windows: one that is shown before is given neither keys nor a place.
    if (options.windowManager) await firstLine(start('openbox', ['--startup', 'echo ready']));
    return { environment, home, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * A session bus lets nobody in but its own user; one for somebody else lets in root too, who watches.
 * @param {string} home
 * @param {DesktopUser | undefined} user
 * @returns {readonly string[]}
 */
function busConfiguration(home, user) {
  if (user === undefined) return ['--session'];
  const file = join(home, '.session-bus.conf');
  writeFileSync(
    file,
    `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=${home}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
  <policy context="mandatory"><allow user="root"/></policy>
</busconfig>
`,
  );
  return [`--config-file=${file}`];
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<string>} the first line it prints
 */
function firstLine(child) {
  return new Promise((resolve, reject) => {
    child.once('error', () =>
      reject(new PlainError(`${child.spawnfile} could not be started. Please run: npm run setup`)),
    );
    child.once('exit', () => reject(new PlainError(`${child.spawnfile} ended before it was ready.`)));
    if (child.stdout !== null) createInterface(child.stdout).once('line', resolve);
  });
}

/** @param {import('node:child_process').ChildProcess} child */
async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}
