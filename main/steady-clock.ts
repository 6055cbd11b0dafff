/** The app's clock: epoch time that keeps running evenly even when the system's clock is set. */

import { performance } from 'node:perf_hooks';
import type { Clock } from './ports.ts';

export interface SteadyClock extends Clock {
  /**
   * Makes up for time spent asleep, in which neither steady time nor timers moved on: what became due runs now. Never
   * goes back.
   */
  readonly catchUp: () => void;
}

/** Where the two kinds of time come from, in milliseconds. */
export interface TimeSources {
  readonly wall: () => number;
  readonly steady: () => number;
}

const systemTime: TimeSources = { wall: () => Date.now(), steady: () => performance.now() };

/** Something to be done at a moment. */
interface Task {
  readonly at: number;
  readonly run: () => void;
  timer: NodeJS.Timeout | undefined;
}

/** Reads the wall clock once and counts on from it by the machine's steady clock. */
export function createSteadyClock({ wall, steady }: TimeSources = systemTime): SteadyClock {
  let ahead = wall() - steady();
  const waiting = new Set<Task>();
  const now = (): number => Math.round(ahead + steady());

  function arm(task: Task): void {
    task.timer = setTimeout(
      () => {
        waiting.delete(task);
        task.run();
      },
      Math.max(0, task.at - now()),
    );
  }

  return {
    now,
    after: (milliseconds, run) => {
      const task: Task = { at: now() + milliseconds, run, timer: undefined };
      waiting.add(task);
      arm(task);
      return () => {
        waiting.delete(task);
        clearTimeout(task.timer);
      };
    },
    catchUp: () => {
      ahead = Math.max(ahead, wall() - steady());
      for (const task of waiting) {
        clearTimeout(task.timer);
        arm(task);
      }
    },
  };
}
