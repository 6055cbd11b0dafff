/** The accounts kept here: shown, refreshed, switched and signed out. */

import { isSignedIn } from '../../shared/allowed-actions.ts';
import { endsTheSession, type Problem, problem } from '../../shared/problem.ts';
import { done, failure, type Result } from '../../shared/result.ts';
import type { AccountState, HomeUser } from '../../shared/state.ts';
import type { ReadAccount } from '../plex/account.ts';
import type { PlexApi } from '../plex/api.ts';
import type { AccountRecord } from '../vault/vault.ts';
import { copySecret } from './copying.ts';
import type { SessionContext } from './parts.ts';
import { activeRecord, changeRecord, readActiveToken, summaryOf, usableRecords } from './records.ts';
import type { Servers } from './servers.ts';
import { createSingleFlight } from './single-flight.ts';
import { announceProblem } from './state-store.ts';

const unread: AccountState = { details: null, homeUsers: [], loading: false, readAt: null, problem: null };

export interface Accounts {
  /** Shows what the vault has, without asking the keyring or the network anything. */
  readonly showKept: () => void;
  /** Keeps a token Plex just gave out and makes its account the one in use. */
  readonly keep: (accountToken: string, account: ReadAccount) => Promise<Result<null>>;
  /** Reads details and servers of the account in use. Joins a refresh under way. */
  readonly refresh: () => Promise<Result<null>>;
  readonly signOut: (accountId: string | null) => Promise<Result<null>>;
  /** Makes another account the one in use. */
  readonly switchTo: (accountId: string) => Promise<Result<null>>;
  /** Gives an account a label of the user's own; empty shows Plex's name again. */
  readonly label: (accountId: string, label: string) => Promise<Result<null>>;
  /** Copies the details of the account in use as JSON, without anything secret. */
  readonly copyDetails: () => Promise<Result<null>>;
  /** Copies the account token itself, which never ends by itself. */
  readonly copyToken: () => Promise<Result<null>>;
  /** What a problem says about the account token: a clear verdict asks for a new sign-in, an outage never does. */
  readonly heed: (accountId: string, problem: Problem) => Promise<void>;
}

/** What else has to know when another account comes into use, or one is forgotten. */
export interface AccountFollowers {
  readonly changed: () => void;
  readonly forgotten: (accountId: string) => Promise<void>;
}

