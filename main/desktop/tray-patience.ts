/**
 * Decides when a missing tray sends the user to the window. At login a panel may come up long after the app, and a panel
 * that restarts is away for a moment: neither should bring up a window.
 */

import type { Clock } from '../ports.ts';

export interface TrayPatience {
  /** Whether the tray icon can be seen, as it becomes known. */
  readonly visibilityChanged: (visible: boolean) => void;
}

export function createTrayPatience(options: {
  readonly clock: Clock;
  /** How long a tray may be missing. */
  readonly milliseconds: number;
  readonly isWindowVisible: () => boolean;
  readonly onGivenUp: () => void;
}): TrayPatience {
  let stopWaiting: () => void = () => undefined;
  return {
    visibilityChanged: (visible) => {
      stopWaiting();
      if (visible) return;
      stopWaiting = options.clock.after(options.milliseconds, () => {
        if (!options.isWindowVisible()) options.onGivenUp();
      });
    },
  };
}
