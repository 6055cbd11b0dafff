/** Makes sure the app runs once per user, and tells the running one when it is started again. */

import { mkdtempSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';

/** `profile-not-writable`: whether another one runs cannot be told, and nothing could be kept. */
export type InstanceLock = 'ours' | 'another-runs' | 'profile-not-writable';

/**
 * Takes the lock, or sends `argv` to the app that has it. `onSecondStart` is called in the running app with what each
 * other start sent.
 */
export function takeInstanceLock(
  argv: readonly string[],
  onSecondStart: (argv: readonly string[]) => void,
): InstanceLock {
  // Electron gives the same "no" for a lock it could not write as for a lock that another one holds.
  if (!profileIsWritable()) return 'profile-not-writable';
  // Sent along by ourselves: Chromium reorders and adds to the arguments it passes on. In ASCII: Electron loses data
  // that holds any other character.
  if (!app.requestSingleInstanceLock({ arguments: argv.map(encodeURIComponent) })) return 'another-runs';
  app.on('second-instance', (_event, _argv, _folder, data) => onSecondStart(argumentsFrom(data)));
  return 'ours';
}

/** The arguments a second start sent; whatever else arrives counts as none. */
export function argumentsFrom(data: unknown): readonly string[] {
  if (typeof data !== 'object' || data === null || !('arguments' in data)) return [];
  const given = data.arguments;
  if (!Array.isArray(given)) return [];
  try {
    return given.filter((argument) => typeof argument === 'string').map(decodeURIComponent);
  } catch {
    return [];
  }
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
