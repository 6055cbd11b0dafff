/**
 * Makes electron-store safe to trust: what it wrote is read back, the last good copy is kept, what cannot be read is set
 * aside and never overwritten, and a newer version's file is left alone. Why: docs/decisions/safe-store.md.
 */

import { renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type Problem, problem } from '../../shared/problem.ts';
import { done, failure, type Result } from '../../shared/result.ts';
import {
  copyInPlace,
  isWritable,
  largestFile,
  prepareFolder,
  readTextFile,
  removeSetAside,
  setAside,
  sweepTemporaryFiles,
  syncFolder,
} from './store-files.ts';
import {
  type ContentRules,
  envelopeIn,
  readStored,
  type StoredEnvelope,
  type StoredReading,
} from './stored-content.ts';

/** The part of electron-store used here: the whole content, written atomically on assignment. */
export interface BackingStore {
  store: Record<string, unknown>;
}

/** Makes the electron-store for one file. Called at the first write only. */
export type StoreFactory = (options: {
  readonly cwd: string;
  /** The file's name without `.json`. */
  readonly name: string;
  readonly configFileMode: number;
  readonly clearInvalidConfig: false;
}) => BackingStore;

export interface SafeStoreOptions<Content> extends ContentRules<Content> {
  readonly folder: string;
  /** The file's name without `.json`. */
  readonly name: string;
  /** What an absent file means. */
  readonly empty: Content;
  readonly createStore: StoreFactory;
  /** Epoch milliseconds, for the name of a file set aside. */
  readonly now: () => number;
}

export interface SafeStore<Content> {
  /** The content as last opened or successfully written. */
  readonly read: () => Content;
  /** Writes the content, or answers `not-saved` or `store-read-only` with what was there before untouched. */
  readonly write: (content: Content) => Result<null>;
  /** Removes the file, its copies, and what was once set aside. Needs no room on the disk. */
  readonly erase: () => Result<null>;
  /** Removes what was once set aside. */
  readonly forgetSetAside: () => Result<null>;
  /** Lets writing be tried again after it was given up. */
  readonly retry: () => void;
  /** Why the last write, or any write at all, does not reach the disk; `null` when the file is as it should be. */
  readonly unsaved: () => Problem | null;
  /** What was found at opening: `store-damaged`, `store-read-only`, `not-saved`. To be told once. */
  readonly problem: Problem | null;
}

/** After so many failed writes in a row no more are tried until {@link SafeStore.retry}: each may take a second. */
const mostFailures = 3;

/** Opens a store. Never throws. Reads only; writes nothing but repairs. */
export function openSafeStore<Content>(options: SafeStoreOptions<Content>): SafeStore<Content> {
  const { folder, name, schema, createStore } = options;
  const path = join(folder, `${name}.json`);
  const copy = `${path}.bak`;

  const opened = openFiles(options, path, copy);
  let { content, goodAt } = opened;
  let unsaved = opened.refusal;
  let failures = 0;
  let backing: BackingStore | null = null;

  function write(next: Content): Result<null> {
    if (opened.refusal !== null) return failure(opened.refusal);
    if (failures >= mostFailures) return notSaved('gave up after repeated failures');
    if (!isWritable(folder)) return notSaved('folder not writable');
    const envelope = { schema, content: next };
    if (Buffer.byteLength(JSON.stringify(envelope, null, '\t')) > largestFile) return notSaved('too large');
    failures += 1;
    try {
      replaceFile(envelope);
    } catch (error) {
      restore();
      return notSaved(errorCode(error));
    }
    copyInPlace(path, copy);
    content = next;
    failures = 0;
    unsaved = null;
    return done;
  }

  function replaceFile(envelope: StoredEnvelope): void {
    // The good file becomes the good copy by its name alone, which needs no room; what it frees is the old copy's.
    if (goodAt === 'file') {
      renameSync(path, copy);
      // Two names of one file stay both when one is renamed to the other; a write in place would then reach the copy.
      rmSync(path, { force: true });
      goodAt = 'copy';
    }
    backing ??= createStore({ cwd: folder, name, configFileMode: 0o600, clearInvalidConfig: false });
    backing.store = { ...envelope };
    if (!holds(path, envelope)) throw new Error('What was written is not what is there.');
    syncFolder(folder);
    goodAt = 'file';
  }

  function restore(): void {
    try {
      if (goodAt === 'copy') {
        renameSync(copy, path);
        goodAt = 'file';
        copyInPlace(path, copy);
      } else if (goodAt === 'nowhere') {
        rmSync(path, { force: true });
      }
      sweepTemporaryFiles(path);
    } catch {
      // Nothing more can be done now; the copy stays where the next opening finds it.
    }
  }

  function erase(): Result<null> {
    if (opened.refusal !== null) return failure(opened.refusal);
    try {
      // The copy first: were this cut short, a copy without its file would be taken for the file.
      rmSync(copy, { force: true });
      rmSync(path, { force: true });
      sweepTemporaryFiles(path);
      removeSetAside(path);
      syncFolder(folder);
    } catch (error) {
      return notSaved(errorCode(error));
    }
    content = options.empty;
    goodAt = 'nowhere';
    unsaved = null;
    return done;
  }

  function forgetSetAside(): Result<null> {
    if (opened.refusal !== null) return failure(opened.refusal);
    try {
      removeSetAside(path);
      return done;
    } catch (error) {
      return failure(problem('not-saved', { detail: errorCode(error) }));
    }
  }

  function notSaved(detail: string): Result<null> {
    unsaved = problem('not-saved', { detail });
    return failure(unsaved);
  }

  return {
    read: () => content,
    write,
    erase,
    forgetSetAside,
    retry: () => {
      failures = 0;
    },
    unsaved: () => unsaved,
    problem: opened.problem,
  };
}

