/** The same sources give the same package, whoever makes it and wherever. */

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';

const projectFolder = resolve(import.meta.dirname, '../..');
/** What is not a source. */
const madeHere = ['node_modules', 'dist', 'out', 'test-output', 'demo-output', '.git'];

const digest = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

test('made again from a copy in another folder, in another time zone and language, the app is the same byte for byte', async () => {
  test.setTimeout(120_000);
  const copy = join(mkdtempSync(join(tmpdir(), 'made-again-')), 'a folder, elsewhere');
  for (const name of readdirSync(projectFolder).filter((entry) => !madeHere.includes(entry)))
    cpSync(join(projectFolder, name), join(copy, name), { recursive: true });
  symlinkSync(join(projectFolder, 'node_modules'), join(copy, 'node_modules'));
  await promisify(execFile)(process.execPath, ['build/package.mjs', '--dir'], {
    cwd: copy,
    env: { ...process.env, TZ: 'Pacific/Kiritimati', LC_ALL: 'C', SOURCE_DATE_EPOCH: '1' },
  });
  for (const name of ['app.asar', 'THIRD-PARTY-NOTICES.txt']) {
    const [here, there] = [projectFolder, copy].map((folder) => join(folder, 'dist/linux-unpacked/resources', name));
    expect(digest(there ?? ''), name).toBe(digest(here ?? ''));
  }
  rmSync(resolve(copy, '..'), { recursive: true });
});
