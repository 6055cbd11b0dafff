/** Signing in with an account token the user already has. */

import { canSignIn } from '../../shared/allowed-actions.ts';
import { type Problem, problem } from '../../shared/problem.ts';
import { failure, type Result } from '../../shared/result.ts';
import type { Accounts } from './accounts.ts';
import type { SessionContext } from './parts.ts';
import { createSingleFlight } from './single-flight.ts';
import { announceProblem } from './state-store.ts';

export interface TokenSignIn {
  /**
   * Takes the token on the clipboard, asks Plex whose it is, and keeps it. What is no account token is told apart and
   * never sent. Problems: `clipboard-empty`, `token-is-claim-token`, `token-is-transient`, `token-is-jwt`,
   * `token-malformed`, `token-refused`, and those of the way to Plex.
   */
  readonly fromClipboard: () => Promise<Result<null>>;
  readonly cancel: () => void;
}

export function createTokenSignIn(context: SessionContext, accounts: Accounts): TokenSignIn {
  const { store, clipboard } = context;
  const checking = createSingleFlight<null>(context.clock);

  function fail(told: Problem): Result<null> {
    store.update({ signIn: { step: 'idle', problem: told.code === 'cancelled' ? null : told } });
    announceProblem(store, told);
    return failure(told);
  }

  async function check(signal: AbortSignal): Promise<Result<null>> {
    const api = await context.loadPlex();
    const token = api.classifyPastedToken(await clipboard.readText('clipboard'));
    if (!token.ok) return token;
    const account = await api.readAccount(token.value, signal);
    if (signal.aborted) return failure(problem('cancelled'));
    if (account.ok) return accounts.keep(token.value, account.value);
    // A verdict on this token, not on one kept here.
    return account.problem.code === 'account-token-dead'
      ? failure({ ...account.problem, code: 'token-refused' })
      : account;
  }

  return {
    fromClipboard: async () => {
      if (!canSignIn(store.get())) return failure(problem('too-many-requests'));
      store.update({ signIn: { step: 'checking-token' } });
      const outcome = await checking.run('token', check);
      if (!outcome.ok) return fail(outcome.problem);
      store.update({ signIn: { step: 'idle', problem: null } });
      void accounts.refresh();
      return outcome;
    },
    cancel: checking.cancel,
  };
}
