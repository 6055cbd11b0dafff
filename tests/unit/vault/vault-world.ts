/** A vault over a real folder, opened as often as a test needs. */

import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EncryptionPort } from '../../../main/ports.ts';
import type { StoreFactory } from '../../../main/storage/safe-store.ts';
import { type AccountRecord, openVault, type Vault } from '../../../main/vault/vault.ts';
import { createTestClock } from '../session/doubles.ts';
import { createConfStore } from '../storage/conf-store.ts';

/** scrypt's cost where a test is not about it: quick. */
export const quickCost = 2 ** 4;

export const passphrase = 'correct horse battery';

/** Opens the vault in a folder, as a start of the app does. */
export const vaultIn = (
  folder: string,
  encryption: EncryptionPort,
  createStore: StoreFactory = createConfStore,
): Vault =>
  openVault({ folder, createStore, encryption, clock: createTestClock(), randomBytes, passphraseCost: quickCost });

/** An account's record, without anything in it that a test does not look at. */
export const recordOf = (id: string): AccountRecord => ({
  id,
  plexTvUrl: 'https://plex.tv/api/v2',
  name: `Name of ${id}`,
  label: '',
  addedAt: 1,
  confirmedAt: 1,
  standing: 'signed-in',
  chosenServerId: null,
  servers: {},
});

export const tokenOf = (id: string): string => `token-of-${id}-0123456789`;

/** What lies on disk, as text. */
export const onDisk = (folder: string): string => readFileSync(join(folder, 'accounts.json'), 'utf8');
