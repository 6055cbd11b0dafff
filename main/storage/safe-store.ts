/**
 * electron-store, made safe: what is written is read back, the last good copy is kept, and what cannot be read is set
 * aside instead of overwritten. (By itself it loses the file on a full disk without an error; see
 * `docs/decisions/safe-store.md`.)
 */

import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type Problem, problem } from '../../shared/problem.ts';
import { done, failure, type Result } from '../../shared/result.ts';

/** As much of electron-store (and of conf, its base) as is used. */
export type StoreFactory = (options: {
  readonly cwd: string;
  readonly name: string;
  readonly configFileMode: number;
  readonly clearInvalidConfig: false;
}) => { store: Record<string, unknown> };

export interface SafeStore<Content> {
  readonly read: () => Content;
  /** Writes and proves it. On `not-saved` the file still holds what it held. */
  readonly write: (content: Content) => Result<null>;
  /** What opening found: `store-read-only`, `not-saved` where nothing can be written, else null. */
  readonly problem: Problem | null;
  /** Where a file that could not be read was moved to. */
  readonly setAside: string | null;
}

export interface SafeStoreOptions<Content> {
  readonly folder: string;
  /** The file is `<name>.json`. */
  readonly name: string;
  /** The version of the content this code writes. */
  readonly schema: number;
  readonly empty: Content;
  /** Reads content from what was stored; `null` where it cannot be. Has to accept every older schema. */
  readonly parse: (stored: unknown, schema: number) => Content | null;
  readonly createStore: StoreFactory;
  /** Epoch milliseconds, for the name of a file set aside. */
  readonly now: () => number;
}

const ownerOnly = 0o600;
const ownerFolder = 0o700;

type Reading<Content> =
  | { readonly kind: 'content'; readonly content: Content }
  | { readonly kind: 'newer' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable' };

/** Opens a store. Never throws: what is wrong is in `problem` and `setAside`. */
export function openSafeStore<Content>(options: SafeStoreOptions<Content>): SafeStore<Content> {
  const file = join(options.folder, `${options.name}.json`);
  const goodCopy = `${file}.bak`;
  let content = options.empty;
  let setAside: string | null = null;
  let found: Problem | null = null;
  let readOnly = false;
  let electronStore: ReturnType<StoreFactory> | null = null;

  try {
    prepareFolder(options.folder, options.name);
    const main = readStored(file, options);
    if (main.kind === 'content') content = main.content;
    if (main.kind === 'newer') {
      readOnly = true;
      found = problem('store-read-only');
    }
    if (main.kind === 'unreadable') {
      setAside = `${file}.bad-${options.now()}`;
      renameSync(file, setAside);
    }
    if (main.kind === 'unreadable' || main.kind === 'absent') {
      const copy = readStored(goodCopy, options);
      if (copy.kind === 'content') {
        content = copy.content;
        const restored = write(content);
        if (!restored.ok) found = restored.problem;
      }
    }
  } catch {
    found = problem('not-saved');
  }

  function write(next: Content): Result<null> {
    if (readOnly) return failure(problem('store-read-only'));
    const stored = JSON.parse(JSON.stringify({ schema: options.schema, content: next })) as Record<string, unknown>;
    try {
      // Asked first: in a folder it may not write to, electron-store keeps the processor busy for a second.
      accessSync(options.folder, constants.W_OK);
      const hadFile = keepGoodCopy(file, goodCopy);
      if (!writeAndProve(stored)) {
        if (hadFile) renameSync(goodCopy, file);
        else rmSync(file, { force: true });
        return failure(problem('not-saved'));
      }
      refreshGoodCopy(file, goodCopy);
      syncFolder(options.folder);
    } catch {
      return failure(problem('not-saved'));
    }
    content = next;
    return done;
  }

  function writeAndProve(stored: Record<string, unknown>): boolean {
    try {
      const { folder, name } = options;
      // Made at the first write: it reads the file when made, and a file it cannot read has been set aside by now.
      electronStore ??= options.createStore({ cwd: folder, name, configFileMode: ownerOnly, clearInvalidConfig: false });
      electronStore.store = stored;
      return isDeepStrictEqual(JSON.parse(readFileSync(file, 'utf8')), stored);
    } catch {
      return false;
    }
  }

  return { read: () => content, write, problem: found, setAside };
}

/** Makes the folder and its file the owner's alone, and sweeps what a killed write left behind. */
function prepareFolder(folder: string, name: string): void {
  mkdirSync(folder, { recursive: true, mode: ownerFolder });
  if (process.platform !== 'win32' && (lstatSync(folder).mode & 0o777) !== ownerFolder) chmodSync(folder, ownerFolder);
  const leftOver = `${name}.json.`;
  for (const entry of readdirSync(folder)) {
    if (entry.startsWith(`${leftOver}tmp-`) || entry === `${leftOver}bak.new`) rmSync(join(folder, entry), { force: true });
  }
}

/** Reads a file this store wrote. Links, folders and other strange things count as unreadable and are not followed. */
function readStored<Content>(file: string, options: SafeStoreOptions<Content>): Reading<Content> {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (stats === undefined) return { kind: 'absent' };
  if (!stats.isFile()) return { kind: 'unreadable' };
  if (process.platform !== 'win32' && (stats.mode & 0o777) !== ownerOnly) chmodSync(file, ownerOnly);
  let stored: unknown;
  try {
    stored = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { kind: 'unreadable' };
  }
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return { kind: 'unreadable' };
  const { schema, content } = stored as { schema?: unknown; content?: unknown };
  if (typeof schema !== 'number') return { kind: 'unreadable' };
  if (schema > options.schema) return { kind: 'newer' };
  const parsed = options.parse(content, schema);
  return parsed === null ? { kind: 'unreadable' } : { kind: 'content', content: parsed };
}

/**
 * Keeps the file as it is under a second name, by a link: that needs no space on a full disk, and electron-store puts a
 * new file in the old one's place. (Inside a snap it writes in place, so there a copy is needed.) Answers whether there
 * was a file to keep.
 */
function keepGoodCopy(file: string, goodCopy: string): boolean {
  if (lstatSync(file, { throwIfNoEntry: false })?.isFile() !== true) return false;
  const fresh = `${goodCopy}.new`;
  rmSync(fresh, { force: true });
  if (process.env['SNAP'] === undefined) {
    try {
      linkSync(file, fresh);
    } catch {
      copyFileSync(file, fresh, constants.COPYFILE_EXCL);
    }
  } else copyFileSync(file, fresh, constants.COPYFILE_EXCL);
  renameSync(fresh, goodCopy);
  return true;
}

/** Brings the good copy up to what was just proven, so that nothing forgotten lives on in it. */
function refreshGoodCopy(file: string, goodCopy: string): void {
  const fresh = `${goodCopy}.new`;
  try {
    rmSync(fresh, { force: true });
    copyFileSync(file, fresh, constants.COPYFILE_EXCL);
    chmodSync(fresh, ownerOnly);
    if (!readFileSync(fresh).equals(readFileSync(file))) throw new Error('The copy is not whole.');
    renameSync(fresh, goodCopy);
  } catch {
    rmSync(fresh, { force: true });
    rmSync(goodCopy, { force: true });
  }
}

/** Makes a rename last through a power cut. Windows has no such call for folders. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, constants.O_RDONLY);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
