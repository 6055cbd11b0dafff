/** How much code there is: before the icon shows, and in all. */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Row } from './row.ts';

const out = resolve(import.meta.dirname, '../../out');

/** Bytes of the bundles that run before the icon shows: the first one, and what it loads at once. */
export function bytesBeforeTray(): number {
  const folder = join(out, 'main');
  const seen = new Set<string>();
  const load = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    // What is loaded later is behind a promise: `Promise.resolve().then(()=>require(…))`.
    const code = readFileSync(join(folder, name), 'utf8').replaceAll(/=>\s*(?:\w+\()*require\([^)]*\)/gu, '');
    for (const [, next] of code.matchAll(/require\(["'`]\.\/([\w.-]+)["'`]\)/gu)) if (next !== undefined) load(next);
  };
  load('index.cjs');
  return [...seen].reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}

/** Bytes of all bundles together: what the package's archive holds, but for its table of contents. */
export function bytesInAll(folder = out): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

export async function measureCodeSize(): Promise<readonly Row[]> {
  const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;
  const [before, all] = [bytesBeforeTray(), bytesInAll()];
  return [
    {
      what: 'Code loaded before the tray shows',
      goal: '≤ 60 KB',
      measured: kilobytes(before),
      met: before <= 60 * 1024,
      figures: { unit: 'bytes', bytes: before },
    },
    {
      what: 'All code and pages (app.asar without its table of contents)',
      goal: '≤ 700 KB',
      measured: kilobytes(all),
      met: all <= 700 * 1024,
      figures: { unit: 'bytes', bytes: all },
    },
  ];
}
