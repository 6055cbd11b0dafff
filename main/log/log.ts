/**
 * The app's one log: a small file in the profile, for its owner only, one line per entry. Made to be shown to others:
 * it holds codes and numbers, no names, no addresses, and no secret in any form.
 */

import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { LiveSecrets } from './live-secrets.ts';

/** What an entry may carry: nothing that could hold an object of a library, and with it a secret. */
export type LogDetails = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface Log {
  /** Adds a line: what happened, as a fixed word such as `started`, and details. Never throws, never waits. */
  readonly write: (event: string, details?: LogDetails) => void;
  /** The newest lines, oldest first. */
  readonly tail: (lines: number) => readonly string[];
}

/** Bytes after which the file becomes the old one, of which one is kept. */
const largestFile = 128 * 1024;

/** Characters of a line and of a detail. */
const longestLine = 1000;
const longestDetail = 300;

/** Opens the log of a profile. The file is made with the first entry. */
export function openLog(options: {
  readonly folder: string;
  readonly secrets: Pick<LiveSecrets, 'mask'>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}): Log {
  const path = join(options.folder, 'log.txt');
  const old = join(options.folder, 'log.old.txt');

  function write(event: string, details: LogDetails = {}): void {
    const fields = Object.entries(details).flatMap(([name, value]) =>
      value === undefined || value === null ? [] : [`${name}=${fieldText(value)}`],
    );
    const line = options.secrets.mask([new Date(options.now()).toISOString(), event, ...fields].join(' '));
    try {
      append(path, old, `${oneLine(line).slice(0, longestLine)}\n`);
    } catch {
      // A full disk or a folder gone: a log must not be the thing that fails.
    }
  }

  return {
    write,
    tail: (lines) =>
      [old, path]
        .flatMap((file) => textOf(file).split('\n'))
        .filter((line) => line !== '')
        .slice(-lines)
        // A secret may have become known after its line was written.
        .map(options.secrets.mask),
  };
}

function fieldText(value: string | number | boolean): string {
  const text = typeof value === 'string' ? value.slice(0, longestDetail) : String(value);
  return /^[\w.:+-]*$/u.test(text) ? text : JSON.stringify(text);
}

/** Without line breaks, control characters and marks that reorder text. */
const oneLine = (text: string): string =>
  text.replace(/[\u0000-\u001F\u007F-\u009F\u2028\u2029\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '·');

/** Opens, adds, closes: entries are rare, and nothing is held that could be lost. Follows no symbolic link. */
function append(path: string, old: string, line: string): void {
  const { O_APPEND, O_CREAT, O_WRONLY } = constants;
  // Windows has no such flag.
  const descriptor = openSync(path, O_APPEND | O_CREAT | O_WRONLY | (constants.O_NOFOLLOW ?? 0), 0o600);
  let size: number;
  try {
    writeSync(descriptor, line);
    size = fstatSync(descriptor).size;
  } finally {
    closeSync(descriptor);
  }
  if (size < largestFile) return;
  rmSync(old, { force: true });
  renameSync(path, old);
}

function textOf(path: string): string {
  try {
    return lstatSync(path).isFile() ? readFileSync(path, 'utf8') : '';
  } catch {
    return '';
  }
}
