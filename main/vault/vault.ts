/** Keeps account tokens: sealed by the system's keyring on disk, or in memory for this run where there is none. */

import { isDeepStrictEqual } from 'node:util';
import { type Problem, problem } from '../../shared/problem.ts';
import { done, failure, type Result, success } from '../../shared/result.ts';
import type { VaultState } from '../../shared/state.ts';
import { type Clock, type EncryptionPort, type EncryptionStanding, keyringLockedError } from '../ports.ts';
import { openSafeStore, type StoreFactory } from '../storage/safe-store.ts';
import { unwrapToken, wrapToken } from './envelope.ts';
import {
  type AccountRecord,
  emptyVaultFile,
  parseVaultFile,
  type Sealed,
  type StoredAccount,
  type VaultFile,
} from './records.ts';

export type { AccountRecord, ServerMemory } from './records.ts';

export interface Vault {
  /** What the file says, without asking the keyring anything. */
  readonly records: () => readonly AccountRecord[];
  readonly activeAccountId: () => string | null;
  /** How credentials are kept, exactly as it is on disk. */
  readonly state: () => VaultState;
  /**
   * Decrypts on first use. Problems: `keyring-locked`, `keyring-missing`, `secret-unreadable` (what was sealed stays on
   * disk, and beside the new token after the next sign-in; only signing out removes it), `not-signed-in`.
   */
  readonly readToken: (accountId: string) => Promise<Result<string>>;
  /**
   * Keeps an account, or replaces it. Its token is usable at once; it is written only behind a real keyring. Without
   * one this succeeds all the same, and {@link Vault.state} tells. `not-saved` leaves the token usable for this run.
   */
  readonly keepAccount: (record: AccountRecord, token: string) => Promise<Result<null>>;
  readonly updateRecord: (record: AccountRecord) => Promise<Result<null>>;
  readonly setActive: (accountId: string | null) => Promise<Result<null>>;
  /** Forgets record and token, in memory and on disk, its copies included. */
  readonly forgetAccount: (accountId: string) => Promise<Result<null>>;
  /** Asks the keyring again, and writes what was kept for this run only when it is there now. */
  readonly tryAgain: () => Promise<VaultState>;
  /** What was found at opening, to be told once. */
  readonly problem: Problem | null;
}

interface Entry {
  record: AccountRecord;
  /** Decrypted, or never encrypted. */
  token: string | null;
  /** The account as it is on disk, or as it is to be written there; `null` for one kept for this run only. */
  stored: StoredAccount | null;
  /** The token in memory is newer than the one on disk, which then is left as it is with all that belongs to it. */
  onlyInMemory: boolean;
}

/** How many former tokens nobody could open are kept for an account. */
const mostUnreadable = 3;

