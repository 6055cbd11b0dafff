/** How the three bundles are made: everything they use is inside them, so that the package needs no node_modules. */

import { join } from 'node:path';
import preact from '@preact/preset-vite';
import { defineConfig } from 'electron-vite';

// The oldest Chromium and Node any Electron this runs on carries (33: Chromium 130, Node 20.18).
const mainTarget = 'node20.18';
const windowTarget = 'chrome130';

/**
 * What is bundled in place of packages that others take along and nothing here uses: half of what main would be. axios
 * brings a FormData for old versions of Node, with a list of all media types; conf a validator for schemas.
 */
const standIns = {
  'form-data': join(import.meta.dirname, 'build/bundled/form-data.mjs'),
  'ajv/dist/2020.js': join(import.meta.dirname, 'build/bundled/ajv.mjs'),
  'ajv-formats': join(import.meta.dirname, 'build/bundled/ajv.mjs'),
};

export default defineConfig({
  main: {
    resolve: { alias: standIns },
    build: {
      outDir: 'out/main',
      target: mainTarget,
      minify: true,
      externalizeDeps: false,
      rollupOptions: {
        // Else code that bundles share is put into one of them, and the first one loads the later ones at start.
        experimental: { chunkOptimization: false },
        input: { index: 'main/index.ts' },
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          chunkFileNames: '[name]-[hash].cjs',
          codeSplitting: { groups: [{ name: 'common', minShareCount: 2 }] },
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      target: mainTarget,
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
      // In full: the development server would look for it below its own root.
      rollupOptions: { input: join(import.meta.dirname, 'renderer/index.html') },
    },
  },
});
