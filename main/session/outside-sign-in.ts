/** Signing in outside the app: in the browser, or on another device with a code typed at plex.tv/link. */

import { canSignInOutside } from '../../shared/allowed-actions.ts';
import { type Problem, problem } from '../../shared/problem.ts';
import { done, failure, type Result } from '../../shared/result.ts';
import type { Accounts } from './accounts.ts';
import type { SessionContext } from './parts.ts';
import { announceProblem } from './state-store.ts';

export interface OutsideSignIn {
  /**
   * Asks Plex for a PIN and opens the browser. Answers once the user can go on outside; the waiting goes on by itself,
   * window or no window, until Plex has the sign-in, the PIN has run out, or {@link cancel}.
   */
  readonly start: (way: 'browser' | 'link') => Promise<Result<null>>;
  readonly cancel: () => void;
}

export function createOutsideSignIn(context: SessionContext, accounts: Accounts): OutsideSignIn {
  const { store, desktop } = context;
  let waiting: AbortController | null = null;

  function cancel(): void {
    waiting?.abort();
    waiting = null;
  }

  function fail(told: Problem): Result<null> {
    store.update({ signIn: { step: 'idle', problem: told.code === 'cancelled' ? null : told } });
    announceProblem(store, told);
    return failure(told);
  }

  async function start(way: 'browser' | 'link'): Promise<Result<null>> {
    if (!canSignInOutside(store.get())) return failure(problem('too-many-requests'));
    cancel();
    const controller = new AbortController();
    const { signal } = controller;
    waiting = controller;
    store.update({ signIn: { step: 'outside', way, linkCode: null, expiresAt: null } });
    const api = await context.loadPlex();
    const pin = await api.createBrowserSignIn({ strong: way === 'browser' }, signal);
    if (waiting !== controller) return failure(problem('cancelled'));
    if (!pin.ok) return fail(pin.problem);
    const { code, expiresAt } = pin.value;
    if (way === 'browser' && !(await desktop.openSignInPage(api.browserSignInAddress(pin.value)))) {
      if (waiting !== controller) return failure(problem('cancelled'));
      cancel();
      return fail(problem('browser-not-opened'));
    }
    if (waiting !== controller) return failure(problem('cancelled'));
    store.update({ signIn: { step: 'outside', way, linkCode: way === 'link' ? code : null, expiresAt } });
    store.announce(way === 'link' ? { kind: 'link-code', code } : { kind: 'browser-opened' });

    void finish(controller, async () => {
      const signedIn = await api.waitForBrowserSignIn(pin.value, signal);
      if (!signedIn.ok) return signedIn;
      const { accountToken } = signedIn.value;
      const account = await api.readAccount(accountToken, signal);
      if (!account.ok || signal.aborted) return account.ok ? failure(problem('cancelled')) : account;
      return accounts.keep(accountToken, account.value);
    });
    return done;
  }

  /** Waits for the sign-in and takes it over, unless it was called off or replaced meanwhile. */
  async function finish(controller: AbortController, signIn: () => Promise<Result<null>>): Promise<void> {
    const outcome = await signIn();
    if (waiting !== controller) return;
    waiting = null;
    if (!outcome.ok) {
      fail(outcome.problem);
      return;
    }
    store.update({ signIn: { step: 'idle', problem: null } });
    void accounts.refresh();
  }

  return { start, cancel };
}
