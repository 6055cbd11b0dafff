/** The app's clock: even while the system's is set, and right again after sleep. */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSteadyClock } from '../../../main/steady-clock.ts';

const hour = 3_600_000;

/** Both kinds of time, in the test's hand. */
let wall: number;
let steady: number;
const open = () => createSteadyClock({ wall: () => wall, steady: () => steady });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  wall = Date.UTC(2026, 10, 24, 12);
  steady = 5_000;
});
afterEach(() => {
  vi.useRealTimers();
});

/** Time passes while the computer is awake. */
function pass(milliseconds: number): void {
  wall += milliseconds;
  steady += milliseconds;
  vi.advanceTimersByTime(milliseconds);
}

describe('the steady clock', () => {
  it('A13 does not follow when the system’s clock is set two days off', () => {
    const clock = open();
    const before = clock.now();
    wall += 48 * hour;
    expect(clock.now()).toBe(before);
    wall -= 96 * hour;
    expect(clock.now()).toBe(before);
  });

  it('A14 after three hours asleep what became due runs once, what is still to come keeps its time', () => {
    const clock = open();
    const done: string[] = [];
    clock.after(60_000, () => done.push('clear the clipboard'));
    clock.after(4 * hour, () => done.push('later'));
    pass(20_000);
    wall += 3 * hour;
    vi.advanceTimersByTime(0);
    expect(done).toEqual([]);

    clock.catchUp();
    vi.advanceTimersByTime(0);
    expect(clock.now()).toBe(wall);
    expect(done).toEqual(['clear the clipboard']);
    pass(hour);
    expect(done).toEqual(['clear the clipboard', 'later']);
  });

  it('never goes back when the system’s clock did', () => {
    const clock = open();
    const before = clock.now();
    wall -= hour;
    clock.catchUp();
    expect(clock.now()).toBe(before);
  });

  it('runs nothing that was called off', () => {
    const clock = open();
    const done: string[] = [];
    const callOff = clock.after(1_000, () => done.push('never'));
    callOff();
    pass(2_000);
    clock.catchUp();
    pass(2_000);
    expect(done).toEqual([]);
  });
});
