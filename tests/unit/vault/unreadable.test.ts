/** Bar 16: whatever becomes of a sealed token, the vault says so, goes on, and throws nothing away by itself. */

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { VaultFile } from '../../../main/vault/records.ts';
import { createTestKeyring, type TestKeyring } from './test-keyring.ts';
import { onDisk, passphrase, recordOf, tokenOf, vaultIn } from './vault-world.ts';

let folder: string;
let keyring: TestKeyring;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plex-token-tray-unreadable-'));
  keyring = createTestKeyring();
  const vault = vaultIn(folder, keyring);
  await vault.keepAccount(recordOf('anna'), tokenOf('anna'));
  await vault.setActive('anna');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const sealedOnDisk = (): string =>
  (JSON.parse(onDisk(folder)) as { content: VaultFile }).content.accounts[0]?.sealed.ciphertext ?? '';

/** Replaces the sealed token on disk, in the file and in its copy. */
function replaceSealed(ciphertext: string): void {
  const changed = onDisk(folder).replace(sealedOnDisk(), ciphertext);
  for (const name of ['accounts.json', 'accounts.json.bak']) writeFileSync(join(folder, name), changed);
}

const unreadable = { ok: false, problem: { code: 'secret-unreadable' } };

describe('a sealed token', () => {
  it('S16 with any one of 100 bits flipped is unreadable, and stays on disk as it is', async () => {
    const good = Buffer.from(sealedOnDisk(), 'base64');
    for (let round = 0; round < 100; round += 1) {
      const bit = Math.floor((round * good.length * 8) / 100);
      const bad = Buffer.from(good);
      bad.writeUInt8(bad.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      replaceSealed(bad.toString('base64'));
      const vault = vaultIn(folder, keyring);
      expect(await vault.readToken('anna')).toMatchObject(unreadable);
      expect(vault.records()).toHaveLength(1);
      expect(sealedOnDisk()).toBe(bad.toString('base64'));
    }
  });

  it.each([
    ['nothing at all', ''],
    ['not base64', '#'.repeat(40)],
    ['one byte', 'AA=='],
    ['96,000 characters long', 'A'.repeat(96_000)],
  ])('S16 that is %s is unreadable', async (_what, ciphertext) => {
    replaceSealed(ciphertext);
    expect(await vaultIn(folder, keyring).readToken('anna')).toMatchObject(unreadable);
    expect(sealedOnDisk()).toBe(ciphertext);
  });

  it('S16 of 10 MB makes the file one that is not ours: set aside whole, and the app starts', () => {
    const good = readFileSync(join(folder, 'accounts.json'), 'utf8');
    writeFileSync(join(folder, 'accounts.json'), good.replace(sealedOnDisk(), 'A'.repeat(10_000_000)));
    const vault = vaultIn(folder, keyring);
    expect(vault.problem).toMatchObject({ code: 'store-damaged' });
    expect(vault.records().map(({ id }) => id)).toEqual(['anna']);
    expect(readdirSync(folder).filter((name) => name.includes('.bad-'))).toHaveLength(1);
  });

  it('S14 sealed with a key that was replaced is unreadable; after a new sign-in it lies beside the new one', async () => {
    const former = sealedOnDisk();
    keyring.replaceKey();
    const vault = vaultIn(folder, keyring);
    expect(await vault.readToken('anna')).toMatchObject(unreadable);
    expect((await vault.keepAccount(recordOf('anna'), 'a-new-token-0123456789')).ok).toBe(true);
    const [account] = (JSON.parse(onDisk(folder)) as { content: VaultFile }).content.accounts;
    expect(account?.unreadable.map(({ ciphertext }) => ciphertext)).toEqual([former]);
    expect(await vaultIn(folder, keyring).readToken('anna')).toEqual({ ok: true, value: 'a-new-token-0123456789' });
  });

  it('S14 of another account is not taken for this one’s', async () => {
    const vault = vaultIn(folder, keyring);
    await vault.keepAccount(recordOf('ben'), tokenOf('ben'));
    const { content } = JSON.parse(onDisk(folder)) as { content: VaultFile };
    const [anna, ben] = content.accounts;
    const swapped = { schema: 1, content: { ...content, accounts: [{ ...anna, sealed: ben?.sealed }, ben] } };
    for (const name of ['accounts.json', 'accounts.json.bak'])
      writeFileSync(join(folder, name), JSON.stringify(swapped));
    expect(await vaultIn(folder, keyring).readToken('anna')).toMatchObject(unreadable);
  });

  it('S15 sealed under another backend’s name opens if it can, and else names both', async () => {
    keyring.name = 'another_keyring';
    expect(await vaultIn(folder, keyring).readToken('anna')).toEqual({ ok: true, value: tokenOf('anna') });
    keyring.replaceKey();
    expect(await vaultIn(folder, keyring).readToken('anna')).toEqual({
      ok: false,
      problem: { code: 'secret-unreadable', detail: 'sealed by test_keyring, now another_keyring' },
    });
  });

  it('S11 behind a locked keyring is only out of reach: it opens once the keyring does', async () => {
    keyring.stands = 'locked';
    const vault = vaultIn(folder, keyring);
    expect(await vault.readToken('anna')).toMatchObject({ problem: { code: 'keyring-locked' } });
    expect(vault.state()).toMatchObject({ keeping: 'session-only', problem: { code: 'keyring-locked' } });
    keyring.stands = 'real';
    expect((await vault.tryAgain()).keeping).toBe('keyring');
    expect(await vault.readToken('anna')).toEqual({ ok: true, value: tokenOf('anna') });
  });

  it('is sealed anew when the system rotated its key, and the former one stays until then', async () => {
    keyring.rotated = true;
    const former = sealedOnDisk();
    expect((await vaultIn(folder, keyring).readToken('anna')).ok).toBe(true);
    expect(sealedOnDisk()).not.toBe(former);
    keyring.rotated = false;
    expect(await vaultIn(folder, keyring).readToken('anna')).toEqual({ ok: true, value: tokenOf('anna') });
  });

  it('that cannot be opened does not keep the others from being moved, and goes along as it is', async () => {
    const former = sealedOnDisk();
    keyring.replaceKey();
    const vault = vaultIn(folder, keyring);
    await vault.keepAccount(recordOf('ben'), tokenOf('ben'));
    expect((await vault.changeMode({ mode: 'passphrase', passphrase })).ok).toBe(true);
    expect(onDisk(folder)).toContain(former);
    expect(await vault.readToken('ben')).toEqual({ ok: true, value: tokenOf('ben') });
    expect(await vault.readToken('anna')).toMatchObject(unreadable);
  });

  it('S12 is not written at all where there is no keyring', async () => {
    rmSync(folder, { recursive: true });
    keyring.stands = 'none';
    const vault = vaultIn(folder, keyring);
    expect((await vault.keepAccount(recordOf('anna'), tokenOf('anna'))).ok).toBe(true);
    expect(vault.state()).toMatchObject({ keeping: 'session-only', problem: { code: 'keyring-missing' } });
    expect(existsSync(join(folder, 'accounts.json'))).toBe(false);
    expect(keyring.encrypted()).toBe(1);
  });
});
