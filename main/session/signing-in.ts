/** One sign-in at a time, whichever way: begun, called off, failed, or taken over into the accounts. */

import { type Problem, problem } from '../../shared/problem.ts';
import { done, failure, type Result } from '../../shared/result.ts';
import type { SignInState } from '../../shared/state.ts';
import type { ReadAccount } from '../plex/account.ts';
import type { Accounts } from './accounts.ts';
import type { SessionContext } from './parts.ts';
import { announceProblem } from './state-store.ts';

/** One attempt at signing in. */
export interface SignInAttempt {
  /** Base address of the plex.tv it is made at. */
  readonly plexTvUrl: string;
  /** Fires when it is called off, or another one takes its place. */
  readonly signal: AbortSignal;
}

export interface SigningIn {
  /** Begins an attempt in place of any other, and shows where it stands. */
  readonly begin: (state: SignInState) => SignInAttempt;
  /** Shows where an attempt stands now, unless it is over. */
  readonly show: (attempt: SignInAttempt, state: SignInState) => void;
  /** Takes over what Plex gave out. It is in use at once; the answer comes when it is kept as well. */
  readonly complete: (attempt: SignInAttempt, accountToken: string, account: ReadAccount) => Promise<Result<null>>;
  /** Ends an attempt with a problem, told in `state`. One that is over already says nothing. */
  readonly fail: (attempt: SignInAttempt, told: Problem, state: SignInState) => Result<null>;
  /** Calls off what goes on, leaves the code step, and has done with what went wrong last. */
  readonly cancel: () => void;
}

export function createSigningIn(context: SessionContext, accounts: Accounts): SigningIn {
  const { store } = context;
  let current: { readonly attempt: SignInAttempt; readonly controller: AbortController } | null = null;

  const isCurrent = (attempt: SignInAttempt): boolean => current?.attempt === attempt;

  return {
    begin: (state) => {
      current?.controller.abort();
      const controller = new AbortController();
      const attempt = { plexTvUrl: context.plexTv().url, signal: controller.signal };
      current = { attempt, controller };
      store.update({ signIn: state });
      return attempt;
    },
    show: (attempt, signIn) => {
      if (isCurrent(attempt)) store.update({ signIn });
    },
    complete: async (attempt, accountToken, account) => {
      if (!isCurrent(attempt)) return failure(problem('cancelled'));
      current = null;
      accounts.keep(attempt.plexTvUrl, accountToken, account);
      store.update({ signIn: { step: 'idle', problem: null } });
      void accounts.refresh();
      await accounts.settled();
      return done;
    },
    fail: (attempt, told, signIn) => {
      if (!isCurrent(attempt)) return failure(problem('cancelled'));
      current = null;
      store.update({ signIn });
      if (told.code === 'code-needed') store.announce({ kind: 'code-needed' });
      else announceProblem(store, told);
      return failure(told);
    },
    cancel: () => {
      current?.controller.abort();
      current = null;
      const { signIn } = store.get();
      if (signIn.step === 'idle' && signIn.problem === null) return;
      store.update({ signIn: { step: 'idle', problem: null } });
      if (signIn.step !== 'idle') store.announce({ kind: 'cancelled' });
    },
  };
}
