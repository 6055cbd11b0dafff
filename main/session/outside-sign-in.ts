/** Signing in outside the app: in the browser, or on another device with a code typed at plex.tv/link. */

import { canSignInOutside } from '../../shared/allowed-actions.ts';
import { endsTheSession, type Problem, problem } from '../../shared/problem.ts';
import { done, failure, type Result } from '../../shared/result.ts';
import { pause } from '../pause.ts';
import type { BrowserSignIn } from '../plex/browser-sign-in.ts';
import type { SessionContext } from './parts.ts';
import type { SignInAttempt, SigningIn } from './signing-in.ts';

type Way = 'browser' | 'link';

/** Milliseconds between two tries to learn whose token it is. */
const betweenTries = 3_000;

export interface OutsideSignIn {
  /**
   * Asks Plex for a PIN and opens the browser. Answers once the user can go on outside; the waiting goes on by itself,
   * window or no window, until Plex has the sign-in, the PIN has run out, or it is called off.
   */
  readonly start: (way: Way) => Promise<Result<null>>;
}

export function createOutsideSignIn(context: SessionContext, signingIn: SigningIn): OutsideSignIn {
  const { store, desktop, clock } = context;

  async function start(way: Way): Promise<Result<null>> {
    if (!canSignInOutside(store.get())) return failure(problem('too-many-requests'));
    const attempt = signingIn.begin({ step: 'outside', way, linkCode: null, expiresAt: null });
    const { signal } = attempt;
    const fail = (told: Problem): Result<null> => signingIn.fail(attempt, told, { step: 'idle', problem: told, way });
    const api = await context.loadPlex(attempt.plexTvUrl);
    const pin = await api.createBrowserSignIn({ strong: way === 'browser' }, signal);
    if (!pin.ok) return fail(pin.problem);
    const { code, expiresAt } = pin.value;
    if (signal.aborted) return failure(problem('cancelled'));
    if (way === 'browser' && !(await desktop.openSignInPage(api.browserSignInAddress(pin.value))))
      return fail(problem('browser-not-opened'));
    if (signal.aborted) return failure(problem('cancelled'));
    signingIn.show(attempt, { step: 'outside', way, linkCode: way === 'link' ? code : null, expiresAt });
    store.announce(way === 'link' ? { kind: 'link-code', code } : { kind: 'browser-opened' });
    void finish(attempt, pin.value, fail).catch(context.diagnostics.reportFault);
    return done;
  }

  /** Waits for the sign-in and takes it over, unless it was called off or replaced meanwhile. */
  async function finish(
    attempt: SignInAttempt,
    pin: BrowserSignIn,
    fail: (told: Problem) => Result<null>,
  ): Promise<void> {
    const api = await context.loadPlex(attempt.plexTvUrl);
    const signedIn = await api.waitForBrowserSignIn(pin, attempt.signal);
    if (!signedIn.ok) {
      fail(signedIn.problem);
      return;
    }
    const { accountToken } = signedIn.value;
    let account = await api.readAccount(accountToken, attempt.signal);
    // Plex hands a token out once. An outage right now must not lose it: asked again for as long as the PIN would live.
    while (!account.ok && !endsTheSession(account.problem.code) && clock.now() < pin.expiresAt) {
      const wait = Math.max(betweenTries, (account.problem.retryAt ?? 0) - clock.now());
      if (!(await pause(clock, wait, attempt.signal))) return;
      account = await api.readAccount(accountToken, attempt.signal);
    }
    if (account.ok) await signingIn.complete(attempt, accountToken, account.value);
    else fail(account.problem);
  }

  return { start };
}
