/** Makes sure the app runs once per user, and tells the running one when it is started again. */

import { mkdtempSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';

/** What the command line asks for. */
export interface CommandLine {
  /** Start without a window. */
  readonly hidden: boolean;
  /** Show the window, whatever else is said. */
  readonly show: boolean;
}

/** Reads the command line; what it does not know is Chromium's or Electron's and is left alone. */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  return { hidden: argv.includes('--hidden'), show: argv.includes('--show') };
}

/** `profile-not-writable`: whether another one runs cannot be told, and nothing could be kept. */
export type InstanceLock = 'ours' | 'another-runs' | 'profile-not-writable';

/** Takes the lock. `onSecondStart` is called in the running app each time someone starts another one. */
export function takeInstanceLock(onSecondStart: (commandLine: CommandLine) => void): InstanceLock {
  // Electron gives the same "no" for a lock it could not write as for a lock that another one holds.
  if (!profileIsWritable()) return 'profile-not-writable';
  // Sent along by ourselves: Chromium reorders and adds to the arguments it passes on.
  if (!app.requestSingleInstanceLock({ arguments: process.argv })) return 'another-runs';
  app.on('second-instance', (_event, _argv, _folder, data) => onSecondStart(parseCommandLine(argumentsFrom(data))));
  return 'ours';
}

/** The arguments a second start sent; whatever else arrives counts as none. */
export function argumentsFrom(data: unknown): readonly string[] {
  if (typeof data !== 'object' || data === null || !('arguments' in data)) return [];
  const given = data.arguments;
  return Array.isArray(given) ? given.filter((argument) => typeof argument === 'string') : [];
}

// Tried rather than asked: permissions alone do not know of read-only file systems, and root passes all of them.
function profileIsWritable(): boolean {
  try {
    // Electron makes the folder, or throws.
    rmdirSync(mkdtempSync(join(app.getPath('userData'), 'write-check-')));
    return true;
  } catch {
    return false;
  }
}

/** The folder that `profile-not-writable` is about. Electron refuses to name one it cannot make. */
export function profileFolder(): string {
  return app.commandLine.getSwitchValue('user-data-dir') || join(app.getPath('appData'), app.getName());
}
