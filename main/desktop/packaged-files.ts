/**
 * Whether the app's files are still those that were packaged. Finds damage and clumsy changes; whoever changes the app
 * can change this too. On Windows and macOS Electron itself checks, and does not start (build/fuses.mjs).
 */

import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ReleaseState } from '../../shared/state.ts';

/** Electron's `fs` takes an archive for a folder; this one is Node's own. */
const { promises: files } = createRequire(import.meta.url)('original-fs') as typeof import('node:fs');

/** Compares the archive with the digest that lies beside it (build/package-finish.mjs). @param folder `resources/` */
export async function comparePackagedFiles(folder: string): Promise<ReleaseState['files']> {
  try {
    const packaged = (await files.readFile(join(folder, 'app.asar.sha256'), 'utf8')).trim();
    const digest = createHash('sha256')
      .update(await files.readFile(join(folder, 'app.asar')))
      .digest('hex');
    return digest === packaged ? 'as-packaged' : 'changed';
  } catch {
    return 'unknown';
  }
}
