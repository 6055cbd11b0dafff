/** A copied secret's stay on the clipboard. */

import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type ClearOutcome, createClipboardLease } from '../../../main/session/clipboard-lease.ts';
import { createTestClipboard, createTestClock, type TestClipboard } from './doubles.ts';

function startLease() {
  const clock = createTestClock();
  const clipboard = createTestClipboard();
  const expired: ClearOutcome[] = [];
  let tell: () => void = () => undefined;
  const lease = createClipboardLease({
    clock,
    clipboard,
    randomBytes,
    onExpired: (outcome) => {
      expired.push(outcome);
      tell();
    },
  });
  /** Moves the clock and waits until the lease has told what came of it. */
  const expireAfter = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      tell = resolve;
      clock.advance(milliseconds);
    });
  return { clock, clipboard, lease, expired, expireAfter };
}

describe('the clipboard lease', () => {
  it('takes the secret off both selections when its time is up', async () => {
    const { clipboard, lease, expired, expireAfter } = startLease();
    expect(await lease.copy('secret-one', 60_000)).toEqual({ ok: true, value: null });
    expect(clipboard.content).toEqual({ clipboard: 'secret-one', primary: 'secret-one' });
    await expireAfter(60_000);
    expect(clipboard.content).toEqual({ clipboard: '', primary: '' });
    expect(expired).toEqual(['cleared']);
  });

  it('keeps the secret until its time is up', async () => {
    const { clock, clipboard, lease, expired } = startLease();
    await lease.copy('secret-one', 60_000);
    clock.advance(59_999);
    expect(clipboard.content.clipboard).toBe('secret-one');
    expect(expired).toEqual([]);
  });

  it('U15 leaves what somebody else copied, and still takes ours off PRIMARY', async () => {
    const { clipboard, lease, expired, expireAfter } = startLease();
    await lease.copy('secret-one', 60_000);
    clipboard.content.clipboard = 'somebody else’s text';
    await expireAfter(60_000);
    expect(clipboard.content).toEqual({ clipboard: 'somebody else’s text', primary: '' });
    expect(expired).toEqual(['cleared']);
  });

  it('says so when nothing of ours was left', async () => {
    const { clipboard, lease } = startLease();
    await lease.copy('secret-one', 60_000);
    clipboard.content.clipboard = 'a';
    clipboard.content.primary = 'b';
    expect(await lease.clear()).toBe('was-changed');
    expect(await lease.clear()).toBe('nothing-there');
  });

  it('U14 claims nothing when the text did not arrive', async () => {
    const { clock, clipboard, lease } = startLease();
    clipboard.refuseWrites = true;
    const outcome = await lease.copy('secret-one', 60_000);
    expect(outcome).toEqual({ ok: false, problem: { code: 'clipboard-not-written' } });
    expect(clock.waiting()).toBe(0);
  });

  it('gives a second copy its own full time', async () => {
    const { clock, clipboard, lease, expireAfter } = startLease();
    await lease.copy('secret-one', 60_000);
    clock.advance(50_000);
    await lease.copy('secret-two', 60_000);
    clock.advance(59_999);
    expect(clipboard.content.clipboard).toBe('secret-two');
    await expireAfter(1);
    expect(clipboard.content.clipboard).toBe('');
  });

  it('stays for ever where the user chose so, until it is cleared by hand', async () => {
    const { clock, clipboard, lease } = startLease();
    await lease.copy('secret-one', null);
    expect(clock.waiting()).toBe(0);
    expect(clipboard.content.clipboard).toBe('secret-one');
    expect(await lease.clear()).toBe('cleared');
    expect(clipboard.content.clipboard).toBe('');
  });

  it('does not say "cleared" while our text is still there', async () => {
    const clipboard = createTestClipboard();
    const stubborn = { ...clipboard, clear: async () => undefined };
    const lease = createClipboardLease({
      clock: createTestClock(),
      clipboard: stubborn,
      randomBytes,
      onExpired: () => undefined,
    });
    await lease.copy('secret-one', null);
    expect(await lease.clear()).toBe('not-cleared');
  });

  it('still takes the first secret off when a second copy failed', async () => {
    const { clipboard, lease, expireAfter } = startLease();
    await lease.copy('secret-one', 60_000);
    Object.assign(clipboard, { writeSecret: async () => Promise.reject(new Error('Busy.')) });
    expect((await lease.copy('secret-two', 60_000)).ok).toBe(false);
    await expireAfter(60_000);
    expect(clipboard.content).toEqual({ clipboard: '', primary: '' });
  });

  it('takes off what arrived but could not be read back', async () => {
    const { clipboard, lease, expireAfter } = startLease();
    const { readText } = clipboard;
    Object.assign(clipboard, { readText: async () => Promise.reject(new Error('Busy.')) });
    expect((await lease.copy('secret-one', 60_000)).ok).toBe(false);
    Object.assign(clipboard, { readText });
    await expireAfter(60_000);
    expect(clipboard.content).toEqual({ clipboard: '', primary: '' });
  });

  it('O5 takes its own off one selection while a program that hangs has the other, and does not call that cleared', async () => {
    const { clipboard, lease } = startLease();
    await lease.copy('secret-one', 60_000);
    const { readText } = clipboard;
    Object.assign(clipboard, {
      readText: async (selection: 'clipboard' | 'primary') => {
        if (selection === 'clipboard') throw new Error('Not handed over.');
        return readText(selection);
      },
    });
    expect(await lease.clear()).toBe('not-cleared');
    expect(clipboard.content.primary).toBe('');
    // It answers again, and can be asked again.
    Object.assign(clipboard, { readText });
    expect(await lease.clear()).toBe('cleared');
    expect(clipboard.content.clipboard).toBe('');
  });

  // From Electron 44 on each of these takes its time, and another may come between.
  it.each(Array.from({ length: 12 }, (_, lag) => lag))(
    'a copy %i turns after a clearing began is there, and leaves in its own time',
    async (lag) => {
      const { clock, clipboard, lease } = startLease();
      slowDown(clipboard);
      await lease.copy('secret-one', 60_000);
      clock.advance(60_000);
      for (let turn = 0; turn < lag; turn += 1) await nextTurn();
      expect((await lease.copy('secret-two', 60_000)).ok).toBe(true);
      expect(clipboard.content.clipboard).toBe('secret-two');
      clock.advance(60_000);
      await lease.clear();
      expect(clipboard.content).toEqual({ clipboard: '', primary: '' });
    },
  );

  it('of two copies at once the later one is there, and both are taken off', async () => {
    const { clipboard, lease } = startLease();
    slowDown(clipboard);
    await Promise.all([lease.copy('secret-one', 60_000), lease.copy('secret-two', 60_000)]);
    expect(clipboard.content.clipboard).toBe('secret-two');
    await Promise.all([lease.copy('secret-three', 60_000), lease.copyOpenly('no secret')]);
    expect(clipboard.content.clipboard).toBe('no secret');
    expect(await lease.clear()).toBe('nothing-there');
  });
});

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Makes every use of a clipboard take some turns. */
function slowDown(clipboard: TestClipboard): void {
  const slowly =
    <Asked extends readonly unknown[], Value>(use: (...asked: Asked) => Promise<Value>) =>
    async (...asked: Asked): Promise<Value> => {
      await nextTurn();
      const value = await use(...asked);
      await nextTurn();
      return value;
    };
  const { readText, writeSecret, writeText, clear } = clipboard;
  Object.assign(clipboard, {
    readText: slowly(readText),
    writeSecret: slowly(writeSecret),
    writeText: slowly(writeText),
    clear: slowly(clear),
  });
}
