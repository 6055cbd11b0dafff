/** A vault with a passphrase locks when nobody uses the app, and what was in use is forgotten. */

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SessionContext } from '../../../main/session/parts.ts';
import { createStateStore, type StateStore } from '../../../main/session/state-store.ts';
import { createVaultCommands, type VaultCommands } from '../../../main/session/vault-commands.ts';
import { openVault, type Vault } from '../../../main/vault/vault.ts';
import { defaultSettings } from '../../../shared/settings.ts';
import { initialState } from '../../../shared/state.ts';
import { createConfStore } from '../storage/conf-store.ts';
import { createTestKeyring } from '../vault/test-keyring.ts';
import { passphrase, quickCost, recordOf, tokenOf } from '../vault/vault-world.ts';
import { createTestClock, type TestClock } from './doubles.ts';
import { facts } from './session-world.ts';

const minute = 60_000;

let folder: string;
let clock: TestClock;
let store: StateStore;
let vault: Vault;
let commands: VaultCommands;
let forgotten: string[];
let refreshed: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plex-token-tray-lock-'));
  clock = createTestClock();
  store = createStateStore(initialState(facts, { url: '', isDefault: true, isFixed: false }, defaultSettings));
  vault = openVault({
    folder,
    createStore: createConfStore,
    encryption: createTestKeyring(),
    clock,
    randomBytes,
    passphraseCost: quickCost,
  });
  forgotten = [];
  refreshed = 0;
  commands = createVaultCommands({ store, vault, clock } as unknown as SessionContext, {
    refresh: async () => {
      refreshed += 1;
    },
    locked: () => store.update({ vault: vault.state() }),
    forgetTokens: async (accountId) => {
      forgotten.push(accountId);
    },
  });
  await vault.keepAccount(recordOf('anna'), tokenOf('anna'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const usePassphrase = () => commands.changeMode({ mode: 'passphrase', passphrase });
const locked = (): boolean => store.get().vault.locked;

describe('locking by itself', () => {
  it('happens fifteen minutes after the last use, and forgets the tokens in use', async () => {
    await usePassphrase();
    clock.advance(14 * minute);
    commands.used();
    clock.advance(14 * minute);
    expect(locked()).toBe(false);
    clock.advance(minute);
    expect(locked()).toBe(true);
    await expect.poll(() => store.get().announcement.notice).toEqual({ kind: 'vault-locked' });
    expect(forgotten).toEqual(['anna']);
    expect(await vault.readToken('anna')).toMatchObject({ problem: { code: 'vault-locked' } });
  });

  it('follows the chosen delay, and never happens where that was chosen', async () => {
    await usePassphrase();
    store.update({ settings: { ...defaultSettings, lockAfterMinutes: 5 } });
    commands.used();
    clock.advance(5 * minute);
    expect(locked()).toBe(true);
    expect((await commands.unlock(passphrase)).ok).toBe(true);
    store.update({ settings: { ...defaultSettings, lockAfterMinutes: 0 } });
    commands.used();
    clock.advance(7 * 24 * 60 * minute);
    expect(locked()).toBe(false);
    expect(clock.waiting()).toBe(0);
  });

  it('is no matter of the other modes', async () => {
    commands.used();
    expect(clock.waiting()).toBe(0);
    await usePassphrase();
    expect(clock.waiting()).toBe(1);
    await commands.changeMode({ mode: 'session-only' });
    expect(clock.waiting()).toBe(0);
    await commands.lock();
    expect(locked()).toBe(false);
    expect(forgotten).toEqual([]);
  });
});

describe('unlocking', () => {
  it('with the wrong passphrase says so and starts no timer; with the right one goes on', async () => {
    await usePassphrase();
    await commands.lock();
    expect(await commands.unlock('something else')).toMatchObject({ problem: { code: 'passphrase-wrong' } });
    expect(store.get().announcement.notice).toMatchObject({ kind: 'problem', problem: { code: 'passphrase-wrong' } });
    expect(clock.waiting()).toBe(0);
    expect((await commands.unlock(passphrase)).ok).toBe(true);
    expect(store.get().announcement.notice).toEqual({ kind: 'vault-unlocked' });
    expect(refreshed).toBe(1);
    expect(clock.waiting()).toBe(1);
  });
});

describe('giving up a vault', () => {
  it('forgets every account and its tokens, and says that they live on at Plex', async () => {
    await usePassphrase();
    await commands.lock();
    forgotten = [];
    expect((await commands.abandon()).ok).toBe(true);
    expect(forgotten).toEqual(['anna']);
    expect(vault.records()).toEqual([]);
    expect(store.get().announcement.notice).toEqual({ kind: 'vault-abandoned', accounts: 1 });
  });
});