export function openVault(options: {
  readonly folder: string;
  readonly createStore: StoreFactory;
  readonly encryption: EncryptionPort;
  readonly clock: Clock;
  readonly randomBytes: (size: number) => Uint8Array;
}): Vault {
  const { folder, createStore, encryption, clock } = options;
  const store = openSafeStore<VaultFile>({
    folder,
    name: 'accounts',
    schema: 1,
    empty: emptyVaultFile,
    parse: parseVaultFile,
    createStore,
    now: clock.now,
  });
  const entries = new Map<string, Entry>(
    store
      .read()
      .accounts.map((stored) => [
        stored.record.id,
        { record: stored.record, token: null, stored, onlyInMemory: false },
      ]),
  );
  let activeAccountId = store.read().activeAccountId;
  /** What the keyring last turned out to be; `null` until it was asked. */
  let standing: EncryptionStanding | null = null;

  function state(): VaultState {
    const unsaved = store.unsaved();
    if (unsaved !== null) return { keeping: 'session-only', problem: unsaved };
    if (standing === null) return { keeping: 'starting', problem: null };
    if (standing !== 'real') return { keeping: 'session-only', problem: standingProblem(standing) };
    return { keeping: 'keyring', problem: null };
  }

  /** Brings the disk to what memory holds. What is kept for this run only leaves no trace. */
  function save(): Result<null> {
    const accounts = [...entries.values()].flatMap(({ record, stored, onlyInMemory }) => {
      if (stored === null) return [];
      return [onlyInMemory ? stored : { ...stored, record }];
    });
    const before = store.read();
    const isStored = (id: string | null): boolean => accounts.some(({ record }) => record.id === id);
    const storedActive =
      activeAccountId === null || isStored(activeAccountId) ? activeAccountId : before.activeAccountId;
    const after: VaultFile = { activeAccountId: isStored(storedActive) ? storedActive : null, accounts };
    if (isDeepStrictEqual(after, before)) return done;
    // Without accounts no file: that forgets the last one even where the disk has no room for a new file.
    return accounts.length === 0 ? store.erase() : store.write(after);
  }

  async function askKeyring(): Promise<EncryptionStanding> {
    standing = await encryption.standing();
    return standing;
  }

  /** Seals a token and proves that it opens again; `null` where the keyring does not do it. */
  async function seal(accountId: string, token: string): Promise<Sealed | null> {
    try {
      const ciphertext = await encryption.encrypt(wrapToken(accountId, token, options.randomBytes(16)));
      const text = Buffer.from(ciphertext).toString('base64');
      const sealed = { backend: encryption.backend(), createdAt: clock.now(), ciphertext: text };
      const opened = await unseal(accountId, sealed);
      if (opened.kind === 'opened' && opened.token === token) return sealed;
    } catch {
      // What was thrown may quote the token: only the fact goes on.
    }
    standing = 'locked';
    return null;
  }

  type Unsealed =
    | { readonly kind: 'opened'; readonly token: string; readonly encryptAgain: boolean }
    | { readonly kind: 'locked' | 'unreadable' };

  async function unseal(accountId: string, { ciphertext }: Sealed): Promise<Unsealed> {
    const bytes = Buffer.from(ciphertext, 'base64');
    if (bytes.length === 0 || bytes.toString('base64') !== ciphertext) return { kind: 'unreadable' };
    try {
      const { text, encryptAgain } = await encryption.decrypt(bytes);
      const token = unwrapToken(accountId, text);
      return token === null ? { kind: 'unreadable' } : { kind: 'opened', token, encryptAgain };
    } catch (error) {
      return { kind: error instanceof Error && error.name === keyringLockedError ? 'locked' : 'unreadable' };
    }
  }

  async function readToken(accountId: string): Promise<Result<string>> {
    const entry = entries.get(accountId);
    if (entry === undefined) return failure(problem('not-signed-in'));
    if (entry.token !== null) return success(entry.token);
    if (entry.stored === null) return failure(problem('secret-unreadable'));
    const { sealed } = entry.stored;
    const found = await askKeyring();
    if (found !== 'real') return failure(standingProblem(found));
    const opened = await unseal(accountId, sealed);
    // Signed in anew or signed out while the keyring was asked: that counts, not what was read.
    if (entries.get(accountId) !== entry || entry.token !== null) return readToken(accountId);
    switch (opened.kind) {
      case 'locked':
        standing = 'locked';
        return failure(standingProblem('locked'));
      case 'unreadable': {
        const backend = encryption.backend();
        const detail = sealed.backend === backend ? undefined : `sealed by ${sealed.backend}, now ${backend}`;
        return failure(problem('secret-unreadable', { detail }));
      }
      case 'opened':
        entry.token = opened.token;
        if (opened.encryptAgain) await sealAgain(entry, opened.token);
        return success(opened.token);
    }
  }

  /** Follows a key the system replaced. Where that fails the former ciphertext stays, which still opens. */
  async function sealAgain(entry: Entry, token: string): Promise<void> {
    const { id } = entry.record;
    const sealed = await seal(id, token);
    if (sealed === null || entry.stored === null || entries.get(id) !== entry) return;
    entry.stored = { ...entry.stored, sealed };
    save();
  }

  /** Writes an account's token where a real keyring stands behind it. */
  async function keepOnDisk(entry: Entry, token: string): Promise<Result<null>> {
    if ((await askKeyring()) !== 'real') return save();
    const { id } = entry.record;
    const sealed = await seal(id, token);
    if (sealed === null) return save();
    const former = entry.stored;
    const unreadable = former === null ? [] : await unreadableOf(id, former);
    // Signed out or signed in anew meanwhile: this token is no longer the one to keep.
    if (entries.get(id) !== entry) return done;
    entry.stored = { record: entry.record, sealed, unreadable };
    entry.onlyInMemory = false;
    return save();
  }

  /** What cannot be opened of a token about to be replaced: never thrown away by us, a keyring may come back. */
  async function unreadableOf(accountId: string, former: StoredAccount): Promise<readonly Sealed[]> {
    const opened = await unseal(accountId, former.sealed);
    return opened.kind === 'opened'
      ? former.unreadable
      : [former.sealed, ...former.unreadable].slice(0, mostUnreadable);
  }

  return {
    records: () => [...entries.values()].map(({ record }) => record),
    activeAccountId: () => activeAccountId,
    state,
    readToken,
    keepAccount: (record, token) => {
      const entry: Entry = { record, token, stored: entries.get(record.id)?.stored ?? null, onlyInMemory: true };
      entries.set(record.id, entry);
      return keepOnDisk(entry, token);
    },
    updateRecord: async (record) => {
      const entry = entries.get(record.id);
      if (entry === undefined) return failure(problem('not-signed-in'));
      entry.record = record;
      return save();
    },
    setActive: async (accountId) => {
      activeAccountId = accountId;
      return save();
    },
    forgetAccount: async (accountId) => {
      entries.delete(accountId);
      if (activeAccountId === accountId) activeAccountId = null;
      return save();
    },
    tryAgain: async () => {
      store.retry();
      await askKeyring();
      for (const entry of [...entries.values()]) {
        if (standing === 'real' && entry.onlyInMemory && entry.token !== null) await keepOnDisk(entry, entry.token);
      }
      // Also what could not be written before, for lack of room.
      save();
      return state();
    },
    problem: store.problem,
  };
}

function standingProblem(standing: Exclude<EncryptionStanding, 'real'>): Problem {
  return problem(standing === 'locked' ? 'keyring-locked' : 'keyring-missing');
}
