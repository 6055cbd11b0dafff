/** Looks for a newer release once a day, while the user wants that. */

import type { Clock } from '../ports.ts';
import { isNewer } from './latest-release.ts';

/** Milliseconds from wanting it, or from the start, to the first look: at login there is enough going on. */
const untilFirstLook = 10_000;
const betweenLooks = 24 * 60 * 60 * 1000;

export interface ReleaseWatch {
  /** Called whenever it may have changed whether the user wants it. */
  readonly want: (wanted: boolean) => void;
}

export function createReleaseWatch(options: {
  readonly clock: Clock;
  /** The version that runs. */
  readonly current: string;
  /** The newest version; `null` where that cannot be told now. */
  readonly look: () => Promise<string | null>;
  readonly onNewer: (version: string) => void;
}): ReleaseWatch {
  const { clock, current, look, onNewer } = options;
  let callOff: (() => void) | null = null;

  async function lookAgain(): Promise<void> {
    callOff = clock.after(betweenLooks, () => void lookAgain());
    const newest = await look();
    if (callOff !== null && newest !== null && isNewer(newest, current)) onNewer(newest);
  }

  return {
    want: (wanted) => {
      if (wanted === (callOff !== null)) return;
      callOff?.();
      callOff = wanted ? clock.after(untilFirstLook, () => void lookAgain()) : null;
    },
  };
}
