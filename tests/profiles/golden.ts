/**
 * What a profile of a release holds: written once by `write.ts` with that release's code, committed beside this file, and
 * opened by every later version's tests. The passphrase and the token are for tests only.
 */

import { randomBytes } from 'node:crypto';
import type { EncryptionPort } from '../../main/ports.ts';
import { openSettings, type SettingsStore } from '../../main/settings/settings.ts';
import { createSteadyClock } from '../../main/steady-clock.ts';
import { type AccountRecord, openVault, type Vault } from '../../main/vault/vault.ts';
import { createConfStore } from '../unit/storage/conf-store.ts';

export const passphrase = 'four words make one';
export const token = 'golden-account-token';
export const clientIdentifier = '0b9a2f6e-5f0e-4d6a-9a51-2f3c2c1d7e10';

/** Settings other than the defaults. */
export const settings = { theme: 'dark', clipboardSeconds: 30, copyFormat: 'curl' } as const;

export const account: AccountRecord = {
  id: '1001',
  plexTvUrl: 'https://plex.tv/api/v2',
  name: 'Golden Owner',
  label: 'At home',
  addedAt: 1_795_000_000_000,
  confirmedAt: 1_795_000_100_000,
  standing: 'signed-in',
  chosenServerId: 'golden-server',
  servers: {
    'golden-server': {
      listing: { name: 'Tower', version: '1.43.2.10700', platform: 'Linux', owned: true, ownerName: null },
      uri: 'https://192-168-1-5.golden.plex.direct:32400',
      manualUris: ['https://tower.example:32400'],
      plainHttpAllowed: false,
      warningAccepted: true,
    },
  },
};

/** A profile carries over to any computer only without a keyring. */
const noKeyring: EncryptionPort = {
  standing: async () => 'none',
  backend: () => 'basic_text',
  encrypt: async () => Promise.reject(new Error('There is no keyring.')),
  decrypt: async () => Promise.reject(new Error('There is no keyring.')),
};

/** Opens the stores of a profile, as a start of the app does. */
export function openProfile(folder: string): { readonly settings: SettingsStore; readonly vault: Vault } {
  const clock = createSteadyClock();
  const common = { folder, createStore: createConfStore };
  return {
    settings: openSettings({ ...common, now: clock.now, randomUuid: () => clientIdentifier }),
    vault: openVault({ ...common, clock, encryption: noKeyring, randomBytes }),
  };
}
