/** The clipboard as another program on the same desktop sees it, through `xclip`. */

import { spawn } from 'node:child_process';

/** X11's two selections. */
export type Selection = 'clipboard' | 'primary';

export interface ClipboardReader {
  /** The text on a selection; empty where there is none. */
  readonly read: (selection: Selection) => Promise<string>;
  /** The formats a selection offers, e.g. `UTF8_STRING`; empty where it has no owner. */
  readonly targets: (selection: Selection) => Promise<readonly string[]>;
  /** Copies a text as another program would. */
  readonly write: (selection: Selection, text: string) => Promise<void>;
}

/** Milliseconds an owner of a selection has to hand over its content. */
const longestHandover = 5000;

/** Reads the clipboard of the desktop that `environment` belongs to. */
export function createClipboardReader(environment: Readonly<Record<string, string>>): ClipboardReader {
  return {
    read: async (selection) => (await output(environment, ['-o', '-selection', selection, '-t', 'UTF8_STRING'])) ?? '',
    targets: async (selection) =>
      ((await output(environment, ['-o', '-selection', selection, '-t', 'TARGETS'])) ?? '')
        .split('\n')
        .filter((target) => target !== ''),
    write: async (selection, text) => {
      await own(environment, selection, text);
      // What xclip left behind may not have told the display yet: until then the former owner still answers.
      while ((await output(environment, ['-o', '-selection', selection, '-t', 'UTF8_STRING'])) !== text);
    },
  };
}

/** What xclip prints; `null` when the selection has nothing of that kind. */
function output(environment: Readonly<Record<string, string>>, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const child = spawn('xclip', args, {
      env: environment,
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: longestHandover,
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (signal !== null) reject(new Error('The owner of the selection does not hand over its content.'));
      else resolve(code === 0 ? Buffer.concat(chunks).toString() : null);
    });
  });
}

/** xclip leaves a copy of itself behind that owns the selection until someone else copies or the display ends. */
function own(environment: Readonly<Record<string, string>>, selection: Selection, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('xclip', ['-i', '-selection', selection], {
      env: environment,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`xclip ended with ${code}.`))));
    child.stdin.end(text);
  });
}
