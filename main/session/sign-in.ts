/** Signing in with login, password and verification code. */

import { canSignIn } from '../../shared/allowed-actions.ts';
import { type Problem, problem } from '../../shared/problem.ts';
import { failure, type Result } from '../../shared/result.ts';
import type { Accounts } from './accounts.ts';
import type { SessionContext } from './parts.ts';
import { createSingleFlight } from './single-flight.ts';
import { announceProblem } from './state-store.ts';

/** Wrong codes before a pause, and its length in milliseconds: Plex locks networks out that guess. */
const codesBeforePause = 5;
const pauseAfterCodes = 60_000;

/** Longest login and password a person can mean; RFC 5321 allows an address of 254 characters. */
const longestLogin = 320;
const longestPassword = 1024;
const longestCode = 32;

export interface PasswordSignIn {
  readonly submit: (input: {
    readonly login: string;
    readonly password: string;
    readonly verificationCode?: string | undefined;
  }) => Promise<Result<null>>;
  readonly cancel: () => void;
}

export function createPasswordSignIn(context: SessionContext, accounts: Accounts): PasswordSignIn {
  const { store, clock } = context;
  const asking = createSingleFlight<null>(clock);
  let wrongCodes = 0;
  /** Plex (or we) asked for a pause: nothing is sent before this moment. */
  let pausedUntil: Problem | null = null;
  let lockedOutSince: number | null = null;

  function fail(told: Problem, atCode: boolean): Result<null> {
    const stays = atCode && staysAtCode.has(told.code);
    store.update({
      signIn: stays
        ? { step: 'code-needed', problem: told.code === 'code-needed' ? null : told, attempts: wrongCodes }
        : { step: 'idle', problem: told },
    });
    if (told.code === 'code-needed') store.announce({ kind: 'code-needed' });
    else announceProblem(store, told);
    return failure(told);
  }

  /** Adds what only this run knows: since when the lock-out lasts, how many codes were wrong. */
  function remember(told: Problem): Problem {
    if (told.code === 'network-locked-out') {
      lockedOutSince ??= clock.now();
      return { ...told, since: lockedOutSince };
    }
    if (told.code === 'code-wrong') {
      wrongCodes += 1;
      if (wrongCodes < codesBeforePause) return told;
      wrongCodes = 0;
      pausedUntil = problem('too-many-codes', { retryAt: clock.now() + pauseAfterCodes });
      return pausedUntil;
    }
    if (told.code === 'rate-limited') {
      pausedUntil = { ...told, retryAt: told.retryAt ?? clock.now() + pauseAfterCodes };
      return pausedUntil;
    }
    return told;
  }

  async function submit(input: {
    readonly login: string;
    readonly password: string;
    readonly verificationCode?: string | undefined;
  }): Promise<Result<null>> {
    const { signIn } = store.get();
    if (!canSignIn(store.get())) return failure(problem('too-many-requests'));
    const atCode = signIn.step === 'code-needed';
    const login = input.login.trim();
    const code = input.verificationCode?.replace(/\s/gu, '') ?? '';
    const fits =
      login !== '' && login.length <= longestLogin && input.password !== '' && input.password.length <= longestPassword;
    if (!fits || code.length > longestCode) return fail(problem('input-not-valid'), atCode);
    if (pausedUntil?.retryAt !== undefined && clock.now() < pausedUntil.retryAt) return fail(pausedUntil, atCode);

    store.update({ signIn: { step: 'asking', withCode: code !== '' } });
    const outcome = await asking.run('password', async (signal) => {
      const api = await context.loadPlex();
      const credentials = { login, password: input.password, rememberMe: true };
      const answer = await api.signIn(code === '' ? credentials : { ...credentials, verificationCode: code }, signal);
      if (!answer.ok) return answer;
      // An answer that comes after "Cancel" must keep nothing.
      if (signal.aborted) return failure(problem('cancelled'));
      return accounts.keep(answer.value.accountToken, answer.value.account);
    });
    if (!outcome.ok)
      return fail(remember(outcome.problem), atCode || outcome.problem.code === 'code-needed' || code !== '');
    wrongCodes = 0;
    lockedOutSince = null;
    pausedUntil = null;
    store.update({ signIn: { step: 'idle', problem: null } });
    void accounts.refresh();
    return outcome;
  }

  return {
    submit,
    cancel: () => {
      asking.cancel();
      if (store.get().signIn.step !== 'idle') store.update({ signIn: { step: 'idle', problem: null } });
    },
  };
}

/** Problems after which the code is still what is missing; after any other the form starts over. */
const staysAtCode: ReadonlySet<Problem['code']> = new Set<Problem['code']>([
  'code-needed',
  'code-wrong',
  'too-many-codes',
  'input-not-valid',
  'offline',
  'name-not-resolved',
  'not-reachable',
  'timed-out',
  'answer-damaged',
  'answer-not-understood',
  'login-page-answered',
  'plex-failing',
  'rate-limited',
]);
