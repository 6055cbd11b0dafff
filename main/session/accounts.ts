/** The accounts kept here: shown, refreshed, switched and signed out. */

import { isSignedIn } from '../../shared/allowed-actions.ts';
import { endsTheSession, type Problem, problem } from '../../shared/problem.ts';
import { done, failure, type Result } from '../../shared/result.ts';
import type { AccountState } from '../../shared/state.ts';
import type { ReadAccount } from '../plex/account.ts';
import type { AccountRecord } from '../vault/vault.ts';
import type { SessionContext } from './parts.ts';
import { activeRecord, changeRecord, readActiveToken, summaryOf } from './records.ts';
import type { Servers } from './servers.ts';
import { createSingleFlight } from './single-flight.ts';
import { announceProblem } from './state-store.ts';

const unread: AccountState = { details: null, loading: false, readAt: null, problem: null };

export interface Accounts {
  /** Shows what the vault has, without asking the keyring or the network anything. */
  readonly showKept: () => void;
  /** Keeps a token Plex just gave out and makes its account the one in use. */
  readonly keep: (accountToken: string, account: ReadAccount) => Promise<Result<null>>;
  /** Reads details and servers of the account in use. Joins a refresh under way. */
  readonly refresh: () => Promise<Result<null>>;
  readonly signOut: (accountId: string | null) => Promise<Result<null>>;
  /** What a problem says about the account token: a clear verdict asks for a new sign-in, an outage never does. */
  readonly heed: (accountId: string, problem: Problem) => Promise<void>;
}

export function createAccounts(
  context: SessionContext,
  servers: Servers,
  forgetTokens: (accountId: string) => Promise<void>,
): Accounts {
  const { store, vault, clock } = context;
  const refreshing = createSingleFlight<null>(clock);

  function showKept(): void {
    store.update({
      accounts: vault.records().map(summaryOf),
      activeAccountId: vault.activeAccountId(),
      account: unread,
      vault: vault.state(),
    });
    servers.show(activeRecord(context));
  }

  async function keep(accountToken: string, account: ReadAccount): Promise<Result<null>> {
    const { details } = account;
    const id = details.uuid ?? (details.plexId === null ? context.randomUuid() : String(details.plexId));
    const before = vault.records().find((record) => record.id === id);
    const record: AccountRecord = {
      id,
      name: details.title ?? details.username ?? details.email ?? '',
      label: before?.label ?? '',
      addedAt: before?.addedAt ?? clock.now(),
      confirmedAt: clock.now(),
      standing: 'signed-in',
      chosenServerId: before?.chosenServerId ?? null,
      servers: before?.servers ?? {},
    };
    const kept = await vault.keepAccount(record, accountToken);
    const activated = await vault.setActive(id);
    showKept();
    store.update({ account: { details, loading: false, readAt: clock.now(), problem: null } });
    store.announce({ kind: 'signed-in', name: record.name });
    if (!kept.ok) announceProblem(store, kept.problem);
    else if (!activated.ok) announceProblem(store, activated.problem);
    return done;
  }

  async function heed(accountId: string, { code }: Problem): Promise<void> {
    if (endsTheSession(code)) await changeRecord(context, accountId, { standing: 'sign-in-needed' });
  }

  async function readEverything(signal: AbortSignal): Promise<Result<null>> {
    const { account, servers: shown } = store.get();
    store.update({ account: { ...account, loading: true }, servers: { ...shown, loading: true } });
    const token = await readActiveToken(context);
    if (!token.ok) return refreshFailed(token.problem, token.problem);
    const { record, accountToken } = token.value;
    const api = await context.loadPlex();
    const [details, listing] = await Promise.all([
      api.readAccount(accountToken, signal),
      api.listServers(accountToken, signal),
    ]);
    if (vault.activeAccountId() !== record.id || signal.aborted) return failure(problem('cancelled'));

    if (details.ok) {
      store.update({ account: { details: details.value.details, loading: false, readAt: clock.now(), problem: null } });
      const name = details.value.details.title ?? details.value.details.username ?? record.name;
      await changeRecord(context, record.id, { name, confirmedAt: clock.now() });
    }
    if (listing.ok) await servers.take(activeRecord(context) ?? record, listing.value);
    if (details.ok && listing.ok) return done;
    return refreshFailed(details.ok ? null : details.problem, listing.ok ? null : listing.problem);
  }

  async function refreshFailed(ofAccount: Problem | null, ofServers: Problem | null): Promise<Result<null>> {
    const { account, servers: shown, activeAccountId } = store.get();
    store.update({
      account: { ...account, loading: false, problem: ofAccount },
      servers: { ...shown, loading: false, problem: ofServers },
    });
    const told = ofAccount ?? ofServers ?? problem('unexpected');
    if (activeAccountId !== null) await heed(activeAccountId, told);
    return failure(told);
  }

  async function refresh(): Promise<Result<null>> {
    const record = activeRecord(context);
    if (record === null) return failure(problem('not-signed-in'));
    const outcome = await refreshing.run(record.id, readEverything);
    if (!outcome.ok) {
      // Given up from outside (cancelled, or out of time): nothing else has ended the "loading" yet.
      const { account, servers: shown } = store.get();
      store.update({ account: { ...account, loading: false }, servers: { ...shown, loading: false } });
      announceProblem(store, outcome.problem);
    }
    return outcome;
  }

  async function signOut(accountId: string | null): Promise<Result<null>> {
    const id = accountId ?? vault.activeAccountId();
    const record = vault.records().find((candidate) => candidate.id === id);
    if (record === undefined) return failure(problem('not-signed-in'));
    const token = record.standing === 'signed-in' ? await vault.readToken(record.id) : null;

    // Gone here first: an outage must not keep a secret on this computer.
    refreshing.cancel();
    await forgetTokens(record.id);
    const forgotten = await vault.forgetAccount(record.id);
    if (vault.activeAccountId() === null) await vault.setActive(vault.records()[0]?.id ?? null);
    showKept();
    store.update({ signIn: { step: 'idle', problem: null } });

    const revoked = token?.ok === true && (await (await context.loadPlex()).signOut(token.value)).ok;
    store.announce({ kind: 'signed-out', name: record.name, revoked });
    if (!forgotten.ok) announceProblem(store, forgotten.problem);
    if (isSignedIn(store.get())) void refresh();
    return forgotten;
  }

  return { showKept, keep, refresh, signOut, heed };
}
