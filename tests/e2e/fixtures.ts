/** What every spec starts from: a private desktop, a practice Plex, and the built app as a user would start it. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { type PrivateDesktop, startPrivateDesktop } from '../../build/private-desktop.mjs';
import { type ClipboardReader, createClipboardReader } from '../desktop/clipboard-reader.ts';
import { type StatusNotifierWatcher, startStatusNotifierWatcher } from '../desktop/status-notifier.ts';
import { type PracticePlex, startPracticePlex } from '../practice-plex/index.ts';
import { type LaunchOptions, launchApp, type RunningApp } from '../running-app.ts';

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
    // The last of Chromium's processes may still be writing.
    await rm(folder, { recursive: true, force: true, maxRetries: 20 });
  },
  launch: async ({ desktop, plex, profile }, use) => {
    const running: RunningApp[] = [];
    await use(async (options = {}) => {
      const app = await launchApp(desktop.environment, plex.plexTvUrl, { profile, ...options });
      running.push(app);
      return app;
    });
    for (const app of running) await app.quit();
  },
});

export { expect } from '@playwright/test';
