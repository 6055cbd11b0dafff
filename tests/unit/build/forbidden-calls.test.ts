/** Calls that only one file may make are refused by the linter everywhere else, and not there. */

import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const project = resolve(import.meta.dirname, '../../..');

const imports = "import * as electron from 'electron';\nimport { ipcMain, shell } from 'electron';\n";
const wrong = {
  'main/session/opens-a-page.ts': "void shell.openExternal('https://example.com');",
  'main/opens-a-page.ts': "void electron.shell.openExternal('https://example.com');",
  'main/desktop/opens-a-file.ts': "void shell.openPath('/etc/hostname');",
  'main/answers.ts': "ipcMain.handle('anything', () => 1);",
  'main/desktop/listens.ts': "electron.ipcMain.on('anything', () => 1);",
  'main/session/prints.ts': "console.log('anything');",
  'renderer/prints.ts': "console.error('anything');",
  'shared/prints.ts': "console.info('anything');",
} as const;
const right = {
  'main/desktop/outside-pages.ts': "void shell.openExternal('https://example.com');",
  'main/ipc.ts': "ipcMain.handle('anything', () => 1);",
} as const;

let folder: string;
let refused: ReadonlySet<string>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'forbidden-calls-'));
  copyFileSync(join(project, 'biome.json'), join(folder, 'biome.json'));
  cpSync(join(project, 'build/lint'), join(folder, 'build/lint'), { recursive: true });
  for (const [name, code] of [...Object.entries(wrong), ...Object.entries(right)]) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), `${imports}\n${code}\n`);
  }
  const { stdout, stderr } = spawnSync(
    join(project, 'node_modules/.bin/biome'),
    ['lint', '--colors=off', '--vcs-enabled=false', '--max-diagnostics=none', '.'],
    { cwd: folder, encoding: 'utf8' },
  );
  const lines = (stdout + stderr)
    .split('\n')
    .filter((line) => /:\d+:\d+ (plugin|lint\/suspicious\/noConsole)/u.test(line));
  refused = new Set(lines.map((line) => line.split(':')[0] ?? ''));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('calls only one file may make', () => {
  it.each(Object.keys(wrong))('are refused in %s', (name) => {
    expect(refused).toContain(name);
  });

  it.each(Object.keys(right))('are allowed in %s', (name) => {
    expect(refused).not.toContain(name);
  });
});
