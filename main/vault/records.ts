/** What is kept of an account, and how it is read back from disk. */

import * as v from 'valibot';
import { type VaultMode, vaultModes } from '../../shared/state.ts';
import { type PassphraseLock, passphraseLock } from './passphrase.ts';

const server = v.object({
  /** How the server was last listed, so that it can be shown before anyone is asked. */
  listing: v.fallback(
    v.nullable(
      v.object({
        name: v.string(),
        version: v.nullable(v.string()),
        platform: v.nullable(v.string()),
        owned: v.boolean(),
        ownerName: v.nullable(v.string()),
      }),
    ),
    null,
  ),
  /** The address that worked last. */
  uri: v.fallback(v.nullable(v.string()), null),
  /** Addresses the user typed. */
  manualUris: v.fallback(v.array(v.string()), []),
  plainHttpAllowed: v.fallback(v.boolean(), false),
  warningAccepted: v.fallback(v.boolean(), false),
});

const account = v.object({
  id: v.pipe(v.string(), v.minLength(1)),
  /** Base address of the API that gave out the token: it is never sent to another one. */
  plexTvUrl: v.fallback(v.string(), ''),
  name: v.fallback(v.string(), ''),
  label: v.fallback(v.string(), ''),
  addedAt: v.fallback(v.number(), 0),
  confirmedAt: v.fallback(v.nullable(v.number()), null),
  standing: v.fallback(v.picklist(['signed-in', 'sign-in-needed']), 'sign-in-needed'),
  chosenServerId: v.fallback(v.nullable(v.string()), null),
  servers: v.fallback(v.record(v.string(), server), {}),
});

/** What is remembered of one server for one account. Nothing secret. */
export type ServerMemory = Readonly<v.InferOutput<typeof server>>;

/** One account, without its token. Nothing secret. */
export type AccountRecord = Readonly<Omit<v.InferOutput<typeof account>, 'servers'>> & {
  readonly servers: Readonly<Record<string, ServerMemory>>;
};

/** A sealed token: ciphertext, and beside it in clear what is needed to judge it. */
const sealed = v.object({
  /** The system's backend that sealed it, e.g. `gnome_libsecret`. */
  backend: v.string(),
  createdAt: v.number(),
  /** Base64. */
  ciphertext: v.pipe(v.string(), v.maxLength(100_000)),
});
export type Sealed = Readonly<v.InferOutput<typeof sealed>>;

// Records mend themselves field by field; a sealed token that is no longer one makes the whole file damaged, so that
// it is set aside as it is instead of losing the token at the next write.
const storedAccount = v.object({
  record: account,
  sealed,
  /** Former tokens of this account that could not be opened when they were replaced, newest first. */
  unreadable: v.optional(v.array(sealed), []),
});

const vaultFile = v.object({
  /** Where the user wants credentials kept. */
  mode: v.optional(v.picklist(vaultModes), 'keyring'),
  /** How to check a passphrase and make its key; there in passphrase mode only. */
  lock: v.optional(v.nullable(passphraseLock), null),
  activeAccountId: v.fallback(v.nullable(v.string()), null),
  accounts: v.array(storedAccount),
});

/** An account as it lies on disk. */
export interface StoredAccount {
  readonly record: AccountRecord;
  readonly sealed: Sealed;
  readonly unreadable: readonly Sealed[];
}

/** The vault's file. */
export interface VaultFile {
  readonly mode: VaultMode;
  readonly lock: PassphraseLock | null;
  readonly activeAccountId: string | null;
  readonly accounts: readonly StoredAccount[];
}

export const emptyVaultFile: VaultFile = { mode: 'keyring', lock: null, activeAccountId: null, accounts: [] };

/** Reads the vault's file; `null` where it is not one. */
export function parseVaultFile(stored: unknown): VaultFile | null {
  const parsed = v.safeParse(vaultFile, stored);
  if (!parsed.success) return null;
  // A passphrase nobody could check opens nothing.
  return parsed.output.mode === 'passphrase' && parsed.output.lock === null ? null : parsed.output;
}
