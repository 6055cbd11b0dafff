/** How the app ends, and what it hears of the computer going to sleep. */

import { app, powerMonitor } from 'electron';

/** Milliseconds the last duties may take: systems that shut down do not wait much longer. */
const longestGoodbye = 1000;

/**
 * Ends the app properly, whoever asks: the menu, the session manager, SIGTERM, SIGINT or SIGHUP. `beforeQuit` runs once and is waited for, but not long; then the app exits with 0.
 */
export function endOnSignals({ beforeQuit }: { readonly beforeQuit: () => Promise<unknown> }): void {
  let ending = false;
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (ending) return;
    ending = true;
    const exit = (): void => app.exit(0);
    setTimeout(exit, longestGoodbye);
    beforeQuit().then(exit, exit);
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    // electron-store's writer listens too, and ends the process at once: before the clipboard is cleared.
    process.removeAllListeners(signal);
    process.on(signal, () => app.quit());
  }
  // Having a listener keeps Electron from quitting with the last window.
  app.on('window-all-closed', () => undefined);
}

/** Hears of sleep and of the screen being locked; only after the app is ready. Linux tells of sleep alone. */
export function watchPower(on: {
  readonly suspend: () => void;
  readonly lock: () => void;
  readonly resume: () => void;
}): void {
  powerMonitor.on('suspend', on.suspend);
  powerMonitor.on('lock-screen', on.lock);
  powerMonitor.on('resume', on.resume);
  // A process that was stopped goes on as after sleep; Electron then begins to wait for the next timer anew.
  if (process.platform !== 'win32') process.on('SIGCONT', on.resume);
}
