/** Keeps account tokens: sealed by the system's keyring on disk, or in memory for this run where there is none. */

import { type Problem, problem } from '../../shared/problem.ts';
import { done, failure, type Result } from '../../shared/result.ts';
import type { VaultState } from '../../shared/state.ts';
import type { Clock, EncryptionPort } from '../ports.ts';
import { openSafeStore, type StoreFactory } from '../storage/safe-store.ts';
import { unwrapToken, wrapToken } from './envelope.ts';
import { type AccountRecord, emptyVaultFile, parseVaultFile, type Sealed, type VaultFile } from './records.ts';

export type { AccountRecord, ServerMemory } from './records.ts';

export interface Vault {
  readonly records: () => readonly AccountRecord[];
  readonly activeAccountId: () => string | null;
  /** How credentials are kept, exactly as it is on disk. */
  readonly state: () => VaultState;
  /**
   * Decrypts on first use. Problems: `keyring-locked`, `keyring-missing`, `secret-unreadable` (what was sealed stays on
   * disk; only a new sign-in or signing out replaces it).
   */
  readonly readToken: (accountId: string) => Promise<Result<string>>;
  /**
   * Keeps an account, or replaces it. It is usable at once; written to disk only behind a real keyring. A failure to
   * write is reported, and the token stays usable for this run.
   */
  readonly keepAccount: (record: AccountRecord, token: string) => Promise<Result<null>>;
  readonly updateRecord: (record: AccountRecord) => Promise<Result<null>>;
  readonly setActive: (accountId: string | null) => Promise<Result<null>>;
  /** Forgets record and token, in memory and on disk. */
  readonly forgetAccount: (accountId: string) => Promise<Result<null>>;
  /** Asks the keyring again, and writes what was kept for this run only when it is there now. */
  readonly tryAgain: () => Promise<VaultState>;
}

interface Entry {
  readonly record: AccountRecord;
  /** As it lies on disk; `null` for an account kept for this run only. */
  readonly sealed: Sealed | null;
  /** Decrypted, or never encrypted. */
  readonly token: string | null;
}

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
  let entries: readonly Entry[] = store.read().accounts.map((account) => ({ ...account, token: null }));
  let activeAccountId = store.read().activeAccountId;
  let state: VaultState = startingState(store.problem, store.setAside);

  /** Writes what may be written: accounts with a sealed token. An account kept for this run only leaves no trace. */
  function save(): Result<null> {
    const accounts = entries.filter((entry) => entry.sealed !== null).map(({ record, sealed }) => ({ record, sealed }));
    const active = accounts.some(({ record }) => record.id === activeAccountId) ? activeAccountId : null;
    const before = store.read();
    if (accounts.length === 0 && before.accounts.length === 0) return done;
    const saved = store.write({ activeAccountId: active, accounts });
    if (!saved.ok) state = { ...state, problem: saved.problem };
    return saved;
  }

  const replace = (id: string, change: (entry: Entry) => Entry): void => {
    entries = entries.map((entry) => (entry.record.id === id ? change(entry) : entry));
  };

  /** Seals a token, or says why it cannot be. */
  async function seal(accountId: string, token: string): Promise<Result<Sealed>> {
    const standing = await encryption.standing();
    if (standing !== 'real') return failure(problem(standing === 'locked' ? 'keyring-locked' : 'keyring-missing'));
    try {
      const ciphertext = await encryption.encrypt(wrapToken(accountId, token, options.randomBytes(16)));
      const text = Buffer.from(ciphertext).toString('base64');
      return { ok: true, value: { backend: encryption.backend(), createdAt: clock.now(), ciphertext: text } };
    } catch {
      return failure(problem('keyring-locked'));
    }
  }

  async function sealAndSave(accountId: string, token: string): Promise<Result<null>> {
    const sealed = await seal(accountId, token);
    if (!sealed.ok) {
      state = { keeping: 'session-only', problem: sealed.problem };
      // A former token of this account must not stay on disk as if it were this one.
      return save();
    }
    replace(accountId, (entry) => ({ ...entry, sealed: sealed.value }));
    const saved = save();
    // What the window says is what is on disk: a token that could not be written is kept for this run only.
    if (saved.ok) state = { keeping: 'keyring', problem: null };
    else {
      replace(accountId, (entry) => ({ ...entry, sealed: null }));
      state = { keeping: 'session-only', problem: saved.problem };
    }
    return saved;
  }

  async function readToken(accountId: string): Promise<Result<string>> {
    const entry = entries.find(({ record }) => record.id === accountId);
    if (entry === undefined) return failure(problem('not-signed-in'));
    if (entry.token !== null) return { ok: true, value: entry.token };
    if (entry.sealed === null) return failure(problem('secret-unreadable'));
    const standing = await encryption.standing();
    if (standing !== 'real') {
      const told = problem(standing === 'locked' ? 'keyring-locked' : 'keyring-missing');
      state = { ...state, problem: told };
      return failure(told);
    }
    const opened = await unseal(accountId, entry.sealed);
    if (!opened.ok) return opened;
    replace(accountId, (current) => ({ ...current, token: opened.value.token }));
    state = { keeping: 'keyring', problem: null };
    if (opened.value.encryptAgain) await sealAndSave(accountId, opened.value.token);
    return { ok: true, value: opened.value.token };
  }

  async function unseal(accountId: string, sealed: Sealed): Promise<Result<{ readonly token: string; readonly encryptAgain: boolean }>> {
    try {
      const { text, encryptAgain } = await encryption.decrypt(Buffer.from(sealed.ciphertext, 'base64'));
      const token = unwrapToken(accountId, text);
      if (token !== null) return { ok: true, value: { token, encryptAgain } };
    } catch {
      // What was thrown may quote the ciphertext: only the fact goes on.
    }
    return failure(problem('secret-unreadable', { detail: sealed.backend === encryption.backend() ? undefined : 'another keyring sealed it' }));
  }

  return {
    records: () => entries.map(({ record }) => record),
    activeAccountId: () => activeAccountId,
    state: () => state,
    readToken,
    keepAccount: async (record, token) => {
      // The token Plex just gave out replaces any former one, in memory first: it must be usable whatever the disk says.
      entries = [...entries.filter((entry) => entry.record.id !== record.id), { record, sealed: null, token }];
      return sealAndSave(record.id, token);
    },
    updateRecord: async (record) => {
      replace(record.id, (entry) => ({ ...entry, record }));
      return save();
    },
    setActive: async (accountId) => {
      activeAccountId = accountId;
      return save();
    },
    forgetAccount: async (accountId) => {
      entries = entries.filter(({ record }) => record.id !== accountId);
      if (activeAccountId === accountId) activeAccountId = null;
      return save();
    },
    tryAgain: async () => {
      state = { ...state, problem: null };
      for (const { record, sealed, token } of entries) {
        if (sealed === null && token !== null) await sealAndSave(record.id, token);
        else if (token === null) await readToken(record.id);
      }
      return state;
    },
  };
}

function startingState(found: Problem | null, setAside: string | null): VaultState {
  return { keeping: 'starting', problem: found ?? (setAside === null ? null : problem('secret-unreadable')) };
}
