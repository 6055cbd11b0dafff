/** Pauses that Plex or a server asked for: nothing is sent there before they are over. */

import type { Problem } from '../../shared/problem.ts';
import type { Clock } from '../ports.ts';

/** How long to wait where nobody says, in milliseconds. */
const usualPause = 60_000;

export interface Pauses {
  /** Takes note of a problem with somebody: one that asks for a pause begins it, and says until when. */
  readonly note: (who: string, told: Problem) => Problem;
  /** The pause that somebody still asks for, as the problem it came with. */
  readonly with: (who: string) => Problem | null;
}

export function createPauses(clock: Clock): Pauses {
  const pauses = new Map<string, Problem & { readonly retryAt: number }>();
  return {
    note: (who, told) => {
      if (told.code !== 'rate-limited') return told;
      const pause = { ...told, retryAt: told.retryAt ?? clock.now() + usualPause };
      pauses.set(who, pause);
      return pause;
    },
    with: (who) => {
      const pause = pauses.get(who);
      if (pause === undefined) return null;
      if (clock.now() < pause.retryAt) return pause;
      pauses.delete(who);
      return null;
    },
  };
}
