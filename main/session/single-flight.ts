/** One request in flight per action: clicking again joins it instead of asking twice. */

import { problem } from '../../shared/problem.ts';
import { failure, type Result } from '../../shared/result.ts';
import type { Clock } from '../ports.ts';

/** Longest any action may take, in milliseconds. */
const actionDeadline = 20_000;

export interface SingleFlight<Value> {
  /**
   * Runs `action`, or joins the run under the same key. A run under another key is given up first. The signal fires on
   * {@link cancel} and when the action's deadline of 20 s has passed. A throw becomes `unexpected`.
   */
  readonly run: (key: string, action: (signal: AbortSignal) => Promise<Result<Value>>) => Promise<Result<Value>>;
  readonly cancel: () => void;
  /** Whether something runs, under this key where one is given. */
  readonly isBusy: (key?: string) => boolean;
}

/** @param reportFault is told of what was thrown */
export function createSingleFlight<Value>(clock: Clock, reportFault: (fault: unknown) => void): SingleFlight<Value> {
  let current: {
    readonly key: string;
    readonly outcome: Promise<Result<Value>>;
    readonly controller: AbortController;
  } | null = null;

  return {
    cancel: () => current?.controller.abort(problem('cancelled')),
    isBusy: (key) => current !== null && (key === undefined || current.key === key),
    run: (key, action) => {
      if (current?.key === key) return current.outcome;
      current?.controller.abort(problem('cancelled'));
      const controller = new AbortController();
      const stopDeadline = clock.after(actionDeadline, () => controller.abort(problem('timed-out')));
      const givenUp = new Promise<Result<Value>>((resolve) => {
        controller.signal.addEventListener('abort', () => resolve(failure(controller.signal.reason)), { once: true });
      });
      const acting = action(controller.signal).catch((fault: unknown): Result<Value> => {
        reportFault(fault);
        return failure(problem('unexpected', { detail: fault instanceof Error ? fault.name : typeof fault }));
      });
      // Racing the signal lets "Cancel" answer at once, whatever the action is waiting for.
      const outcome = Promise.race([acting, givenUp]).finally(() => {
        stopDeadline();
        if (current?.controller === controller) current = null;
      });
      current = { key, outcome, controller };
      return outcome;
    },
  };
}