/** What opening came to. */
interface Opened<Content> {
  readonly content: Content;
  /** Where the content lies on disk. */
  goodAt: 'file' | 'copy' | 'nowhere';
  /** Why nothing may be written in this run. */
  readonly refusal: Problem | null;
  readonly problem: Problem | null;
}

function openFiles<Content>(options: SafeStoreOptions<Content>, path: string, copy: string): Opened<Content> {
  const writable = prepareFolder(dirname(path));
  const file = readContent(path, options);
  const inCopy = readContent(copy, options);
  const best = file.kind === 'good' || file.kind === 'newer' ? file : inCopy;
  const content = (best.kind === 'good' || best.kind === 'newer' ? best.content : null) ?? options.empty;

  const refused = (refusal: Problem): Opened<Content> => ({
    content,
    goodAt: 'nowhere',
    refusal,
    problem: refusal,
  });
  if (file.kind === 'newer') return refused(problem('store-read-only'));
  if (!writable) return refused(problem('not-saved', { detail: 'folder not writable' }));
  try {
    sweepTemporaryFiles(path);
    const aside = putInOrder(path, copy, file, inCopy, options.now());
    if (inCopy.kind === 'newer' && file.kind !== 'good') return refused(problem('store-read-only'));
    return {
      content,
      goodAt: best.kind === 'good' ? 'file' : 'nowhere',
      refusal: null,
      problem: aside === null ? null : problem('store-damaged', { detail: aside }),
    };
  } catch (error) {
    return refused(problem('not-saved', { detail: errorCode(error) }));
  }
}

/**
 * Leaves the file good and its copy the same, or neither there. Answers the name under which a damaged file was set
 * aside; a damaged copy beside a good file is not worth telling.
 */
function putInOrder(
  path: string,
  copy: string,
  file: Found<unknown>,
  inCopy: Found<unknown>,
  time: number,
): string | null {
  const asideFile = file.kind === 'damaged' ? setAside(path, basename(path), time) : null;
  const asideCopy = inCopy.kind === 'damaged' ? setAside(copy, basename(path), time) : null;
  if (file.kind === 'good') {
    if (inCopy.kind === 'missing' || inCopy.kind === 'damaged' || inCopy.text !== file.text) copyInPlace(path, copy);
    return null;
  }
  if (inCopy.kind === 'good') {
    renameSync(copy, path);
    copyInPlace(path, copy);
  }
  return asideFile ?? asideCopy;
}

type Found<Content> =
  | { readonly kind: 'missing' }
  | { readonly kind: 'damaged' }
  | (Exclude<StoredReading<Content>, { kind: 'damaged' }> & { readonly text: string });

function readContent<Content>(path: string, rules: ContentRules<Content>): Found<Content> {
  const file = readTextFile(path);
  if (file.kind === 'missing') return file;
  if (file.kind === 'unreadable') return { kind: 'damaged' };
  const stored = readStored(file.text, rules);
  return stored.kind === 'damaged' ? stored : { ...stored, text: file.text };
}

function holds(path: string, envelope: StoredEnvelope): boolean {
  const file = readTextFile(path);
  try {
    // Compared as JSON on both sides: that is all a file can hold.
    return file.kind === 'text' && isDeepStrictEqual(envelopeIn(file.text), envelopeIn(JSON.stringify(envelope)));
  } catch {
    return false;
  }
}

/** The system's code for an error, e.g. `ENOSPC`: its message would name folders. */
function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'not as written';
}
