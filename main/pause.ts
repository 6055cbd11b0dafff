/** Waiting, on a clock that tests can move. */

import type { Clock } from './ports.ts';

/** Waits; answers false when called off. */
export function pause(clock: Clock, milliseconds: number, signal: AbortSignal | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (passed: boolean): void => {
      signal?.removeEventListener('abort', onCancel);
      resolve(passed);
    };
    const onCancel = (): void => {
      stop();
      end(false);
    };
    const stop = clock.after(milliseconds, () => end(true));
    signal?.addEventListener('abort', onCancel, { once: true });
    if (signal?.aborted) onCancel();
  });
}
