/** Signing in with login, password and verification code. */

import { canSignIn } from '../../shared/allowed-actions.ts';
import { type Problem, problem } from '../../shared/problem.ts';
import { failure, type Result } from '../../shared/result.ts';
import type { SessionContext } from './parts.ts';
import type { SigningIn } from './signing-in.ts';

/** Wrong codes before a pause: Plex locks networks out that guess. */
const codesBeforePause = 5;

/** Lengths of pauses in milliseconds: where nobody says, and after a lock-out, which each further try prolongs. */
const usualPause = 60_000;
const pauseAfterLockOut = 10 * 60_000;

/** Longest login and password a person can mean; RFC 5321 allows an address of 254 characters. */
const longestLogin = 320;
const longestPassword = 1024;
const longestCode = 32;

export interface PasswordInput {
  readonly login: string;
  readonly password: string;
  readonly verificationCode?: string | undefined;
}

export interface PasswordSignIn {
  readonly submit: (input: PasswordInput) => Promise<Result<null>>;
}

export function createPasswordSignIn(context: SessionContext, signingIn: SigningIn): PasswordSignIn {
  const { store, clock } = context;
  let wrongCodes = 0;
  /** Why nothing is sent for a while, though nothing is wrong with what was entered; on this network. */
  let pause: (Problem & { readonly retryAt: number; readonly network: string }) | null = null;
  let lockedOutSince: number | null = null;

  /** The pause that still lasts. A network that Plex locked out is left behind by moving to another one. */
  function pauseNow(): Problem | null {
    if (pause === null || clock.now() >= pause.retryAt) return null;
    if (pause.code === 'network-locked-out' && pause.network !== context.networkFingerprint()) return null;
    const { network: _network, ...told } = pause;
    return told;
  }

  function begin(told: Problem, milliseconds: number): Problem {
    const retryAt = told.retryAt ?? clock.now() + milliseconds;
    pause = { ...told, retryAt, network: context.networkFingerprint() };
    return { ...told, retryAt };
  }

  /** Adds what only this run knows: since when the lock-out lasts, how many codes were wrong. */
  function remember(told: Problem): Problem {
    switch (told.code) {
      case 'network-locked-out':
        lockedOutSince ??= clock.now();
        return begin({ ...told, since: lockedOutSince }, pauseAfterLockOut);
      case 'rate-limited':
        return begin(told, usualPause);
      case 'code-wrong':
        wrongCodes += 1;
        if (wrongCodes < codesBeforePause) return told;
        wrongCodes = 0;
        return begin(problem('too-many-codes'), usualPause);
      default:
        return told;
    }
  }

  async function submit(input: PasswordInput): Promise<Result<null>> {
    const { signIn } = store.get();
    if (!canSignIn(store.get())) return failure(problem('too-many-requests'));
    const atCode = signIn.step === 'code-needed';
    const login = input.login.trim();
    const code = input.verificationCode?.replace(/\s/gu, '') ?? '';
    const attempt = signingIn.begin({ step: 'asking', withCode: code !== '' });

    const fail = (told: Problem): Result<null> => {
      const stays = (atCode || code !== '' || told.code === 'code-needed') && staysAtCode.has(told.code);
      return signingIn.fail(
        attempt,
        told,
        stays
          ? { step: 'code-needed', problem: told.code === 'code-needed' ? null : told, attempts: wrongCodes }
          : { step: 'idle', problem: told, way: 'password' },
      );
    };

    const fits =
      login !== '' && login.length <= longestLogin && input.password !== '' && input.password.length <= longestPassword;
    if (!fits || code.length > longestCode) return fail(problem('input-not-valid'));
    const paused = pauseNow();
    if (paused !== null) return fail(paused);

    const api = await context.loadPlex(attempt.plexTvUrl);
    const credentials = { login, password: input.password, rememberMe: true };
    const answer = await api.signIn(
      code === '' ? credentials : { ...credentials, verificationCode: code },
      attempt.signal,
    );
    if (!answer.ok) return fail(remember(answer.problem));
    wrongCodes = 0;
    lockedOutSince = null;
    pause = null;
    return signingIn.complete(attempt, answer.value.accountToken, answer.value.account);
  }

  return { submit };
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
