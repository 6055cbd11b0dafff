/** Unit tests: plain Node, no Electron, no display. */

import { defineConfig } from 'vitest/config';
import { isLongRun } from './tests/long-run.ts';

export default defineConfig({
  test: {
    include: ['tests/unit/**/*.test.ts', 'tests/unit/**/*.test.tsx', 'tests/faults/**/*.test.ts'],
    // A loaded machine may take its time; what never comes still fails.
    expect: { poll: { timeout: 10_000 } },
    // Written for bundlers: it imports JSON as only they can.
    server: { deps: { inline: [/@actions\//u] } },
    env: { TZ: 'UTC' },
    // Unless told it leaves one core to others, which is half of two.
    maxWorkers: '100%',
    testTimeout: isLongRun ? 1_800_000 : 20_000,
    reporters: ['dot', ['json', { outputFile: 'test-output/unit.json' }]],
  },
});
