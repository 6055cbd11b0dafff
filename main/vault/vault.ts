/**
 * Keeps account tokens where the user wants them: sealed on disk by the system's keyring or by a passphrase, or in
 * memory for this run. Where there is no keyring, in memory too.
 */

import { isDeepStrictEqual } from 'node:util';
import { type Problem, problem } from '../../shared/problem.ts';
import { done, failure, type Result, success } from '../../shared/result.ts';
import type { VaultMode, VaultState } from '../../shared/state.ts';
import { type Clock, type EncryptionPort, type EncryptionStanding, keyringLockedError } from '../ports.ts';
import { openSafeStore, type StoreFactory } from '../storage/safe-store.ts';
import { unwrapToken, wrapToken } from './envelope.ts';
import { createPassphraseEncryption, passphraseBackend } from './passphrase.ts';
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
   * Decrypts on first use. Problems: `vault-locked`, `keyring-locked`, `keyring-missing`, `secret-unreadable` (what was sealed stays on
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
  /**
   * Moves every token to where credentials are kept from now on. All or nothing: any problem leaves the former mode and
   * what is on disk as they were. Tokens that could not be opened in the former mode are carried along as they are,
   * except to `session-only`, which leaves nothing on disk. Problems: those of {@link readToken}, `not-saved`.
   */
  readonly changeMode: (change: VaultModeChange) => Promise<Result<null>>;
  /** Unlocks a vault with a passphrase. Problems: `passphrase-wrong`. */
  readonly unlock: (passphrase: string) => Promise<Result<null>>;
  /** In passphrase mode: forgets the key and every token. Answers whether there was something to lock. */
  readonly lock: () => boolean;
  /** Forgets every account and the passphrase with them, without opening anything. */
  readonly abandon: () => Result<null>;
  /** Asks the keyring again, and writes what was kept for this run only when it is there now. */
  readonly tryAgain: () => Promise<VaultState>;
  /** What was found at opening, to be told once. */
  readonly problem: Problem | null;
}

