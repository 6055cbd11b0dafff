/** `docs/fault-list.md` and the tests say the same: each row has tests named by it, in every file the table names. */

import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const project = resolve(import.meta.dirname, '..', '..');

/** Rows that have to be there: every one there is. */
const wanted = [
  ...Array.from({ length: 25 }, (_, index) => `N${index + 1}`),
  ...Array.from({ length: 17 }, (_, index) => `A${index + 1}`),
  ...Array.from({ length: 17 }, (_, index) => `U${index + 1}`),
  ...Array.from({ length: 19 }, (_, index) => `S${index + 1}`),
  ...Array.from({ length: 11 }, (_, index) => `O${index + 1}`),
  ...Array.from({ length: 10 }, (_, index) => `P${index + 1}`),
];

/** The files whose test titles name a row, by row. */
function testsByRow(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const path of readdirSync(join(project, 'tests'), { recursive: true, encoding: 'utf8' })) {
    if (!/\.(?:test|spec)\.tsx?$/u.test(path)) continue;
    const source = readFileSync(join(project, 'tests', path), 'utf8');
    // A title, or a row of a table of titles: a text that begins with the names of rows.
    for (const [, names = ''] of source.matchAll(/['"`]((?:[NAUSOP]\d+ )+)[^'"`]/gu)) {
      for (const name of names.trim().split(' ')) found.set(name, (found.get(name) ?? new Set()).add(`tests/${path}`));
    }
  }
  return found;
}

/** The table: row, then its files. */
function listed(): ReadonlyMap<string, readonly string[]> {
  const lines = readFileSync(join(project, 'docs', 'fault-list.md'), 'utf8').split('\n');
  return new Map(
    lines.flatMap((line) => {
      const [, row, , files] = /^\| ([NAUSOP]\d+) +\| ([^|]+) \| ([^|]+)\|$/u.exec(line) ?? [];
      return row === undefined
        ? []
        : [[row, [...(files ?? '').matchAll(/`([^`]+)`/gu)].map(([, file]) => `tests/${file}`)]];
    }),
  );
}

it('lists every row', () => {
  expect([...listed().keys()]).toEqual(wanted);
});

it.each(wanted)('%s has tests, and in every file its row names', (row) => {
  const files = listed().get(row) ?? [];
  expect(files).not.toEqual([]);
  expect(files.filter((file) => testsByRow().get(row)?.has(file) !== true)).toEqual([]);
});
