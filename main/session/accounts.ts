/** The accounts kept here: shown, read anew, switched, labelled, and copied from. */

import { createHash } from 'node:crypto';
import { isSignedIn } from '../../shared/allowed-actions.ts';
import { endsTheSession, type Problem, problem } from '../../shared/problem.ts';
import { done, failure, type Result } from '../../shared/result.ts';
import type { AccountDetails, AccountState, HomeUser } from '../../shared/state.ts';
import type { ReadAccount } from '../plex/account.ts';
import type { PlexApi } from '../plex/api.ts';
import type { AccountRecord } from '../vault/vault.ts';
import { copySecret } from './copying.ts';
import type { SessionContext } from './parts.ts';
import { activeRecord, changeRecord, readActiveToken, summaryOf, usableRecords } from './records.ts';
import type { Servers } from './servers.ts';
import { announceProblem } from './state-store.ts';

const unread: AccountState = { details: null, homeUsers: [], loading: false, readAt: null, problem: null };

export interface Accounts {
  /** Shows what the vault has, without asking the keyring or the network anything. */
  readonly showKept: () => void;
  /** Takes over a token that the plex.tv at this address just gave out, and makes its account the one in use. */
  readonly keep: (plexTvUrl: string, accountToken: string, account: ReadAccount) => void;
  /** Waits until what was taken over is kept, wherever that is. */
  readonly settled: () => Promise<void>;
  /** Reads details and servers of the account in use. Joins a refresh under way. */
  readonly refresh: () => Promise<Result<null>>;
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

/** @param onChange another account came into use, or the one in use anew */
export function createAccounts(context: SessionContext, servers: Servers, onChange: () => void): Accounts {
  const { store, vault, clock, pauses } = context;
  const refreshing = context.singleFlight<null>();
  /** The last answer about the account in use, fit to be shown to anyone. */
  let readable: unknown = null;
  let written: Promise<void> = Promise.resolve();

  function showKept(): void {
    const record = activeRecord(context);
    refreshing.cancel();
    readable = null;
    store.update({
      accounts: usableRecords(context).map(summaryOf),
      activeAccountId: record?.id ?? null,
      account: unread,
      vault: vault.state(),
    });
    servers.show(record);
    onChange();
  }

  function keep(plexTvUrl: string, accountToken: string, account: ReadAccount): void {
    const { details, withoutSecrets } = account;
    const id = accountIdOf(plexTvUrl, details);
    const before = vault.records().find((record) => record.id === id);
    const record: AccountRecord = {
      id,
      plexTvUrl,
      name: details.title ?? details.username ?? details.email ?? '',
      label: before?.label ?? '',
      addedAt: before?.addedAt ?? clock.now(),
      confirmedAt: clock.now(),
      standing: 'signed-in',
      chosenServerId: before?.chosenServerId ?? null,
      servers: before?.servers ?? {},
    };
    // Usable at once; on disk as soon as the keyring has answered, which may wait for the user.
    const writing = vault.keepAccount(record, accountToken);
    const activating = vault.setActive(id);
    showKept();
    readable = withoutSecrets;
    store.update({ account: { ...unread, details, readAt: clock.now() } });
    store.announce({ kind: 'signed-in', name: record.name });
    written = Promise.all([written, writing, activating]).then(([, kept, activated]) => {
      store.update({ vault: vault.state() });
      const refused = kept.ok ? activated : kept;
      if (!refused.ok) announceProblem(store, refused.problem);
    });
  }

  async function heed(accountId: string, { code }: Problem): Promise<void> {
    if (endsTheSession(code)) await changeRecord(context, accountId, { standing: 'sign-in-needed' });
  }

  async function readEverything(record: AccountRecord, signal: AbortSignal): Promise<Result<null>> {
    const { account, servers: shown } = store.get();
    store.update({ account: { ...account, loading: true }, servers: { ...shown, loading: true } });
    const token = await readActiveToken(context);
    if (signal.aborted) return failure(problem('cancelled'));
    if (!token.ok) return refreshFailed(record, token.problem, token.problem);
    const { accountToken } = token.value;
    const api = await context.loadPlex(record.plexTvUrl);
    const [[details, homeUsers], listing] = await Promise.all([
      readAccountAndHome(api, accountToken, signal),
      api.listServers(accountToken, signal),
    ]);
    // Whoever gave this up has said so already; what comes now belongs to nobody.
    if (signal.aborted) return failure(problem('cancelled'));

    if (details.ok) {
      readable = details.value.withoutSecrets;
      store.update({
        account: { details: details.value.details, homeUsers, loading: false, readAt: clock.now(), problem: null },
      });
      const name = details.value.details.title ?? details.value.details.username ?? record.name;
      await changeRecord(context, record.id, { name, confirmedAt: clock.now() });
    }
    if (listing.ok) await servers.take(record.id, listing.value);
    if (details.ok && listing.ok) return done;
    return refreshFailed(record, details.ok ? null : details.problem, listing.ok ? null : listing.problem);
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

  async function refreshFailed(
    { id, plexTvUrl }: AccountRecord,
    ofAccount: Problem | null,
    ofServers: Problem | null,
  ): Promise<Result<null>> {
    const { account, servers: shown } = store.get();
    store.update({
      account: { ...account, loading: false, problem: ofAccount },
      servers: { ...shown, loading: false, problem: ofServers },
    });
    const told = pauses.note(plexTvUrl, ofAccount ?? ofServers ?? problem('unexpected'));
    await heed(id, told);
    return failure(told);
  }

  async function refresh(): Promise<Result<null>> {
    const record = activeRecord(context);
    if (record === null) return failure(problem('not-signed-in'));
    if (refreshing.isBusy(record.id)) return refreshing.run(record.id, async () => done);
    const pause = pauses.with(record.plexTvUrl);
    if (pause !== null) return refuse(pause);
    const outcome = await refreshing.run(record.id, (signal) => readEverything(record, signal));
    // Another account or another reading has taken over: what is shown is theirs.
    if (outcome.ok || refreshing.isBusy() || activeRecord(context)?.id !== record.id) return outcome;
    const { account, servers: shown } = store.get();
    // Out of time, or fallen over: nothing else has ended the "loading" yet.
    store.update({ account: { ...account, loading: false }, servers: { ...shown, loading: false } });
    return outcome.problem.code === 'cancelled' ? outcome : refuse(outcome.problem);
  }

  async function switchTo(accountId: string): Promise<Result<null>> {
    const record = usableRecords(context).find(({ id }) => id === accountId);
    if (record === undefined) return failure(problem('not-signed-in'));
    if (activeRecord(context)?.id === accountId) return done;
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
      accountId: token.value.record.id,
      what: 'account-token',
      text: accountToken,
      format: 'token',
      serverName: null,
      lastFour: accountToken.slice(-4),
    });
    return copied.ok ? copied : refuse(copied.problem);
  }

  return { showKept, keep, settled: () => written, refresh, heed, switchTo, label, copyDetails, copyToken };
}

/** An account's id here: the same person has one at each plex.tv, and neither may take the other's place. */
function accountIdOf(plexTvUrl: string, { uuid, plexId }: AccountDetails): string {
  return createHash('sha256')
    .update(`${plexTvUrl}\n${uuid ?? plexId}`)
    .digest('hex')
    .slice(0, 32);
}
