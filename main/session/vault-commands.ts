/** Where credentials are kept: moved, locked, unlocked, and locked again when nobody has used the app for a while. */

import type { CommandInput } from '../../shared/contract.ts';
import { done, type Result } from '../../shared/result.ts';
import type { SessionContext } from './parts.ts';
import { announceProblem } from './state-store.ts';

export interface VaultCommands {
  readonly changeMode: (change: CommandInput<'changeVaultMode'>) => Promise<Result<null>>;
  readonly unlock: (passphrase: string) => Promise<Result<null>>;
  /** Locks a vault with a passphrase: no token stays in memory, or on the clipboard. */
  readonly lock: () => Promise<Result<null>>;
  readonly abandon: () => Promise<Result<null>>;
  /** Somebody used the app: the time until it locks by itself starts anew. */
  readonly used: () => void;
}

/** What follows from locking, unlocking and abandoning. */
export interface VaultFollowers {
  readonly refresh: () => Promise<unknown>;
  /** Nothing opened may stay in use: gives up what goes on, and shows what is known without any token. */
  readonly locked: () => void;
  readonly forgetTokens: (accountId: string) => Promise<void>;
}

export function createVaultCommands(
  context: SessionContext,
  { refresh, locked, forgetTokens }: VaultFollowers,
): VaultCommands {
  const { store, vault, clock } = context;
  let stopTimer: () => void = () => undefined;

  const publish = (): void => store.update({ vault: vault.state() });

  /** An outcome, with what it means shown: told if it failed, `then` if it did not. */
  function settle(outcome: Result<null>, then: () => void): Result<null> {
    publish();
    if (outcome.ok) then();
    else announceProblem(store, outcome.problem);
    return outcome;
  }

  function used(): void {
    stopTimer();
    const { mode, locked: isLocked } = vault.state();
    const minutes = store.get().settings.lockAfterMinutes;
    if (mode !== 'passphrase' || isLocked || minutes === 0) return;
    stopTimer = clock.after(minutes * 60_000, () => void lock());
  }

  async function lock(): Promise<Result<null>> {
    stopTimer();
    if (!vault.lock()) return done;
    locked();
    for (const { id } of vault.records()) await forgetTokens(id);
    store.announce({ kind: 'vault-locked' });
    return done;
  }

  return {
    used,
    lock,
    changeMode: async (change) =>
      settle(await vault.changeMode(change), () => {
        used();
        store.announce({ kind: 'vault-moved', mode: change.mode });
      }),
    unlock: async (passphrase) =>
      settle(await vault.unlock(passphrase), () => {
        used();
        store.announce({ kind: 'vault-unlocked' });
        void refresh();
      }),
    abandon: async () => {
      const records = vault.records();
      const outcome = vault.abandon();
      if (outcome.ok) for (const { id } of records) await forgetTokens(id);
      return settle(outcome, () => {
        locked();
        store.announce({ kind: 'vault-abandoned', accounts: records.length });
      });
    },
  };
}
