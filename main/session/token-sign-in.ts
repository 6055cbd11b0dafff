/** Signing in with an account token the user already has. */

import { canSignIn } from '../../shared/allowed-actions.ts';
import { type Problem, problem } from '../../shared/problem.ts';
import { failure, type Result } from '../../shared/result.ts';
import type { SessionContext } from './parts.ts';
import type { SigningIn } from './signing-in.ts';

export interface TokenSignIn {
  /**
   * Takes the token on the clipboard, asks Plex whose it is, and keeps it. What is no account token is told apart and
   * never sent. Problems: `clipboard-empty`, `token-is-claim-token`, `token-is-transient`, `token-is-jwt`,
   * `token-malformed`, `token-refused`, and those of the way to Plex.
   */
  readonly fromClipboard: () => Promise<Result<null>>;
}

export function createTokenSignIn(context: SessionContext, signingIn: SigningIn): TokenSignIn {
  const { store, clipboard } = context;
  return {
    fromClipboard: async () => {
      if (!canSignIn(store.get())) return failure(problem('too-many-requests'));
      const attempt = signingIn.begin({ step: 'checking-token' });
      const fail = (told: Problem): Result<null> =>
        signingIn.fail(attempt, told, { step: 'idle', problem: told, way: 'token' });
      const api = await context.loadPlex(attempt.plexTvUrl);
      // A clipboard that does not answer holds nothing for us.
      const token = api.classifyPastedToken(await clipboard.readText('clipboard').catch(() => ''));
      if (!token.ok) return fail(token.problem);
      const account = await api.readAccount(token.value, attempt.signal);
      if (account.ok) return signingIn.complete(attempt, token.value, account.value);
      // A verdict on this token, not on one kept here.
      const refused = account.problem.code === 'account-token-dead';
      return fail(refused ? { ...account.problem, code: 'token-refused' } : account.problem);
    },
  };
}
