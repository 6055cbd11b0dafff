/** What every spec starts from: a private desktop, a practice Plex, and the built app as a user would start it. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { electronPath } from '../../build/electron-path.mjs';
import { type PrivateDesktop, startPrivateDesktop } from '../../build/private-desktop.mjs';
import { type ClipboardReader, createClipboardReader } from '../desktop/clipboard-reader.ts';
import { startStatusNotifierWatcher, type StatusNotifierWatcher } from '../desktop/status-notifier.ts';
import { type PracticePlex, startPracticePlex } from '../practice-plex/index.ts';

const projectFolder = resolve(import.meta.dirname, '../..');

export interface RunningApp {
  readonly electron: ElectronApplication;
  /** Waits for the window and answers its page. */
  readonly window: () => Promise<Page>;
  /** All the app printed so far. */
  readonly output: () => string;
  readonly processId: number;
  /** Ends the app as a user would, and waits until it is gone. Answers its exit code. */
  readonly quit: () => Promise<number | null>;
}

export interface LaunchOptions {
  readonly arguments?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly profile?: string;
}

interface TestFixtures {
  readonly plex: PracticePlex;
  /** An empty profile folder. */
  readonly profile: string;
  readonly launch: (options?: LaunchOptions) => Promise<RunningApp>;
}

interface WorkerFixtures {
  readonly desktop: PrivateDesktop;
  readonly clipboard: ClipboardReader;
  readonly tray: StatusNotifierWatcher;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  desktop: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from this pattern.
    async ({}, use) => {
      const desktop = await startPrivateDesktop();
      await use(desktop);
      await desktop.stop();
    },
    { scope: 'worker' },
  ],
  clipboard: [async ({ desktop }, use) => use(createClipboardReader(desktop.environment)), { scope: 'worker' }],
  tray: [
    async ({ desktop }, use) => {
      const watcher = await startStatusNotifierWatcher(desktop.environment);
      await use(watcher);
      await watcher.stop();
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: see above.
  plex: async ({}, use) => {
    const plex = await startPracticePlex();
    await use(plex);
    await plex.close();
  },
  // biome-ignore lint/correctness/noEmptyPattern: see above.
  profile: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'plex-token-tray-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
  launch: async ({ desktop, plex, profile }, use) => {
    const running: RunningApp[] = [];
    await use(async (options = {}) => {
      const app = await launchApp(desktop, plex, { profile, ...options });
      running.push(app);
      return app;
    });
    for (const app of running) await app.quit();
  },
});

export { expect } from '@playwright/test';

async function launchApp(desktop: PrivateDesktop, plex: PracticePlex, options: LaunchOptions & { readonly profile: string }): Promise<RunningApp> {
  const electron = await _electron.launch({
    executablePath: electronPath(),
    args: [
      projectFolder,
      `--user-data-dir=${options.profile}`,
      // Chromium's sandbox refuses to run as root; as an ordinary user the suite runs with it.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(options.arguments ?? []),
    ],
    env: { ...desktop.environment, PLEX_TV_URL: plex.plexTvUrl, ...options.environment },
  });
  let output = '';
  const child = electron.process();
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return {
    electron,
    window: () => electron.firstWindow(),
    output: () => output,
    processId: child.pid ?? -1,
    quit: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      return exited;
    },
  };
}
