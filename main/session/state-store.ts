/** Holds the one AppState and tells whoever follows it. */

import type { Problem } from '../../shared/problem.ts';
import type { AccountSummary, AppState, Notice, ServerSummary } from '../../shared/state.ts';

export interface StateStore {
  readonly get: () => AppState;
  /** Replaces parts of the state and tells the followers. */
  readonly update: (change: Partial<AppState>) => void;
  /** Says what happened, in the one status region. */
  readonly announce: (notice: Notice) => void;
  readonly follow: (listener: (state: AppState) => void) => () => void;
}

export function createStateStore(initial: AppState): StateStore {
  let state = initial;
  const listeners = new Set<(state: AppState) => void>();
  const update = (change: Partial<AppState>): void => {
    state = { ...state, ...change };
    for (const listener of listeners) listener(state);
  };
  return {
    get: () => state,
    update,
    announce: (notice) => update({ announcement: { sequence: state.announcement.sequence + 1, notice } }),
    follow: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Changes one server's entry, if the list has it. */
export function updateServer(store: StateStore, serverId: string, change: Partial<ServerSummary>): void {
  const { servers } = store.get();
  const list = servers.list.map((server) => (server.id === serverId ? { ...server, ...change } : server));
  store.update({ servers: { ...servers, list } });
}

/** Changes one account's entry, if it is there. */
export function updateAccount(store: StateStore, accountId: string, change: Partial<AccountSummary>): void {
  const accounts = store
    .get()
    .accounts.map((account) => (account.id === accountId ? { ...account, ...change } : account));
  store.update({ accounts });
}

/** Tells a problem in the status region, unless it is only that the user changed their mind. */
export function announceProblem(store: StateStore, problem: Problem): void {
  store.announce(problem.code === 'cancelled' ? { kind: 'cancelled' } : { kind: 'problem', problem });
}
