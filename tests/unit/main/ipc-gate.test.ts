/** The border between window and main: nothing hostile gets through, and nothing breaks over it. */

import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Caller, createIpcGate } from '../../../main/ipc-gate.ts';
import { type CommandName, commandNames, longestInput } from '../../../shared/contract.ts';
import { done } from '../../../shared/result.ts';
import type { StateMessage } from '../../../shared/state.ts';
import { times } from '../../long-run.ts';

const pageAddress = 'app://window/index.html';
const ourWindow: Caller = { contentsId: 7, frame: { url: pageAddress, detached: false, parent: null } };
const refused = { ok: false, problem: { code: 'input-not-valid' } };
const state = { now: 1 } as StateMessage;

let ran: { readonly name: CommandName; readonly input: unknown }[];
let now: number;
let unhandled: unknown[];
const gateAt = (contentsId: number | null = 7) =>
  createIpcGate({
    run: async (name, input) => {
      ran.push({ name, input });
      return done;
    },
    readState: () => state,
    windowContentsId: () => contentsId,
    pageAddress,
    now: () => now,
  });

beforeEach(() => {
  ran = [];
  now = 0;
  unhandled = [];
  const listen = (reason: unknown): void => {
    unhandled.push(reason);
  };
  process.on('unhandledRejection', listen);
  return () => {
    process.off('unhandledRejection', listen);
  };
});

/** Everything structured cloning can bring across, some of it shaped almost like real input. */
const almost = fc.dictionary(
  fc.constantFrom('serverId', 'accountId', 'login', 'password', 'page', 'token', '__proto__', 'constructor', 'way'),
  fc.oneof(fc.string(), fc.constant('x'.repeat(longestInput + 1)), fc.anything(), fc.constant('\ud800')),
);
const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
  withObjectString: true,
});
const nested = fc.integer({ min: 1, max: 5000 }).map((depth) => {
  let value: unknown = 'deep';
  for (let level = 0; level < depth; level += 1) value = { value };
  return value;
});
const payloads = fc.array(fc.oneof(almost, anything, nested), { maxLength: 3 });

/** The longest text anywhere in what was let in. */
function longestText(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  return Math.max(0, ...Object.values(value).map(longestText));
}

describe('the gate', () => {
  it.each(commandNames)(`U8 %s survives ${times(300, 10_000)} hostile inputs`, async (name) => {
    const gate = gateAt();
    await fc.assert(
      fc.asyncProperty(payloads, async (payload) => {
        now += 1000;
        const before = ran.length;
        const answer = await gate.command(ourWindow, name, payload);
        if (ran.length === before) expect(answer).toEqual(refused);
        else {
          const letIn = ran.at(-1);
          expect(letIn?.name).toBe(name);
          expect(longestText(letIn?.input)).toBeLessThanOrEqual(longestInput);
        }
      }),
      { numRuns: times(300, 10_000) },
    );
    expect(Object.prototype).not.toHaveProperty('serverId');
    expect(unhandled).toEqual([]);
  });

  it('U8 refuses a string of 200 MB without looking through it', async () => {
    const answer = await gateAt().command(ourWindow, 'chooseServer', [{ serverId: 'x'.repeat(200_000_000) }]);
    expect(answer).toEqual(refused);
  });

  it.each<readonly [string, Caller]>([
    ['another window', { ...ourWindow, contentsId: 8 }],
    ['a frame that is gone', { ...ourWindow, frame: null }],
    ['a detached frame', { contentsId: 7, frame: { url: pageAddress, detached: true, parent: null } }],
    ['a frame inside our page', { contentsId: 7, frame: { url: pageAddress, detached: false, parent: {} } }],
    ...[
      'about:blank',
      'data:text/html,hello',
      'app://window/other.html',
      'app://window/index.html?x',
      'app://window.example/index.html',
      'app://user@window/index.html',
      'https://window/index.html',
      'file:///index.html',
      'not an address',
    ].map((url): readonly [string, Caller] => [
      `the page ${url}`,
      { contentsId: 7, frame: { url, detached: false, parent: null } },
    ]),
  ])('U9 refuses %s on every channel', async (_who, caller) => {
    const gate = gateAt();
    for (const name of commandNames) expect(await gate.command(caller, name, [{}])).toEqual(refused);
    expect(gate.readState(caller)).toBeNull();
    expect(ran).toEqual([]);
  });

  it('U9 refuses everybody while there is no window', async () => {
    const gate = gateAt(null);
    expect(await gate.command(ourWindow, 'refresh', [{}])).toEqual(refused);
    expect(gate.readState(ourWindow)).toBeNull();
  });

  it('U10 of 10,000 calls at once lets a burst through, and then as many as a person could mean', async () => {
    const gate = gateAt();
    const calls = Array.from({ length: 10_000 }, () => gate.command(ourWindow, 'refresh', [{}]));
    const answers = await Promise.all(calls);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(60);
    expect(answers.at(-1)).toEqual({ ok: false, problem: { code: 'too-many-requests' } });
    now += 1000;
    const later = await Promise.all(Array.from({ length: 100 }, () => gate.command(ourWindow, 'refresh', [{}])));
    expect(later.filter(({ ok }) => ok)).toHaveLength(30);
  });

  it('lets our window through with what fits', async () => {
    expect(await gateAt().command(ourWindow, 'chooseServer', [{ serverId: 'tower' }])).toEqual(done);
    expect(ran).toEqual([{ name: 'chooseServer', input: { serverId: 'tower' } }]);
    expect(
      gateAt().readState({ ...ourWindow, frame: { url: `${pageAddress}#home`, detached: false, parent: null } }),
    ).toBe(state);
  });
});
