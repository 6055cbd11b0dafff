/** Doubles of the session's ports: a clock that moves when told to, and a clipboard with X11's two selections. */

import type { ClipboardPort, ClipboardSelection, Clock, EncryptionPort } from '../../../main/ports.ts';

export interface TestClock extends Clock {
  /** Moves time on and runs what became due, in order. */
  readonly advance: (milliseconds: number) => void;
  /** How many tasks are waiting. */
  readonly waiting: () => number;
}

export function createTestClock(start = Date.UTC(2026, 10, 24)): TestClock {
  let now = start;
  let tasks: { readonly at: number; readonly task: () => void }[] = [];
  return {
    now: () => now,
    after: (milliseconds, task) => {
      const entry = { at: now + milliseconds, task };
      tasks.push(entry);
      return () => {
        tasks = tasks.filter((other) => other !== entry);
      };
    },
    advance: (milliseconds) => {
      const until = now + milliseconds;
      for (;;) {
        const due = tasks.filter((entry) => entry.at <= until).sort((one, other) => one.at - other.at)[0];
        if (due === undefined) break;
        tasks = tasks.filter((entry) => entry !== due);
        now = due.at;
        due.task();
      }
      now = until;
    },
    waiting: () => tasks.length,
  };
}

export interface TestClipboard extends ClipboardPort {
  readonly content: Record<ClipboardSelection, string>;
  /** Makes the next writes disappear, as an unfocused Wayland client's do. */
  refuseWrites: boolean;
  /** Whether one of our windows is in front, on a desktop where that matters. */
  provable: boolean;
}

/** Behaves as Electron does on X11: a write fills both selections, clearing empties one. */
export function createTestClipboard(): TestClipboard {
  const content: Record<ClipboardSelection, string> = { clipboard: '', primary: '' };
  const write = async (text: string): Promise<void> => {
    if (clipboard.refuseWrites) return;
    content.clipboard = text;
    content.primary = text;
  };
  const clipboard: TestClipboard = {
    content,
    refuseWrites: false,
    provable: true,
    canProve: () => clipboard.provable,
    selections: ['clipboard', 'primary'],
    readText: async (selection) => content[selection],
    readBack: () => clipboard.readText('clipboard'),
    writeSecret: write,
    writeText: write,
    clear: async (selection) => {
      content[selection] = '';
    },
  };
  return clipboard;
}

export interface TestKeyring extends EncryptionPort {
  /** Nothing is answered before this is settled, as when a keyring waits for its password. */
  gate: Promise<void>;
  /** Another keyring stands there: nothing opens. */
  broken: boolean;
}

/** A keyring that seals by writing a mark in front. */
export function createTestKeyring(): TestKeyring {
  const keyring: TestKeyring = {
    gate: Promise.resolve(),
    broken: false,
    backend: () => 'gnome_libsecret',
    standing: async () => {
      await keyring.gate;
      return 'real';
    },
    encrypt: async (text) => {
      await keyring.gate;
      return Buffer.from(`v11${text}`);
    },
    decrypt: async (ciphertext) => {
      await keyring.gate;
      if (keyring.broken) throw new Error('This does not open.');
      return { text: Buffer.from(ciphertext).toString().slice(3), encryptAgain: false };
    },
  };
  return keyring;
}
