/** Profiles of other versions: an older one opens, a newer one is left alone. */

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { account, clientIdentifier, openProfile, passphrase, settings, token } from '../../profiles/golden.ts';

const profiles = resolve(import.meta.dirname, '../../profiles');
const releases = readdirSync(profiles, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'upgrade-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('there is a profile of this release', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
  expect(releases).toContain(version);
});

describe.each(releases)('a profile written by %s', (release) => {
  beforeEach(() => cpSync(join(profiles, release), folder, { recursive: true }));

  test('S10 opens with all that was in it, and can be written on', async () => {
    const first = openProfile(folder);
    expect(first.settings.problem).toBeNull();
    expect(first.settings.clientIdentifier).toBe(clientIdentifier);
    expect(first.settings.settings()).toMatchObject(settings);
    expect(first.vault.problem).toBeNull();
    expect(first.vault.records()).toEqual([account]);
    expect(first.vault.activeAccountId()).toBe(account.id);
    expect(await first.vault.readToken(account.id)).toMatchObject({ ok: false, problem: { code: 'vault-locked' } });
    expect(await first.vault.unlock(passphrase)).toMatchObject({ ok: true });
    expect(await first.vault.readToken(account.id)).toEqual({ ok: true, value: token });
    expect(first.settings.change({ theme: 'light' })).toMatchObject({ ok: true });
    expect(await first.vault.updateRecord({ ...account, label: 'Moved' })).toMatchObject({ ok: true });

    const second = openProfile(folder);
    expect(second.settings.settings()).toMatchObject({ ...settings, theme: 'light' });
    expect(second.vault.records()).toEqual([{ ...account, label: 'Moved' }]);
    // Nothing was taken for damaged.
    expect(readdirSync(folder).filter((name) => !/^[a-z-]+\.json(\.bak)?$/u.test(name))).toEqual([]);
  });
});

test('S9 a profile written by a newer version stays as it is, byte for byte, whatever is done', async () => {
  for (const name of readdirSync(join(profiles, releases.at(-1) ?? ''))) {
    const kept = JSON.parse(readFileSync(join(profiles, releases.at(-1) ?? '', name), 'utf8')) as { schema: number };
    writeFileSync(join(folder, name), JSON.stringify({ ...kept, schema: kept.schema + 1, later: { unknown: true } }));
  }
  const bytes = (): ReadonlyMap<string, string> =>
    new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'latin1')]));
  const before = bytes();
  expect(before.size).toBeGreaterThanOrEqual(3);

  const profile = openProfile(folder);
  expect(profile.settings.problem).toMatchObject({ code: 'store-read-only' });
  expect(profile.vault.problem).toMatchObject({ code: 'store-read-only' });
  expect(profile.settings.change({ theme: 'light' })).toMatchObject({ problem: { code: 'store-read-only' } });
  await profile.vault.keepAccount({ ...account, id: '1002' }, token);
  await profile.vault.updateRecord({ ...account, label: 'Moved' });
  await profile.vault.forgetAccount(account.id);
  expect(bytes()).toEqual(before);
});
