/** Bar 19: a store that finds anything but its own good file loses nothing, says so once, and goes on. */

import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSafeStore } from '../../../main/storage/safe-store.ts';
import type { Problem } from '../../../shared/problem.ts';
import { createConfStore } from './conf-store.ts';
import { emptyLedger, ledger, openLedger } from './ledger.ts';

let folder: string;
const path = (name = 'ledger.json'): string => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plex-token-tray-damaged-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const good = ledger(7, 500);
const envelope = (content: unknown, schema: unknown = 1): string => JSON.stringify({ schema, content });
const whole = envelope(good);

const damagedFiles: readonly (readonly [string, string | Buffer])[] = [
  ['empty', ''],
  ['one byte', '{'],
  ['a space', ' '],
  ['cut off in the middle', whole.slice(0, whole.length / 2)],
  ['cut off at the end', whole.slice(0, -1)],
  ['filled with NULs', Buffer.alloc(whole.length)],
  ['good, then NULs', Buffer.concat([Buffer.from(whole), Buffer.alloc(4096)])],
  ['NULs, then good', Buffer.concat([Buffer.alloc(16), Buffer.from(whole)])],
  ['random bytes', Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7919) % 251))],
  ['not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
  ['UTF-16', Buffer.from(whole, 'utf16le')],
  ['null', 'null'],
  ['an array', '[]'],
  ['a text', '"text"'],
  ['a number', '42'],
  ['true', 'true'],
  ['an object that is not ours', '{"a":1}'],
  ['without a schema', JSON.stringify({ content: good })],
  ['without content', JSON.stringify({ schema: 1 })],
  ['a schema of zero', envelope(good, 0)],
  ['a schema below zero', envelope(good, -1)],
  ['a schema that is a text', envelope(good, '1')],
  ['a schema with a fraction', envelope(good, 1.5)],
  ['content of another kind', envelope('text')],
  ['content that is null', envelope(null)],
  ['content that does not fit', envelope({ count: 'many', text: '', digest: '' })],
  ['content with a wrong digest', envelope({ ...good, digest: '0'.repeat(64) })],
  ['content with a prototype', '{"schema":1,"content":{"__proto__":{"count":1}}}'],
  ['two objects', `${whole}${whole}`],
  ['HTML', '<!doctype html><title>Sign in</title>'],
];

/** The name under which a damaged file was kept, as it is told. */
const toldAside = (problem: Problem | null): string => problem?.detail ?? '';

describe('bar 19: damaged files', () => {
  it('are thirty', () => expect(damagedFiles).toHaveLength(30));

  it.each(damagedFiles)(
    'S1 S2 %s: the last good copy is used, the bad file kept, and it is told once',
    (_what, content) => {
      writeFileSync(path('ledger.json.bak'), whole);
      writeFileSync(path(), content);
      const store = openLedger(folder);
      expect(store.read()).toEqual(good);
      expect(store.problem).toMatchObject({ code: 'store-damaged' });
      const aside = toldAside(store.problem);
      expect(readFileSync(path(aside))).toEqual(Buffer.from(content));
      expect(statSync(path(aside)).mode & 0o777).toBe(0o600);
      expect(store.write(ledger(8, 10)).ok).toBe(true);

      const later = openLedger(folder);
      expect(later.problem).toBeNull();
      expect(later.read()).toEqual(ledger(8, 10));
      expect(readdirSync(folder).sort()).toEqual(['ledger.json', aside, 'ledger.json.bak'].sort());
    },
  );

  it.each(damagedFiles)('S1 S2 %s, with no good copy: begins empty, and the bad file is kept', (_what, content) => {
    writeFileSync(path(), content);
    const store = openLedger(folder);
    expect(store.read()).toEqual(emptyLedger);
    expect(readFileSync(path(toldAside(store.problem)))).toEqual(Buffer.from(content));
  });

  it('S2 a folder in its place is set aside like a file', () => {
    mkdirSync(path());
    writeFileSync(join(path(), 'inside'), 'kept');
    const store = openLedger(folder);
    expect(store.write(ledger(1, 10)).ok).toBe(true);
    expect(readFileSync(join(path(toldAside(store.problem)), 'inside'), 'utf8')).toBe('kept');
  });

  it('S2 P8 a symbolic link in its place is not followed: what it points to stays as it is', () => {
    const elsewhere = path('elsewhere');
    writeFileSync(elsewhere, whole, { mode: 0o644 });
    symlinkSync(elsewhere, path());
    const store = openLedger(folder);
    expect(store.read()).toEqual(emptyLedger);
    expect(store.write(ledger(1, 10)).ok).toBe(true);
    expect(readFileSync(elsewhere, 'utf8')).toBe(whole);
    expect(statSync(elsewhere).mode & 0o777).toBe(0o644);
    expect(lstatSync(path()).isSymbolicLink()).toBe(false);
  });

  it('P8 a link laid where a temporary copy will be written is not followed', () => {
    const elsewhere = path('elsewhere');
    writeFileSync(elsewhere, 'theirs');
    symlinkSync(elsewhere, path('ledger.json.tmp-copy'));
    const store = openLedger(folder);
    expect(store.write(ledger(1, 10)).ok).toBe(true);
    expect(readFileSync(elsewhere, 'utf8')).toBe('theirs');
  });
});

