/** How the three bundles are made: everything they use is inside them, so that the package needs no node_modules. */

import { join } from 'node:path';
import preact from '@preact/preset-vite';
import { defineConfig } from 'electron-vite';
import { thirdPartyNotices } from './build/shipped-packages.mjs';

// The oldest Chromium and Node any Electron this runs on carries (33: Chromium 130, Node 20.18).
const mainTarget = 'node20.18';
const windowTarget = 'chrome130';

/**
 * What is bundled in place of packages that others take along and nothing here uses: half of what main would be. axios
 * brings a FormData for old versions of Node, with a list of all media types; conf a validator for schemas; and debug would
 * print requests when a variable says so.
 */
const standIns = {
  debug: join(import.meta.dirname, 'build/bundled/debug.cjs'),
  'form-data': join(import.meta.dirname, 'build/bundled/form-data.mjs'),
  'ajv/dist/2020.js': join(import.meta.dirname, 'build/bundled/ajv.mjs'),
  'ajv-formats': join(import.meta.dirname, 'build/bundled/ajv.mjs'),
};

/** Lists which packages' code a bundle took in; the package's test holds the notices against it. */
const license = { fileName: '.vite/packages.json' };

/** The third-party notices as a module, so that the window needs to fetch nothing. */
const notices = {
  name: 'third-party-notices',
  resolveId: (id: string) => (id === 'virtual:third-party-notices' ? id : null),
  load: (id: string) =>
    id === 'virtual:third-party-notices' ? `export default ${JSON.stringify(thirdPartyNotices())};` : null,
};

export default defineConfig({
  main: {
    resolve: { alias: standIns },
    build: {
      outDir: 'out/main',
      target: mainTarget,
      minify: true,
      license,
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
      license,
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: 'main/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [preact(), notices],
    build: {
      outDir: 'out/renderer',
      target: windowTarget,
      minify: true,
      license,
      // The words of English are a file of their own, to be asked for together with the window’s.
      modulePreload: { polyfill: false },
      // In full: the development server would look for it below its own root.
      rollupOptions: { input: join(import.meta.dirname, 'renderer/index.html') },
    },
  },
});
