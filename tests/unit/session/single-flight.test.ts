/** One request in flight per action. */

import { describe, expect, it } from 'vitest';
import { createSingleFlight } from '../../../main/session/single-flight.ts';
import { type Result, success } from '../../../shared/result.ts';
import { createTestClock } from './doubles.ts';

/** An action that ends when told to, and remembers how it was called. */
function startable() {
  const signals: AbortSignal[] = [];
  const ends: ((value: Result<number>) => void)[] = [];
  const action = (signal: AbortSignal): Promise<Result<number>> => {
    signals.push(signal);
    return new Promise((resolve) => ends.push(resolve));
  };
  return { action, signals, ends };
}

const noFault = (fault: unknown): void => {
  throw fault;
};

describe('single flight', () => {
  it('N25 runs once for five hundred clicks', async () => {
    const flight = createSingleFlight<number>(createTestClock(), noFault);
    const { action, signals, ends } = startable();
    const clicks = Array.from({ length: 500 }, () => flight.run('copy', action));
    ends[0]?.(success(7));
    const outcomes = await Promise.all(clicks);
    expect(signals).toHaveLength(1);
    expect(new Set(outcomes.map((outcome) => (outcome.ok ? outcome.value : null)))).toEqual(new Set([7]));
  });

  it('runs again once the first has ended', async () => {
    const flight = createSingleFlight<number>(createTestClock(), noFault);
    const first = startable();
    const running = flight.run('copy', first.action);
    first.ends[0]?.(success(1));
    await running;
    const second = startable();
    const again = flight.run('copy', second.action);
    second.ends[0]?.(success(2));
    expect(await again).toEqual(success(2));
  });

  it('answers a cancelled action at once, though it never ends by itself', async () => {
    const flight = createSingleFlight<number>(createTestClock(), noFault);
    const { action, signals } = startable();
    const running = flight.run('copy', action);
    flight.cancel();
    expect(await running).toEqual({ ok: false, problem: { code: 'cancelled' } });
    expect(signals[0]?.aborted).toBe(true);
  });

  it('gives up an earlier action for another key', async () => {
    const flight = createSingleFlight<number>(createTestClock(), noFault);
    const first = startable();
    const second = startable();
    const forTower = flight.run('tower', first.action);
    const forAttic = flight.run('attic', second.action);
    expect(await forTower).toEqual({ ok: false, problem: { code: 'cancelled' } });
    second.ends[0]?.(success(2));
    expect(await forAttic).toEqual(success(2));
  });

  it('ends an action that takes more than 20 s', async () => {
    const clock = createTestClock();
    const flight = createSingleFlight<number>(clock, noFault);
    const running = flight.run('copy', startable().action);
    clock.advance(20_000);
    expect(await running).toEqual({ ok: false, problem: { code: 'timed-out' } });
  });
});
