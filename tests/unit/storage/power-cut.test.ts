/** S6: what was reported as written outlasts a power cut, because each step is on the disk before the next begins. */

import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

const { openSync, fsyncSync, renameSync } = fs;
let folder: string;
let steps: string[];

beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'plex-token-tray-power-'));
  steps = [];
  const opened = new Map<number, string>();
  const nameOf = (path: unknown): string => {
    const name = basename(String(path));
    return name.includes('.tmp-') ? 'temporary file' : name === basename(folder) ? 'folder' : name;
  };
  // Node's own functions, listened to: there is no way to ask a file system what it has on its disk.
  fs.openSync = (path, ...rest) => {
    const descriptor = openSync(path, ...rest);
    opened.set(descriptor, nameOf(path));
    return descriptor;
  };
  fs.fsyncSync = (descriptor) => {
    steps.push(`sync ${opened.get(descriptor)}`);
    fsyncSync(descriptor);
  };
  fs.renameSync = (from, to) => {
    steps.push(`rename ${nameOf(from)} to ${nameOf(to)}`);
    renameSync(from, to);
  };
  syncBuiltinESMExports();
});
afterEach(() => {
  Object.assign(fs, { openSync, fsyncSync, renameSync });
  syncBuiltinESMExports();
  fs.rmSync(folder, { recursive: true });
});

it('S6 the new content is synced, then renamed into place, then the folder is synced', async () => {
  // Only now: electron-store's writer takes hold of Node's functions as it is loaded.
  const { ledger, openLedger } = await import('./ledger.ts');
  const store = openLedger(folder);
  store.write(ledger(1, 100));
  steps = [];
  expect(store.write(ledger(2, 100)).ok).toBe(true);
  const renamed = steps.indexOf('rename temporary file to ledger.json');
  expect(renamed).toBeGreaterThan(0);
  expect(steps.slice(0, renamed)).toContain('sync temporary file');
  expect(steps.slice(renamed)).toContain('sync folder');
});
