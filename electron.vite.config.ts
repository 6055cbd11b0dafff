/** How the three bundles are made: everything they use is inside them, so that the package needs no node_modules. */

import preact from '@preact/preset-vite';
import { defineConfig } from 'electron-vite';

// The oldest Chromium and Node any Electron this runs on carries (33: Chromium 130, Node 20.18).
const mainTarget = 'node20.18';
const windowTarget = 'chrome130';

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: mainTarget,
      minify: true,
      externalizeDeps: false,
      rollupOptions: {
        input: { index: 'main/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      target: windowTarget,
      minify: true,
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: 'main/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [preact()],
    build: {
      outDir: 'out/renderer',
      target: windowTarget,
      minify: true,
      modulePreload: false,
      rollupOptions: { input: 'renderer/index.html' },
    },
  },
});
