/** The app's clock: epoch time that keeps running evenly even when the system's clock is set. */

import { performance } from 'node:perf_hooks';
import type { Clock } from './ports.ts';

/** Reads the wall clock once and counts on from it by the machine's steady clock. */
export function createSteadyClock(): Clock {
  const startedAt = Date.now() - performance.now();
  return {
    now: () => Math.round(startedAt + performance.now()),
    after: (milliseconds, task) => {
      const timer = setTimeout(task, milliseconds);
      return () => clearTimeout(timer);
    },
  };
}
