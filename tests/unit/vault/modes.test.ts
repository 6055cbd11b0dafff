/** Where credentials are kept can be changed, and what is on disk is always what the vault says. */

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSafeStore, type StoreFactory } from '../../../main/storage/safe-store.ts';
import { emptyVaultFile, parseVaultFile, type VaultFile } from '../../../main/vault/records.ts';
import type { Vault, VaultModeChange } from '../../../main/vault/vault.ts';
import { type VaultMode, vaultModes } from '../../../shared/state.ts';
import { times } from '../../long-run.ts';
import { bundleChild } from '../storage/child-programs.ts';
import { createConfStore } from '../storage/conf-store.ts';
import { createTestKeyring } from './test-keyring.ts';
import { onDisk, passphrase, recordOf, tokenOf, vaultIn } from './vault-world.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plex-token-tray-vault-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const accounts = ['anna', 'ben'] as const;
const to = (mode: VaultMode): VaultModeChange => (mode === 'passphrase' ? { mode, passphrase } : { mode });

async function signInBoth(vault: Vault): Promise<void> {
  for (const id of accounts) expect((await vault.keepAccount(recordOf(id), tokenOf(id))).ok).toBe(true);
  await vault.setActive('anna');
}

async function tokensIn(vault: Vault): Promise<readonly (string | null)[]> {
  const read = await Promise.all(accounts.map((id) => vault.readToken(id)));
  return read.map((token) => (token.ok ? token.value : null));
}

/** What the file says, read as another program would. */
function fileContent(): VaultFile {
  return openSafeStore<VaultFile>({
    folder,
    name: 'accounts',
    schema: 1,
    empty: emptyVaultFile,
    parse: parseVaultFile,
    createStore: createConfStore,
    now: () => 0,
  }).read();
}

const pairs = vaultModes.flatMap((from) => vaultModes.map((next) => [from, next] as const));

describe('changing where credentials are kept', () => {
  it.each(pairs)('from %s to %s moves every token, in this run and at the next start', async (from, next) => {
    const keyring = createTestKeyring();
    const vault = vaultIn(folder, keyring);
    await signInBoth(vault);
    expect((await vault.changeMode(to(from))).ok).toBe(true);
    expect(await vault.changeMode(to(next))).toEqual({ ok: true, value: null });

    expect(vault.state()).toEqual({ mode: next, locked: false, keeping: next, problem: null });
    expect(await tokensIn(vault)).toEqual(accounts.map(tokenOf));
    const file = fileContent();
    expect(file.mode).toBe(next);
    expect(file.lock === null).toBe(next !== 'passphrase');
    expect(file.accounts.map(({ sealed }) => sealed.backend)).toEqual(
      next === 'session-only' ? [] : accounts.map(() => (next === 'passphrase' ? 'passphrase' : 'test_keyring')),
    );
    for (const name of readdirSync(folder)) expect(name).toMatch(/^accounts\.json(?:\.bak)?$/u);
    for (const id of accounts) expect(onDisk(folder)).not.toContain(tokenOf(id));
    expect(onDisk(folder)).not.toContain(passphrase);

    const later = vaultIn(folder, keyring);
    expect(later.state().mode).toBe(next);
    if (next === 'passphrase') expect((await later.unlock(passphrase)).ok).toBe(true);
    expect(await tokensIn(later)).toEqual(next === 'session-only' ? [null, null] : accounts.map(tokenOf));
    if (next !== 'session-only') expect(later.activeAccountId()).toBe('anna');
  });

  it('in "this run only" signing in writes nothing at all', async () => {
    const vault = vaultIn(folder, createTestKeyring());
    expect((await vault.changeMode({ mode: 'session-only' })).ok).toBe(true);
    const before = onDisk(folder);
    await signInBoth(vault);
    expect(onDisk(folder)).toBe(before);
    expect(before).not.toContain('anna');
  });

  it('to a keyring that is not there, or is locked, changes nothing', async () => {
    const keyring = createTestKeyring();
    const vault = vaultIn(folder, keyring);
    await signInBoth(vault);
    await vault.changeMode(to('passphrase'));
    const before = onDisk(folder);
    for (const [stands, code] of [
      ['none', 'keyring-missing'],
      ['locked', 'keyring-locked'],
    ] as const) {
      keyring.stands = stands;
      expect(await vault.changeMode({ mode: 'keyring' })).toMatchObject({ ok: false, problem: { code } });
      expect(onDisk(folder)).toBe(before);
      expect(vault.state()).toEqual({ mode: 'passphrase', locked: false, keeping: 'passphrase', problem: null });
      expect(await tokensIn(vault)).toEqual(accounts.map(tokenOf));
    }
  });

  it('away from a keyring that is locked changes nothing', async () => {
    const keyring = createTestKeyring();
    await signInBoth(vaultIn(folder, keyring));
    const before = onDisk(folder);
    keyring.stands = 'locked';
    const vault = vaultIn(folder, keyring);
    for (const mode of ['passphrase', 'session-only'] as const) {
      expect(await vault.changeMode(to(mode))).toMatchObject({ ok: false, problem: { code: 'keyring-locked' } });
      expect(onDisk(folder)).toBe(before);
      expect(vault.state().mode).toBe('keyring');
    }
  });

  it.each(pairs.filter(([from, next]) => from !== next))(
    'from %s to %s on a disk that takes nothing more leaves the former mode whole',
    async (from, next) => {
      const keyring = createTestKeyring();
      let full = false;
      const sometimesFull: StoreFactory = (options) => {
        const store = createConfStore(options);
        return {
          get store() {
            return store.store;
          },
          set store(content) {
            if (full) throw Object.assign(new Error('No space left on device'), { code: 'ENOSPC' });
            store.store = content;
          },
        };
      };
      const vault = vaultIn(folder, keyring, sometimesFull);
      await signInBoth(vault);
      await vault.changeMode(to(from));
      const before = fileContent();
      full = true;
      expect(await vault.changeMode(to(next))).toMatchObject({ ok: false, problem: { code: 'not-saved' } });
      expect(fileContent()).toEqual(before);
      expect(vault.state().mode).toBe(from);
      expect(await tokensIn(vault)).toEqual(accounts.map(tokenOf));
      full = false;
      expect((await vault.changeMode(to(next))).ok).toBe(true);
      expect(fileContent().mode).toBe(next);
    },
  );

  it('somebody who signs in meanwhile is moved too; somebody who signs out is not brought back', async () => {
    const keyring = createTestKeyring();
    const vault = vaultIn(folder, keyring);
    await signInBoth(vault);
    const moving = vault.changeMode(to('passphrase'));
    await Promise.all([vault.keepAccount(recordOf('cleo'), tokenOf('cleo')), vault.forgetAccount('ben')]);
    expect((await moving).ok).toBe(true);
    const file = fileContent();
    expect(file.accounts.map(({ record, sealed }) => [record.id, sealed.backend])).toEqual([
      ['anna', 'passphrase'],
      ['cleo', 'passphrase'],
    ]);
  });

  it(
    `${times(20, 200)} kills while modes are changed: the file is whole, in one mode, and every token opens`,
    async () => {
      const program = await bundleChild('mode-changer', import.meta.dirname);
      const key = Buffer.alloc(32, 7).toString('hex');
      const seen = new Set<string>();
      for (let round = 1; round <= times(20, 200); round += 1) {
        rmSync(folder, { recursive: true });
        const child = spawn(process.execPath, [program, folder, key], { stdio: ['ignore', 'pipe', 'inherit'] });
        let lines = 0;
        for await (const _line of createInterface({ input: child.stdout })) {
          lines += 1;
          // It goes on meanwhile: where in a change the signal hits it is up to the machine.
          if (lines === 2 + ((round * 7) % 5)) child.kill('SIGKILL');
        }
        const vault = vaultIn(folder, createTestKeyring(Buffer.from(key, 'hex')));
        expect(vault.problem).toBeNull();
        const { mode } = vault.state();
        seen.add(mode);
        if (mode === 'passphrase') expect((await vault.unlock(passphrase)).ok).toBe(true);
        expect(await tokensIn(vault)).toEqual(accounts.map(tokenOf));
        expect(readdirSync(folder).sort()).toEqual(['accounts.json', 'accounts.json.bak']);
      }
      expect(seen.size).toBeGreaterThan(1);
      rmSync(dirname(program), { recursive: true });
    },
    times(120_000, 1_800_000),
  );
});

