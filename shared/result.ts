/** The envelope every outcome travels in: nothing throws across a boundary. */

import type { Problem } from './problem.ts';

/** What a command or a request came to: a value, or a {@link Problem} that can be shown as it is. */
export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: Problem };

/** A success that has nothing to tell beyond having happened. */
export const done: Result<null> = { ok: true, value: null };

/** Wraps a value as a success. */
export const success = <Value>(value: Value): Result<Value> => ({ ok: true, value });

/** Wraps a problem as a failure. */
export const failure = (problem: Problem): { readonly ok: false; readonly problem: Problem } => ({
  ok: false,
  problem,
});
