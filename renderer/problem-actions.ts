/** What the button beside a problem does: one table for every view. */

import type { Commands } from '../shared/contract.ts';
import type { ProblemAction } from '../shared/problem.ts';
import type { Place } from './places.ts';

/** What a problem was about, as only the view that shows it knows. */
export interface ProblemContext {
  /** Repeats what failed; `null` where nothing can be repeated. */
  readonly tryAgain: (() => unknown) | null;
  /** The server it was about. */
  readonly serverId?: string | null;
}

/** What of the window the actions need. */
export interface ProblemActionPorts {
  readonly commands: Pick<Commands, 'signInOutside' | 'allowPlainHttp' | 'acceptPermanentTokenRisk' | 'openPage'>;
  readonly open: (place: Place) => void;
  /** Puts the cursor into the list of servers. */
  readonly focusServers: () => void;
  /** Whether the sign-in form is what the user sees. */
  readonly atSignIn: () => boolean;
}

/** Finds what to do for an action; `null` where it cannot be done, so that no button is offered. */
export type ActOnProblem = (action: ProblemAction, context: ProblemContext) => (() => unknown) | null;

export function problemActions({ commands, open, focusServers, atSignIn }: ProblemActionPorts): ActOnProblem {
  /** Tells main what the user decided about a server, then does again what waited for it. */
  const decide =
    (decision: 'allowPlainHttp' | 'acceptPermanentTokenRisk', { serverId, tryAgain }: ProblemContext) =>
    async (): Promise<void> => {
      if (serverId === undefined || serverId === null) return;
      const decided = await commands[decision]({ serverId });
      if (decided.ok) await tryAgain?.();
    };

  return (action, context) => {
    const hasServer = context.serverId !== undefined && context.serverId !== null;
    switch (action.kind) {
      case 'none':
        return null;
      case 'try-again':
        return context.tryAgain;
      case 'sign-in-again':
        return atSignIn() ? null : () => open({ name: 'add-account' });
      case 'use-browser':
        return () => {
          open({ name: 'add-account' });
          return commands.signInOutside({ way: 'browser' });
        };
      case 'choose-server':
        return () => {
          open({ name: 'home' });
          focusServers();
        };
      case 'allow-plain-http':
        return hasServer ? decide('allowPlainHttp', context) : null;
      case 'accept-risk':
        return hasServer ? decide('acceptPermanentTokenRisk', context) : null;
      case 'unlock':
        // While locked, every place but Settings asks for the passphrase.
        return () => open({ name: 'home' });
      case 'open-page':
        return () => commands.openPage({ page: action.page });
    }
  };
}