describe('a vault with a passphrase', () => {
  it('is locked at the start, and after locking: no token is given out', async () => {
    const keyring = createTestKeyring();
    const vault = vaultIn(folder, keyring);
    await signInBoth(vault);
    await vault.changeMode(to('passphrase'));
    expect(vault.lock()).toBe(true);
    expect(vault.lock()).toBe(false);
    for (const one of [vault, vaultIn(folder, keyring)]) {
      expect(one.state()).toMatchObject({ mode: 'passphrase', locked: true });
      expect(await one.readToken('anna')).toEqual({ ok: false, problem: { code: 'vault-locked' } });
      expect(await one.unlock('something else')).toEqual({ ok: false, problem: { code: 'passphrase-wrong' } });
      expect(one.state().locked).toBe(true);
      expect((await one.unlock(passphrase)).ok).toBe(true);
      expect(await tokensIn(one)).toEqual(accounts.map(tokenOf));
    }
  });

  it('cannot be moved while locked', async () => {
    const vault = vaultIn(folder, createTestKeyring());
    await signInBoth(vault);
    await vault.changeMode(to('passphrase'));
    vault.lock();
    const before = onDisk(folder);
    for (const mode of ['keyring', 'session-only'] as const)
      expect(await vault.changeMode(to(mode))).toMatchObject({ ok: false, problem: { code: 'vault-locked' } });
    expect(onDisk(folder)).toBe(before);
  });

  it('remembers the choice without any account, and takes the passphrase before the first', async () => {
    const keyring = createTestKeyring();
    await vaultIn(folder, keyring).changeMode(to('passphrase'));
    const vault = vaultIn(folder, keyring);
    expect(vault.state()).toMatchObject({ mode: 'passphrase', locked: true });
    expect((await vault.unlock(passphrase)).ok).toBe(true);
    await signInBoth(vault);
    for (const id of accounts) await vault.forgetAccount(id);
    expect(fileContent()).toMatchObject({ mode: 'passphrase', accounts: [] });
  });

  it('whose passphrase is lost can be given up: nothing of it stays', async () => {
    const vault = vaultIn(folder, createTestKeyring());
    await signInBoth(vault);
    await vault.changeMode(to('passphrase'));
    vault.lock();
    expect(vault.abandon().ok).toBe(true);
    expect(vault.records()).toEqual([]);
    expect(vault.state()).toMatchObject({ mode: 'keyring', locked: false });
    expect(existsSync(join(folder, 'accounts.json'))).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });
});