describe('S9 a file of a newer version', () => {
  it('is read where it makes sense, and stays byte for byte the same', () => {
    const newer = JSON.stringify({ schema: 2, content: good, more: 'that this version does not know' });
    writeFileSync(path(), newer);
    const store = openLedger(folder);
    expect(store.read()).toEqual(good);
    expect(store.problem).toEqual({ code: 'store-read-only' });
    expect(store.write(ledger(9, 10))).toEqual({ ok: false, problem: { code: 'store-read-only' } });
    expect(store.erase()).toEqual({ ok: false, problem: { code: 'store-read-only' } });
    expect(readFileSync(path(), 'utf8')).toBe(newer);
    expect(readdirSync(folder)).toEqual(['ledger.json']);
  });
});

describe('S10 a file of an older version', () => {
  const open = (schema: number) =>
    openSafeStore<{ readonly words: readonly string[] }>({
      folder,
      name: 'ledger',
      schema,
      empty: { words: [] },
      parse: (stored) =>
        typeof stored === 'object' && stored !== null && 'words' in stored ? (stored as { words: string[] }) : null,
      upgrades: {
        1: (content) => ({ text: String((content as { note?: unknown }).note ?? '') }),
        2: (content) => ({ words: (content as { text: string }).text.split(' ') }),
      },
      createStore: createConfStore,
      now: () => 1,
    });

  it('is brought up to date step by step, and written only with the next change', () => {
    const old = JSON.stringify({ schema: 1, content: { note: 'two words' } });
    writeFileSync(path(), old);
    const store = open(3);
    expect(store.read()).toEqual({ words: ['two', 'words'] });
    expect(store.problem).toBeNull();
    expect(readFileSync(path(), 'utf8')).toBe(old);
    expect(store.write({ words: ['one'] }).ok).toBe(true);
    expect(JSON.parse(readFileSync(path(), 'utf8'))).toEqual({ schema: 3, content: { words: ['one'] } });
  });

  it('for which a step is missing, or stumbles, is set aside like any other damage', () => {
    for (const content of [
      { schema: 4, content: {} },
      { schema: 2, content: null },
    ]) {
      writeFileSync(path(), JSON.stringify(content));
      expect(open(5).problem).toMatchObject({ code: 'store-damaged' });
    }
  });
});

describe('S17 permissions', () => {
  it('of an older version are taken off others: files 0600, folder 0700', () => {
    for (const name of ['ledger.json', 'ledger.json.bak']) writeFileSync(path(name), whole, { mode: 0o644 });
    chmodSync(path(), 0o644);
    chmodSync(folder, 0o755);
    openLedger(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(folder)) expect(statSync(path(name)).mode & 0o777).toBe(0o600);
  });

  it.each([0o000, 0o022, 0o077])('bar 13: under a umask of %o everything made is the owner’s alone', (umask) => {
    const before = process.umask(umask);
    const profile = join(folder, 'profile');
    const store = openLedger(profile);
    store.write(ledger(1, 100));
    store.write(ledger(2, 100));
    writeFileSync(join(profile, 'ledger.json'), 'damaged');
    openLedger(profile);
    process.umask(before);
    expect(statSync(profile).mode & 0o777).toBe(0o700);
    expect(readdirSync(profile).length).toBe(3);
    for (const name of readdirSync(profile)) expect(statSync(join(profile, name)).mode & 0o777).toBe(0o600);
  });
});

describe('S19 a clock that jumps', () => {
  it('back or forth changes nothing about what is read, and two files set aside keep names of their own', () => {
    for (const now of [1_795_000_000_000, 0, 4_000_000_000_000]) {
      writeFileSync(path(), 'damaged');
      const store = openSafeStore({
        folder,
        name: 'ledger',
        schema: 1,
        empty: emptyLedger,
        parse: () => good,
        createStore: createConfStore,
        now: () => now,
      });
      expect(store.write(good).ok).toBe(true);
      writeFileSync(path(), 'damaged again');
      writeFileSync(path('ledger.json.bak'), 'damaged too');
      openLedger(folder);
    }
    expect(readdirSync(folder).filter((name) => name.includes('.bad-')).length).toBe(9);
  });
});

describe('leftovers', () => {
  it('S5 of a write that was cut short are swept at the next start', () => {
    openLedger(folder).write(good);
    for (const name of ['ledger.json.tmp-1234567890abcdef', 'ledger.json.tmp-copy']) writeFileSync(path(name), 'half');
    expect(openLedger(folder).read()).toEqual(good);
    expect(readdirSync(folder).sort()).toEqual(['ledger.json', 'ledger.json.bak']);
  });
});
