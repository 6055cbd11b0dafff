/** Unit tests: plain Node, no Electron, no display. */

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/unit/**/*.test.ts', 'tests/unit/**/*.test.tsx', 'tests/faults/**/*.test.ts'],
    env: { TZ: 'UTC' },
    reporters: ['dot', ['json', { outputFile: 'test-output/unit.json' }]],
  },
});
