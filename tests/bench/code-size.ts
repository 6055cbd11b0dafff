/** How much code there is: before the icon shows, and in all. */

import { readFileSync, statSync } from 'node:fs';
import { cp, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { createPackage } from '@electron/asar';
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

/**
 * Bytes of an archive of what a package holds (`files` in `electron-builder.yml`), made by the same library. In a package it
 * is some 3 KB less: `package.json` loses there what only developers need.
 */
export async function bytesOfArchive(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'app-asar-'));
  const [content, archive] = [join(folder, 'app'), join(folder, 'app.asar')];
  try {
    await cp(out, join(content, 'out'), {
      recursive: true,
      // The notices lie beside the archive; they are there once a package was made.
      filter: (path) => !['.vite', 'third-party-notices.txt'].includes(basename(path)) && !path.endsWith('.map'),
    });
    for (const name of ['package.json', 'LICENSE']) await cp(join(out, '..', name), join(content, name));
    await createPackage(content, archive);
    return (await stat(archive)).size;
  } finally {
    await rm(folder, { recursive: true });
  }
}

export async function measureCodeSize(): Promise<readonly Row[]> {
  const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;
  const [before, all] = [bytesBeforeTray(), await bytesOfArchive()];
  return [
    {
      what: 'Code loaded before the tray shows',
      goal: '≤ 60 KB',
      measured: kilobytes(before),
      met: before <= 60 * 1024,
      figures: { unit: 'bytes', bytes: before },
    },
    {
      what: 'All code and pages (app.asar)',
      goal: '≤ 700 KB',
      measured: kilobytes(all),
      met: all <= 700 * 1024,
      figures: { unit: 'bytes', bytes: all },
    },
  ];
}
