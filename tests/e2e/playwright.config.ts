/** End-to-end tests: the built app in real Electron, on a private display and session bus for each worker. */

import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  snapshotPathTemplate: '{testDir}/pictures/{arg}{ext}',
  // A picture that is not there yet is accepted by `npm run pictures`, not by a test run.
  updateSnapshots: 'none',
  outputDir: '../../test-output/e2e',
  // Each worker has a display, a clipboard and a bus of its own, so that specs can run side by side.
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: '../../test-output/e2e.json' }]],
});
