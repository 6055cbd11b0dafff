/** A secret's stay on the clipboard: copied, proven, taken off again when its time is up and it is still ours. */

import { createHmac } from 'node:crypto';
import { problem } from '../../shared/problem.ts';
import { done, failure, type Result } from '../../shared/result.ts';
import type { ClipboardPort, ClipboardSelection, Clock } from '../ports.ts';

/** What taking our secret off the clipboard came to. */
export type ClearOutcome = 'cleared' | 'was-changed' | 'nothing-there' | 'not-cleared';

export interface ClipboardLease {
  /**
   * Puts a secret on the clipboard and reads it back before claiming success. `milliseconds` is how long it may stay,
   * `null` for as long as nobody clears it. A copy before this one is forgotten, its timer called off.
   */
  readonly copy: (text: string, milliseconds: number | null) => Promise<Result<null>>;
  /** Puts text that is no secret on the clipboard. A secret there before is gone with it, and forgotten. */
  readonly copyOpenly: (text: string) => Promise<Result<null>>;
  /** Gives the current copy a new time to stay, counted from now. */
  readonly extend: (milliseconds: number | null) => void;
  /** Takes our secret off each selection that still holds it. */
  readonly clear: () => Promise<ClearOutcome>;
}

export function createClipboardLease(options: {
  readonly clipboard: ClipboardPort;
  readonly clock: Clock;
  readonly randomBytes: (size: number) => Uint8Array;
  /** The time was up and clearing was tried. */
  readonly onExpired: (outcome: ClearOutcome) => void;
}): ClipboardLease {
  const { clipboard, clock } = options;
  // Only a keyed digest is remembered: enough to recognise our text, useless to whoever reads this memory.
  const key = options.randomBytes(32);
  const digest = (text: string): string => createHmac('sha256', key).update(text).digest('hex');

  /** What may be on the clipboard of ours, newest last: a write that failed half way leaves the one before it, too. */
  let ours: readonly string[] = [];
  let stopTimer: () => void = () => undefined;

  /** Clipboards answer in their own time: one thing after the other, or a clearing would take a newer copy for gone. */
  let queue: Promise<unknown> = Promise.resolve();
  function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = queue.then(work);
    queue = turn.catch(() => undefined);
    return turn;
  }

  const read = async (selection: ClipboardSelection): Promise<string> => digest(await clipboard.readText(selection));

  async function clearNow(): Promise<ClearOutcome> {
    stopTimer();
    if (ours.length === 0) return 'nothing-there';
    // At the same time: a program that does not hand over one selection is no reason to leave ours on the other.
    const outcomes = await Promise.all(clipboard.selections.map(clearSelection));
    if (outcomes.includes('not-cleared')) return 'not-cleared';
    ours = [];
    return outcomes.includes('cleared') ? 'cleared' : 'was-changed';
  }

  async function clearSelection(selection: ClipboardSelection): Promise<ClearOutcome> {
    try {
      if (!ours.includes(await read(selection))) return 'was-changed';
      await clipboard.clear(selection);
      return ours.includes(await read(selection)) ? 'not-cleared' : 'cleared';
    } catch {
      return 'not-cleared';
    }
  }

  /** Whether a secret of ours is there, or cannot be looked for. */
  async function mayHoldOurs(): Promise<boolean> {
    try {
      const held = await Promise.all(clipboard.selections.map(read));
      return held.some((found) => ours.includes(found));
    } catch {
      return true;
    }
  }

  const clear = (): Promise<ClearOutcome> => inTurn(clearNow);

  function extend(milliseconds: number | null): void {
    stopTimer();
    if (ours.length === 0 || milliseconds === null) return;
    stopTimer = clock.after(milliseconds, () => void clear().then(options.onExpired));
  }

  return {
    clear,
    extend,
    copy: (text, milliseconds) =>
      inTurn(async () => {
        const copied = digest(text);
        // Remembered before the proof: text that arrived but cannot be read back must still be cleared.
        ours = [...ours, copied];
        let proven = false;
        try {
          await clipboard.writeSecret(text);
          proven = digest(await clipboard.readBack()) === copied;
        } catch {
          // Not proven.
        }
        if (proven) ours = [copied];
        else if (!(await mayHoldOurs())) ours = [];
        extend(milliseconds);
        return proven ? done : failure(problem('clipboard-not-written'));
      }),
    copyOpenly: (text) =>
      inTurn(async () => {
        // What is ours goes first, from each selection: the new text need not reach both.
        if ((await clearNow()) === 'not-cleared') return failure(problem('clipboard-not-written'));
        try {
          await clipboard.writeText(text);
          return (await clipboard.readBack()) === text ? done : failure(problem('clipboard-not-written'));
        } catch {
          return failure(problem('clipboard-not-written'));
        }
      }),
  };
}
