/** One line of the benchmark's table. */

import type { StatusNotifierWatcher } from '../desktop/status-notifier.ts';

export interface Row {
  readonly what: string;
  readonly goal: string;
  /** The figures in words, e.g. `1.04 x (310 ms, floor 298 ms)`. */
  readonly measured: string;
  readonly met: boolean;
  /** The figures themselves, for `bench/results.json`. */
  readonly figures: Readonly<Record<string, unknown>>;
}

/** What each measurement works with. */
export interface Bench {
  /** A desktop nobody else uses. */
  readonly environment: Readonly<Record<string, string>>;
  /** Its panel. */
  readonly tray: StatusNotifierWatcher;
  /** Fewer and shorter measurements: to see that all of it works, not for figures. */
  readonly quick: boolean;
  readonly say: (text: string) => void;
}

export type Measurement = (bench: Bench) => Promise<readonly Row[]>;
