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

/** A private desktop has no graphics processor; Chromium would find that out anew at each start, in four processes. */
const noGraphics = ['--disable-gpu'];

/**
 * Megabytes of young objects before V8 looks for what can go. Playwright waits for promises in the main process that
 * nothing else holds, and V8 has taken one of them away ("Resulting promise was garbage collected").
 */
const roomForPromises = '--js-flags=--min-semi-space-size=16';

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
  // For every test, or whether a desktop has a panel would depend on the tests before it.
  tray: [
    async ({ desktop }, use) => {
      const watcher = await startStatusNotifierWatcher(desktop.environment);
      await use(watcher);
      await watcher.stop();
    },
    { scope: 'worker', auto: true },
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
      const app = await launchApp(desktop.environment, plex.plexTvUrl, {
        profile,
        graphics: noGraphics,
        ...options,
        arguments: [roomForPromises, ...(options.arguments ?? [])],
      });
      running.push(app);
      return app;
    });
    for (const app of running) await app.quit();
  },
});

export { expect } from '@playwright/test';
