/**
 * A secret that waits in memory for the user to click "Copy" in the window: where the clipboard belongs to the window in
 * front, a copy from the tray could not be proven.
 */

import type { Clock } from '../ports.ts';
import type { Secret } from './copying.ts';

/** Milliseconds it waits. */
const longestOffer = 120_000;

export interface OfferedCopy {
  /** Offers a secret in place of the one before. */
  readonly put: (secret: Secret) => void;
  /** Hands it over, and forgets it; `null` where there is none any more. */
  readonly take: () => Secret | null;
}

/** @param onExpired nobody wanted it in time */
export function createOfferedCopy(clock: Clock, onExpired: () => void): OfferedCopy {
  let offered: Secret | null = null;
  let stopTimer: () => void = () => undefined;
  const take = (): Secret | null => {
    const secret = offered;
    offered = null;
    stopTimer();
    return secret;
  };
  return {
    take,
    put: (secret) => {
      take();
      offered = secret;
      stopTimer = clock.after(longestOffer, () => {
        take();
        onExpired();
      });
    },
  };
}
