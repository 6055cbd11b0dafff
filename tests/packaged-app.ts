/**
 * The built app laid out as a package lays it out, which makes Electron call it packaged: a renamed executable with the
 * app inside `resources/`. The fuses are those of the development build; the packages themselves have checks of their own.
 */

import { copyFileSync, linkSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { electronPath } from '../build/electron-path.mjs';

const projectFolder = resolve(import.meta.dirname, '..');

export interface PackagedApp {
  readonly executable: string;
  readonly remove: () => void;
}

/** Lays it out in a folder of its own. */
export function layOutPackagedApp(): PackagedApp {
  const folder = mkdtempSync(join(tmpdir(), 'plex-token-tray-packaged-'));
  const electron = electronPath();
  const executable = join(folder, 'plex-token-tray');
  try {
    linkSync(electron, executable);
  } catch {
    // Another file system: one copy, then.
    copyFileSync(electron, executable);
  }
  for (const name of readdirSync(dirname(electron))) {
    if (name !== 'resources' && name !== 'electron') symlinkSync(join(dirname(electron), name), join(folder, name));
  }
  const app = join(folder, 'resources', 'app');
  mkdirSync(app, { recursive: true });
  for (const name of ['out', 'package.json']) symlinkSync(join(projectFolder, name), join(app, name));
  return { executable, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
