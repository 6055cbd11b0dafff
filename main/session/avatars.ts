/** The accounts' pictures: asked for while the window shows an account, kept in memory, gone with the account. */

import type { AppState } from '../../shared/state.ts';
import type { AccountRecord } from '../vault/vault.ts';
import type { SessionContext } from './parts.ts';
import { activeRecord } from './records.ts';

export interface Avatars {
  readonly windowShown: () => void;
  /** Gives up what is under way: nothing is asked for a window that nobody sees. */
  readonly windowHidden: () => void;
}

export function createAvatars(context: SessionContext): Avatars {
  const { store } = context;
  /** The address asked for last, by account: once while the window is shown, whatever came of it. */
  const asked = new Map<string, string>();
  let looking: AbortController | null = null;

  function follow(state: AppState): void {
    forgetGone(state);
    const address = state.account.details?.avatarAddress ?? null;
    const record = activeRecord(context);
    if (looking === null || address === null || record === null || record.id !== state.activeAccountId) return;
    if (asked.get(record.id) === address) return;
    asked.set(record.id, address);
    void look(record, address, looking.signal);
  }

  async function look({ id, plexTvUrl }: AccountRecord, address: string, signal: AbortSignal): Promise<void> {
    const picture = await context.readPicture(address, plexTvUrl, signal).catch(() => null);
    const { avatars } = store.get();
    if (picture === null || signal.aborted) return;
    store.update({ avatars: { ...avatars, [id]: picture } });
  }

  /** Accounts that are no longer here, or locked away, leave no picture. */
  function forgetGone({ avatars, accounts, vault }: AppState): void {
    const isGone = (accountId: string): boolean => vault.locked || !accounts.some(({ id }) => id === accountId);
    for (const accountId of asked.keys()) if (isGone(accountId)) asked.delete(accountId);
    const kept = Object.entries(avatars).filter(([accountId]) => !isGone(accountId));
    if (kept.length < Object.keys(avatars).length) store.update({ avatars: Object.fromEntries(kept) });
  }

  store.follow(follow);
  return {
    windowShown: () => {
      looking ??= new AbortController();
      follow(store.get());
    },
    windowHidden: () => {
      looking?.abort();
      looking = null;
      // What could not be had may be there next time.
      const { avatars } = store.get();
      for (const accountId of asked.keys()) if (avatars[accountId] === undefined) asked.delete(accountId);
    },
  };
}
