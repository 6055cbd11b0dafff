/**
 * The way back from the running app to the terminal of whoever asked it something: Electron passes a second start's
 * arguments on, but no answer back. The asking program listens on a socket in a folder of its own, which nobody else may
 * enter, and names it in what it sends. A pipe of the same name serves on Windows.
 */

import { lstatSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, isAbsolute, join } from 'node:path';
import type { Answer } from './command-line.ts';

const folderPrefix = 'plex-token-tray-answer-';
const socketName = 'answer';
const pipePrefix = '\\\\.\\pipe\\plex-token-tray-answer-';

/** The longest answer taken, in bytes. A sentence is far shorter. */
const longestAnswer = 10_000;

/** Milliseconds whoever asked may take to take the answer. */
const longestTaking = 2000;

export interface AnswerSocket {
  /** What to name in `--answer-at`. */
  readonly address: string;
  /** Folder of our own that goes with {@link close}. */
  readonly folder: string;
  /** The answer; `null` when whoever connected said nothing that is one. */
  readonly answer: Promise<Answer | null>;
  readonly close: () => void;
}

/** Listens for one answer. Listening has begun when this returns. */
export function openAnswerSocket(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
): AnswerSocket {
  // Made for the owner alone (0700). Kept short: a socket's path may have some 100 bytes.
  const folder = mkdtempSync(join(environment['XDG_RUNTIME_DIR'] || tmpdir(), folderPrefix));
  const address = platform === 'win32' ? `${pipePrefix}${crypto.randomUUID()}` : join(folder, socketName);
  let server: Server | null = null;
  const answer = new Promise<Answer | null>((resolve) => {
    server = createServer((socket) => {
      let said = '';
      socket.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.length > longestAnswer) socket.destroy();
      });
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(answerFrom(said)));
    });
    server.on('error', () => resolve(null));
    server.listen(address);
  });
  return {
    address,
    folder,
    answer,
    close: () => {
      server?.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Reads an answer; whatever is not one is none. */
export function answerFrom(text: string): Answer | null {
  try {
    const said: unknown = JSON.parse(text);
    if (typeof said !== 'object' || said === null || !('exitCode' in said) || !('line' in said)) return null;
    const { exitCode, line } = said;
    if (typeof line !== 'string' || typeof exitCode !== 'number' || !Number.isInteger(exitCode)) return null;
    return exitCode >= 0 && exitCode <= 255 ? { exitCode, line } : null;
  } catch {
    return null;
  }
}

/**
 * Answers at an address that came from outside, if it is what {@link openAnswerSocket} makes; otherwise nothing happens.
 * Resolves when the answer was taken, or nobody is there to take it.
 */
export function sendAnswer(address: string, answer: Answer, platform: NodeJS.Platform): Promise<void> {
  if (!isAnswerSocket(address, platform)) return Promise.resolve();
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
    socket.setTimeout(longestTaking, () => socket.destroy());
    socket.end(JSON.stringify(answer));
  });
}

/** Whether an address is a socket of this user's in a folder that only this user may enter. */
export function isAnswerSocket(address: string, platform: NodeJS.Platform): boolean {
  if (platform === 'win32')
    return address.startsWith(pipePrefix) && /^[0-9a-f-]{36}$/u.test(address.slice(pipePrefix.length));
  const folder = dirname(address);
  if (!isAbsolute(address) || basename(address) !== socketName || !basename(folder).startsWith(folderPrefix))
    return false;
  try {
    const [folderStats, socketStats] = [lstatSync(folder), lstatSync(address)];
    const user = process.getuid?.();
    return (
      folderStats.isDirectory() &&
      (folderStats.mode & 0o077) === 0 &&
      folderStats.uid === user &&
      socketStats.isSocket() &&
      socketStats.uid === user
    );
  } catch {
    return false;
  }
}