/** Where credentials are to be kept. */
export type VaultModeChange =
  | { readonly mode: 'keyring' | 'session-only' }
  | { readonly mode: 'passphrase'; readonly passphrase: string };

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
  /** scrypt's cost for new passphrases; lower than usual in tests only. */
  readonly passphraseCost?: number;
}): Vault {
  const { folder, createStore, clock } = options;
  const byPassphrase = createPassphraseEncryption(options.randomBytes, options.passphraseCost);
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
  let { activeAccountId, mode, lock: passphraseLock } = store.read();
  /** What the keyring last turned out to be; `null` until it was asked. */
  let standing: EncryptionStanding | null = null;
  /** Grows with every change to what is kept, so that what takes long can tell whether it still fits. */
  let changes = 0;

  function state(): VaultState {
    const locked = mode === 'passphrase' && !byPassphrase.isUnlocked();
    const kept = (keeping: VaultState['keeping'], why: Problem | null = null): VaultState => ({
      mode,
      locked,
      keeping,
      problem: why,
    });
    const unsaved = store.unsaved();
    if (mode === 'session-only') return kept('session-only');
    if (unsaved !== null) return kept('session-only', unsaved);
    if (mode === 'passphrase') return kept('passphrase');
    if (standing === null) return kept('starting');
    return standing === 'real' ? kept('keyring') : kept('session-only', standingProblem(standing));
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
    const after: VaultFile = {
      mode,
      lock: passphraseLock,
      activeAccountId: isStored(storedActive) ? storedActive : null,
      accounts,
    };
    if (isDeepStrictEqual(after, before)) return done;
    if (accounts.length > 0) return store.write(after);
    // Without accounts no file: that forgets the last one even where the disk has no room for a new file. A choice of
    // the user's other than the usual one is kept, if it can be.
    if (mode === 'keyring') return store.erase();
    const written = store.write(after);
    return written.ok ? written : store.erase();
  }

  /** What seals new tokens, and opened the ones with this backend beside them. */
  const encryptionBehind = (backend: string): EncryptionPort =>
    backend === passphraseBackend ? byPassphrase : options.encryption;
  const encryptionOf = (which: VaultMode): EncryptionPort =>
    which === 'passphrase' ? byPassphrase : options.encryption;

  /** Whether tokens can be sealed, or opened, now. Asks the keyring, where it is the keyring that does it. */
  async function ask(encryption: EncryptionPort): Promise<EncryptionStanding> {
    const found = await encryption.standing();
    if (encryption === options.encryption) standing = found;
    return found;
  }

  /** Why tokens cannot be sealed or opened now. */
  function refusal(encryption: EncryptionPort, found: Exclude<EncryptionStanding, 'real'>): Problem {
    return encryption === byPassphrase ? problem('vault-locked') : standingProblem(found);
  }

  /** Seals a token and proves that it opens again; `null` where the keyring does not do it. */
  async function seal(accountId: string, token: string, encryption: EncryptionPort): Promise<Sealed | null> {
    try {
      const ciphertext = await encryption.encrypt(wrapToken(accountId, token, options.randomBytes(16)));
      const text = Buffer.from(ciphertext).toString('base64');
      const sealed = { backend: encryption.backend(), createdAt: clock.now(), ciphertext: text };
      const opened = await unseal(accountId, sealed);
      if (opened.kind === 'opened' && opened.token === token) return sealed;
    } catch {
      // What was thrown may quote the token: only the fact goes on.
    }
    if (encryption === options.encryption) standing = 'locked';
    return null;
  }

  type Unsealed =
    | { readonly kind: 'opened'; readonly token: string; readonly encryptAgain: boolean }
    | { readonly kind: 'locked' | 'unreadable' };

  async function unseal(accountId: string, { backend, ciphertext }: Sealed): Promise<Unsealed> {
    const bytes = Buffer.from(ciphertext, 'base64');
    if (bytes.length === 0 || bytes.toString('base64') !== ciphertext) return { kind: 'unreadable' };
    try {
      const { text, encryptAgain } = await encryptionBehind(backend).decrypt(bytes);
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
    const encryption = encryptionBehind(sealed.backend);
    // Sealed by a passphrase that is no longer the one: no use in asking for it.
    if (encryption === byPassphrase && mode !== 'passphrase') return failure(problem('secret-unreadable'));
    const found = await ask(encryption);
    if (found !== 'real') return failure(refusal(encryption, found));
    const opened = await unseal(accountId, sealed);
    // Signed in anew or signed out while the keyring was asked: that counts, not what was read.
    if (entries.get(accountId) !== entry || entry.token !== null) return readToken(accountId);
    switch (opened.kind) {
      case 'locked':
        if (encryption === options.encryption) standing = 'locked';
        return failure(refusal(encryption, 'locked'));
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
    const at = changes;
    const sealed = await seal(id, token, encryptionOf(mode));
    if (sealed === null || entry.stored === null || entries.get(id) !== entry || changes !== at) return;
    entry.stored = { ...entry.stored, sealed };
    save();
  }

  /** Writes an account's token where it is to be kept on disk and something real stands behind it. */
  async function keepOnDisk(entry: Entry, token: string): Promise<Result<null>> {
    if (mode === 'session-only') return save();
    const modeBefore = mode;
    const encryption = encryptionOf(mode);
    if ((await ask(encryption)) !== 'real') return save();
    const { id } = entry.record;
    const sealed = await seal(id, token, encryption);
    if (sealed === null) return save();
    const former = entry.stored;
    const unreadable = former === null ? [] : await unreadableOf(id, former);
    // Signed out or signed in anew meanwhile: this token is no longer the one to keep.
    if (entries.get(id) !== entry) return done;
    if (mode !== modeBefore) return keepOnDisk(entry, token);
    entry.stored = { record: entry.record, sealed, unreadable };
    entry.onlyInMemory = false;
    return save();
  }

  async function keepWhatIsOnlyInMemory(): Promise<void> {
    for (const entry of [...entries.values()]) {
      if (entry.onlyInMemory && entry.token !== null) await keepOnDisk(entry, entry.token);
    }
  }

  /** What cannot be opened of a token about to be replaced: never thrown away by us, a keyring may come back. */
  async function unreadableOf(accountId: string, former: StoredAccount): Promise<readonly Sealed[]> {
    const opened = await unseal(accountId, former.sealed);
    return opened.kind === 'opened'
      ? former.unreadable
      : [former.sealed, ...former.unreadable].slice(0, mostUnreadable);
  }

  async function changeMode(change: VaultModeChange): Promise<Result<null>> {
    const created = change.mode === 'passphrase' ? await byPassphrase.create(change.passphrase) : null;
    if (change.mode === 'keyring') {
      const found = await ask(options.encryption);
      if (found !== 'real') return failure(standingProblem(found));
    }
    for (;;) {
      const at = changes;
      const moved = await sealedFor(change.mode, created);
      if (!moved.ok) return moved;
      // Somebody signed in or out meanwhile.
      if (changes !== at) continue;
      const lock = created?.lock ?? null;
      const accounts = [...moved.value.values()];
      const isStored = accounts.some(({ record }) => record.id === activeAccountId);
      const file = { mode: change.mode, lock, activeAccountId: isStored ? activeAccountId : null, accounts };
      const written = isDeepStrictEqual(file, emptyVaultFile) ? store.erase() : store.write(file);
      if (!written.ok) return written;
      changes += 1;
      mode = change.mode;
      passphraseLock = lock;
      if (created === null) byPassphrase.lock();
      else created.use();
      for (const [id, entry] of entries) {
        entry.stored = moved.value.get(id) ?? null;
        entry.onlyInMemory = entry.stored === null;
      }
      // What was once set aside was sealed in the former way.
      return change.mode === 'session-only' ? store.forgetSetAside() : done;
    }
  }

  /** Every account as it will lie on disk in another mode. Opens and seals; writes nothing. */
  async function sealedFor(
    next: VaultMode,
    created: { readonly encrypt: EncryptionPort['encrypt'] } | null,
  ): Promise<Result<ReadonlyMap<string, StoredAccount>>> {
    const moved = new Map<string, StoredAccount>();
    for (const [id, { record, stored, onlyInMemory }] of [...entries]) {
      const token = await readToken(id);
      if (!token.ok && token.problem.code !== 'secret-unreadable') return token;
      if (next === 'session-only') continue;
      if (!token.ok) {
        if (stored !== null) moved.set(id, { ...stored, record });
        continue;
      }
      const sealed =
        created === null ? await seal(id, token.value, options.encryption) : await sealedBy(created, id, token.value);
      if (sealed === null) return failure(standingProblem('locked'));
      const unreadable = stored === null ? [] : onlyInMemory ? await unreadableOf(id, stored) : stored.unreadable;
      moved.set(id, { record, sealed, unreadable });
    }
    return success(moved);
  }

  async function sealedBy(
    { encrypt }: { readonly encrypt: EncryptionPort['encrypt'] },
    accountId: string,
    token: string,
  ): Promise<Sealed> {
    const ciphertext = await encrypt(wrapToken(accountId, token, options.randomBytes(16)));
    return {
      backend: passphraseBackend,
      createdAt: clock.now(),
      ciphertext: Buffer.from(ciphertext).toString('base64'),
    };
  }

  /** One at a time: each takes much memory. */
  let unlocking: Promise<unknown> = Promise.resolve();
  /** Counts lockings: the user may leave while a passphrase is still being tried. */
  let locks = 0;
  async function unlock(passphrase: string): Promise<Result<null>> {
    const before = unlocking;
    const asked = locks;
    const attempt = before.then(async (): Promise<Result<null>> => {
      if (mode !== 'passphrase' || passphraseLock === null || byPassphrase.isUnlocked()) return done;
      const right = await byPassphrase.unlock(passphraseLock, passphrase).catch(() => false);
      if (!right) return failure(problem('passphrase-wrong'));
      if (locks !== asked) {
        byPassphrase.lock();
        return failure(problem('vault-locked'));
      }
      await keepWhatIsOnlyInMemory();
      return done;
    });
    unlocking = attempt;
    return attempt;
  }

  function lock(): boolean {
    locks += 1;
    if (mode !== 'passphrase' || !byPassphrase.isUnlocked()) return false;
    byPassphrase.lock();
    // What could not be saved stays usable: it would be lost.
    for (const entry of entries.values()) if (entry.stored !== null && !entry.onlyInMemory) entry.token = null;
    return true;
  }

  return {
    changeMode,
    unlock,
    lock,
    abandon: () => {
      const erased = store.erase();
      if (!erased.ok) return erased;
      changes += 1;
      entries.clear();
      activeAccountId = null;
      mode = 'keyring';
      passphraseLock = null;
      byPassphrase.lock();
      return done;
    },
    records: () => [...entries.values()].map(({ record }) => record),
    activeAccountId: () => activeAccountId,
    state,
    readToken,
    keepAccount: (record, token) => {
      changes += 1;
      const entry: Entry = { record, token, stored: entries.get(record.id)?.stored ?? null, onlyInMemory: true };
      entries.set(record.id, entry);
      return keepOnDisk(entry, token);
    },
    updateRecord: async (record) => {
      const entry = entries.get(record.id);
      if (entry === undefined) return failure(problem('not-signed-in'));
      entry.record = record;
      changes += 1;
      return save();
    },
    setActive: async (accountId) => {
      activeAccountId = accountId;
      changes += 1;
      return save();
    },
    forgetAccount: async (accountId) => {
      entries.delete(accountId);
      changes += 1;
      if (activeAccountId === accountId) activeAccountId = null;
      return save();
    },
    tryAgain: async () => {
      store.retry();
      if (mode === 'keyring') await ask(options.encryption);
      await keepWhatIsOnlyInMemory();
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
