/** The handling of files under a store: reading one without trusting it, setting it aside, copying it, cleaning up. */

import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Largest file, in bytes, that is taken for one of ours: a thousand times what is usual, and still read in no time. */
export const largestFile = 4 * 1024 * 1024;

const ownerOnlyFile = 0o600;
const ownerOnlyFolder = 0o700;
const permissions = 0o777;

/** What is found under a path, before anyone looks into it. */
export type FileReading =
  | { readonly kind: 'missing' }
  | { readonly kind: 'text'; readonly text: string }
  /** A folder, a symbolic link, a device, something too large, not text, or not ours to read. */
  | { readonly kind: 'unreadable' };

/** Reads a text file and takes others' permissions off it. Follows no symbolic link. Never throws. */
export function readTextFile(path: string): FileReading {
  try {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found === undefined) return { kind: 'missing' };
    if (!found.isFile()) return { kind: 'unreadable' };
    keepToOwner(path, found, ownerOnlyFile);
    return readRegularFile(path);
  } catch {
    return { kind: 'unreadable' };
  }
}

function readRegularFile(path: string): FileReading {
  // Windows has no such flag, and no symbolic links without administrator rights.
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    if (fstatSync(descriptor).size > largestFile) return { kind: 'unreadable' };
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(descriptor)) };
  } finally {
    closeSync(descriptor);
  }
}

function keepToOwner(path: string, found: Stats, mode: number): void {
  if (process.platform === 'win32' || (found.mode & permissions) === mode) return;
  try {
    chmodSync(path, mode);
  } catch {
    // Someone else's file or a read-only disk: reading and writing will tell what that means.
  }
}

/** Makes a folder, or takes others' permissions off it. Answers whether files in it can be made and replaced. */
export function prepareFolder(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: ownerOnlyFolder });
    keepToOwner(folder, statSync(folder), ownerOnlyFolder);
  } catch {
    return false;
  }
  return isWritable(folder);
}

/** Whether files can be made and replaced in a folder, as far as that can be known without trying. */
export function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Renames whatever lies under `path` to `<name>.bad-<time>` beside it, where `name` is the store's own file name and
 * `time` is in epoch milliseconds. Answers the new name. A symbolic link is renamed itself. Throws where the folder does
 * not allow it.
 */
export function setAside(path: string, name: string, time: number): string {
  const folder = dirname(path);
  const taken = new Set(readdirSync(folder));
  const first = `${name}.bad-${time}`;
  let aside = first;
  for (let count = 2; taken.has(aside); count += 1) aside = `${first}-${count}`;
  renameSync(path, join(folder, aside));
  return aside;
}

/** Removes what a write that was cut short left behind. */
export function sweepTemporaryFiles(path: string): void {
  removeBeside(path, 'tmp');
}

/** Removes the files once set aside from this path. */
export function removeSetAside(path: string): void {
  removeBeside(path, 'bad');
}

function removeBeside(path: string, kind: 'tmp' | 'bad'): void {
  const folder = dirname(path);
  const names = readdirSync(folder).filter((name) => name.startsWith(`${basename(path)}.${kind}-`));
  for (const name of names) rmSync(join(folder, name), { force: true, recursive: true });
}

/**
 * Makes `copy` hold what `path` holds, or takes `copy` away: it never holds anything else afterwards. Where there is no
 * room for a second file, both names are given to the one there is.
 */
export function copyInPlace(path: string, copy: string): void {
  const temporary = `${path}.tmp-copy`;
  try {
    writeFileSync(temporary, readFileSync(path), { mode: ownerOnlyFile, flag: 'wx' });
    renameSync(temporary, copy);
  } catch {
    rmSync(temporary, { force: true });
    rmSync(copy, { force: true, recursive: true });
    try {
      linkSync(path, copy);
    } catch {
      // No second name on this file system either: the one verified file has to do.
    }
  }
}

/** Makes renames in a folder outlast a power cut. */
export function syncFolder(folder: string): void {
  // Windows cannot open a folder as a file, and journals renames by itself.
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, constants.O_RDONLY);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
