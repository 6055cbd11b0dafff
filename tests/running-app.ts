/** The built app as a user would start it, driven from outside. */

import { resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { electronPath } from '../build/electron-path.mjs';

const projectFolder = resolve(import.meta.dirname, '..');

export interface RunningApp {
  readonly electron: ElectronApplication;
  /** Waits for the window and answers its page. */
  readonly window: () => Promise<Page>;
  /** All the app printed so far. */
  readonly output: () => string;
  readonly processId: number;
  /** The exit code, once the app has ended: its last process, so that nothing writes or prints any more. */
  readonly exited: Promise<number | null>;
  /** Ends the app as a user would, and waits until all of it is gone. Answers its exit code. */
  readonly quit: (signal?: NodeJS.Signals) => Promise<number | null>;
}

export interface LaunchOptions {
  readonly arguments?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** The profile folder. */
  readonly profile?: string;
  /** Chromium's switches for the graphics processor; it looks for one itself unless told. */
  readonly graphics?: readonly string[];
}

/** Starts the app on a desktop, against a practice Plex. */
export async function launchApp(
  environment: Readonly<Record<string, string>>,
  plexTvUrl: string,
  options: LaunchOptions & { readonly profile: string },
): Promise<RunningApp> {
  const electron = await _electron.launch({
    executablePath: electronPath(),
    args: [
      projectFolder,
      `--user-data-dir=${options.profile}`,
      // Chromium's sandbox refuses to run as root; as an ordinary user the suite runs with it.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(options.graphics ?? []),
      ...(options.arguments ?? []),
    ],
    env: { ...environment, PLEX_TV_URL: plexTvUrl, ...options.environment },
  });
  let output = '';
  const child = electron.process();
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const processId = child.pid;
  if (processId === undefined) throw new Error('The app did not start.');
  // Not `exit`: Chromium's other processes end after the first one, and hold its output open until they do.
  const exited = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return {
    electron,
    window: () => electron.firstWindow(),
    output: () => output,
    processId,
    exited,
    quit: async (signal = 'SIGTERM') => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      return exited;
    },
  };
}
