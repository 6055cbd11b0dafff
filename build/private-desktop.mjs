// @ts-check
/** A desktop of its own for tests and the demo: an X display, a session bus and a home nobody else touches. Linux only. */

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
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
 * Starts a private desktop. Chromium's and the clipboard's state there is nobody else's.
 * @param {{ windowManager?: boolean }} [options] a window manager gives windows focus and keys to close them
 * @returns {Promise<PrivateDesktop>}
 */
export async function startPrivateDesktop(options = {}) {
  const home = mkdtempSync(join(tmpdir(), 'private-desktop-'));
  const inherited = Object.fromEntries(
    ['PATH', 'LANG', 'LC_ALL', 'TZ', 'USER', 'LOGNAME', 'SHELL', 'TMPDIR'].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  /** @type {Record<string, string>} */
  const environment = {
    ...inherited,
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_CACHE_HOME: join(home, '.cache'),
    XDG_DATA_HOME: join(home, '.local/share'),
    XDG_RUNTIME_DIR: home,
    XDG_SESSION_TYPE: 'x11',
    // No portals, no accessibility bus: they would be started by name and outlive the test.
    NO_AT_BRIDGE: '1',
    GTK_USE_PORTAL: '0',
  };
  /** @type {import('node:child_process').ChildProcess[]} */
  const started = [];
  const stop = async () => {
    for (const child of started.reverse()) await end(child);
    rmSync(home, { recursive: true, force: true });
  };
  try {
    const display = start(
      'Xvfb',
      ['-displayfd', '1', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'],
      environment,
      started,
    );
    environment.DISPLAY = `:${await firstLine(display)}`;
    const bus = start(
      'dbus-daemon',
      ['--session', '--nofork', '--nopidfile', '--print-address=1'],
      environment,
      started,
    );
    environment.DBUS_SESSION_BUS_ADDRESS = await firstLine(bus);
    if (options.windowManager) start('openbox', [], environment, started);
    return { environment, home, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {Record<string, string>} env
 * @param {import('node:child_process').ChildProcess[]} started
 */
function start(program, args, env, started) {
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  started.push(child);
  return child;
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
