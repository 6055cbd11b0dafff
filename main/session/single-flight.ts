/** One request in flight per action: clicking again joins it instead of asking twice. */

import { problem } from '../../shared/problem.ts';
import { failure, type Result } from '../../shared/result.ts';
import type { Clock } from '../ports.ts';

/** Longest any action may take, in milliseconds. */
const actionDeadline = 20_000;

export interface SingleFlight<Value> {
  /**
   * Runs `action`, or joins the run under the same key. A run under another key is given up first. The signal fires on
   * {@link cancel} and when the action's deadline of 20 s has passed.
   */
  readonly run: (key: string, action: (signal: AbortSignal) => Promise<Result<Value>>) => Promise<Result<Value>>;
  readonly cancel: () => void;
  readonly isBusy: () => boolean;
}

export function createSingleFlight<Value>(clock: Clock): SingleFlight<Value> {
  let current: {
    readonly key: string;
    readonly outcome: Promise<Result<Value>>;
    readonly controller: AbortController;
  } | null = null;

  return {
    cancel: () => current?.controller.abort(problem('cancelled')),
    isBusy: () => current !== null,
    run: (key, action) => {
      if (current?.key === key) return current.outcome;
      current?.controller.abort(problem('cancelled'));
      const controller = new AbortController();
      const stopDeadline = clock.after(actionDeadline, () => controller.abort(problem('timed-out')));
      const givenUp = new Promise<Result<Value>>((resolve) => {
        controller.signal.addEventListener('abort', () => resolve(failure(controller.signal.reason)), { once: true });
      });
      // Racing the signal lets "Cancel" answer at once, whatever the action is waiting for.
      const outcome = Promise.race([action(controller.signal), givenUp]).finally(() => {
        stopDeadline();
        if (current?.controller === controller) current = null;
      });
      current = { key, outcome, controller };
      return outcome;
    },
  };
}
