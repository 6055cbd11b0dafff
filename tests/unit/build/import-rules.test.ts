/** The import rules hold: each wrong import is refused by the linter, and a right one is not. */

import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const project = resolve(import.meta.dirname, '../../..');

const wrong = [
  ['shared', 'electron'],
  ['shared', 'node:fs'],
  ['shared', 'preact'],
  ['shared', '../main/ports.ts'],
  ['renderer', 'electron'],
  ['renderer', 'node:fs'],
  ['renderer/views', '../../main/ports.ts'],
  ['main/plex', 'electron'],
  ['main/plex', '../session/session.ts'],
  ['main/plex', '../vault/vault.ts'],
  ['main/session', 'electron'],
  ['main/session', '../desktop/tray.ts'],
  ['main/releases', 'electron'],
  ['main/vault', 'electron-store'],
  ['main/desktop', '../plex/api.ts'],
  ['main/desktop', '../session/session.ts'],
  ['main/desktop', 'axios'],
] as const;

const right = [
  ['main/session', '../../shared/problem.ts'],
  ['main/desktop', 'electron'],
  ['renderer', '../shared/problem.ts'],
] as const;

/** A file of its own for each import, in a folder laid out like the project. */
const fileFor = (room: string, imported: string): string => `${room}/imports-${imported.replaceAll(/\W+/gu, '-')}.ts`;

let folder: string;
let refused: ReadonlySet<string>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'import-rules-'));
  copyFileSync(join(project, 'biome.json'), join(folder, 'biome.json'));
  cpSync(join(project, 'build/lint'), join(folder, 'build/lint'), { recursive: true });
  for (const [room, imported] of [...wrong, ...right]) {
    const file = join(folder, fileFor(room, imported));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `import { thing } from '${imported}';\n\nexport const used = thing;\n`);
  }
  const biome = join(project, 'node_modules/.bin/biome');
  const { stdout, stderr } = spawnSync(
    biome,
    ['lint', '--colors=off', '--vcs-enabled=false', '--max-diagnostics=none', '.'],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  );
  const lines = (stdout + stderr).split('\n').filter((line) => line.includes('lint/style/noRestrictedImports'));
  refused = new Set(lines.map((line) => line.split(':')[0] ?? ''));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('import rules', () => {
  it.each(wrong)('%s may not import %s', (room, imported) => {
    expect(refused).toContain(fileFor(room, imported));
  });

  it.each(right)('%s may import %s', (room, imported) => {
    expect(refused).not.toContain(fileFor(room, imported));
  });
});