export function createAccounts(context: SessionContext, servers: Servers, followers: () => AccountFollowers): Accounts {
  const { store, vault, clock } = context;
  const refreshing = createSingleFlight<null>(clock);
  /** The last answer about the account in use, fit to be shown to anyone. */
  let readable: unknown = null;
  /** Tokens of signed-out accounts that Plex could not be asked to revoke yet. For this run only. */
  let unrevoked: readonly { readonly name: string; readonly accountToken: string }[] = [];

  function showKept(): void {
    const record = activeRecord(context);
    readable = null;
    store.update({
      accounts: usableRecords(context).map(summaryOf),
      activeAccountId: record?.id ?? null,
      account: unread,
      vault: vault.state(),
    });
    servers.show(record);
    followers().changed();
  }

  async function keep(accountToken: string, account: ReadAccount): Promise<Result<null>> {
    const { details, withoutSecrets } = account;
    const id = details.uuid ?? (details.plexId === null ? context.randomUuid() : String(details.plexId));
    const before = vault.records().find((record) => record.id === id);
    const record: AccountRecord = {
      id,
      plexTvUrl: context.plexTv().url,
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
    refreshing.cancel();
    showKept();
    readable = withoutSecrets;
    store.update({ account: { ...unread, details, readAt: clock.now() } });
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
    const [[details, homeUsers], listing] = await Promise.all([
      readAccountAndHome(api, accountToken, signal),
      api.listServers(accountToken, signal),
    ]);
    if (activeRecord(context)?.id !== record.id || signal.aborted) return failure(problem('cancelled'));

    if (details.ok) {
      readable = details.value.withoutSecrets;
      store.update({
        account: { details: details.value.details, homeUsers, loading: false, readAt: clock.now(), problem: null },
      });
      const name = details.value.details.title ?? details.value.details.username ?? record.name;
      await changeRecord(context, record.id, { name, confirmedAt: clock.now() });
    }
    if (listing.ok) await servers.take(activeRecord(context) ?? record, listing.value);
    if (details.ok && listing.ok) return done;
    return refreshFailed(details.ok ? null : details.problem, listing.ok ? null : listing.problem);
  }

  /** The names in a Plex Home are an extra: where they cannot be had, nobody is troubled with that. */
  async function readAccountAndHome(
    api: PlexApi,
    accountToken: string,
    signal: AbortSignal,
  ): Promise<readonly [Result<ReadAccount>, readonly HomeUser[]]> {
    const account = await api.readAccount(accountToken, signal);
    if (!account.ok || account.value.details.home !== true) return [account, []];
    const users = await api.listHomeUsers(accountToken, signal);
    return [account, users.ok ? users.value : []];
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
    const pause = pauseAskedFor();
    if (pause !== null) {
      announceProblem(store, pause);
      return failure(pause);
    }
    void revokeLeftOver();
    const outcome = await refreshing.run(record.id, readEverything);
    if (!outcome.ok) {
      // Given up from outside (cancelled, or out of time): nothing else has ended the "loading" yet.
      const { account, servers: shown } = store.get();
      store.update({ account: { ...account, loading: false }, servers: { ...shown, loading: false } });
      announceProblem(store, outcome.problem);
    }
    return outcome;
  }

  /** The pause Plex asked for, while it lasts. */
  function pauseAskedFor(): Problem | null {
    const { account, servers: shown } = store.get();
    const asked = [account.problem, shown.problem].find(
      (told) => told?.retryAt !== undefined && clock.now() < told.retryAt,
    );
    return asked ?? null;
  }

  /** Tries once more to end the tokens of accounts that were signed out while Plex could not be reached. */
  async function revokeLeftOver(): Promise<void> {
    const waiting = unrevoked;
    unrevoked = [];
    for (const entry of waiting) {
      if ((await (await context.loadPlex()).signOut(entry.accountToken)).ok)
        store.announce({ kind: 'revoked', name: entry.name });
      else unrevoked = [...unrevoked, entry];
    }
  }

  async function signOut(accountId: string | null): Promise<Result<null>> {
    const id = accountId ?? activeRecord(context)?.id;
    const record = usableRecords(context).find((candidate) => candidate.id === id);
    if (record === undefined) return failure(problem('not-signed-in'));
    const token = record.standing === 'signed-in' ? await vault.readToken(record.id) : null;

    // Gone here first: an outage must not keep a secret on this computer.
    const wasActive = activeRecord(context)?.id === record.id;
    if (wasActive) refreshing.cancel();
    await followers().forgotten(record.id);
    const forgotten = await vault.forgetAccount(record.id);
    if (wasActive) {
      await vault.setActive(usableRecords(context)[0]?.id ?? null);
      showKept();
      store.update({ signIn: { step: 'idle', problem: null } });
    } else {
      store.update({ accounts: usableRecords(context).map(summaryOf) });
    }

    const revoked = token?.ok === true && (await (await context.loadPlex()).signOut(token.value)).ok;
    if (token?.ok === true && !revoked) unrevoked = [...unrevoked, { name: record.name, accountToken: token.value }];
    store.announce({ kind: 'signed-out', name: record.name, revoked });
    if (!forgotten.ok) announceProblem(store, forgotten.problem);
    if (wasActive && isSignedIn(store.get())) void refresh();
    return forgotten;
  }

  async function switchTo(accountId: string): Promise<Result<null>> {
    const record = usableRecords(context).find(({ id }) => id === accountId);
    if (record === undefined) return failure(problem('not-signed-in'));
    if (activeRecord(context)?.id === accountId) return done;
    refreshing.cancel();
    const switched = await vault.setActive(accountId);
    showKept();
    store.announce({ kind: 'switched', name: record.label || record.name });
    if (!switched.ok) announceProblem(store, switched.problem);
    if (isSignedIn(store.get())) void refresh();
    return done;
  }

  async function label(accountId: string, text: string): Promise<Result<null>> {
    if (!usableRecords(context).some(({ id }) => id === accountId)) return failure(problem('not-signed-in'));
    await changeRecord(context, accountId, { label: text.trim() });
    return done;
  }

  /** Tells a problem and answers with it. */
  function refuse(told: Problem): Result<null> {
    announceProblem(store, told);
    return failure(told);
  }

  async function copyDetails(): Promise<Result<null>> {
    if (readable === null) {
      const refreshed = await refresh();
      if (readable === null) return refreshed.ok ? refuse(problem('not-signed-in')) : refreshed;
    }
    const copied = await context.lease.copyOpenly(JSON.stringify(readable, null, 2));
    if (!copied.ok) return refuse(copied.problem);
    store.update({ clipboard: { kind: 'nothing' } });
    store.announce({ kind: 'details-copied' });
    return done;
  }

  async function copyToken(): Promise<Result<null>> {
    const token = await readActiveToken(context);
    if (!token.ok) return refuse(token.problem);
    const { accountToken } = token.value;
    const copied = await copySecret(context, {
      what: 'account-token',
      text: accountToken,
      format: 'token',
      serverName: null,
      lastFour: accountToken.slice(-4),
    });
    return copied.ok ? copied : refuse(copied.problem);
  }

  return { showKept, keep, refresh, signOut, heed, switchTo, label, copyDetails, copyToken };
}
