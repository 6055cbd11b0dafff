/** Builds the programs that tests run in processes of their own, so that they start quickly and anywhere. */

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

/** Bundles `children/<name>.ts` of a folder with all it imports; answers the path of the program. */
export async function bundleChild(name: string, folder = import.meta.dirname): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), 'plex-token-tray-child-'));
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: join(folder, 'children', `${name}.ts`),
      outDir,
      minify: false,
      rollupOptions: { output: { entryFileNames: `${name}.mjs` } },
    },
  });
  return join(outDir, `${name}.mjs`);
}
