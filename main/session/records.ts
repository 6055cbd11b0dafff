/** Account records in the vault, and how the state shows them. */

import { problem } from '../../shared/problem.ts';
import { failure, type Result, success } from '../../shared/result.ts';
import type { AccountSummary, ServerSummary } from '../../shared/state.ts';
import type { PlexServer } from '../plex/servers.ts';
import type { AccountRecord, ServerMemory } from '../vault/vault.ts';
import type { SessionContext } from './parts.ts';
import { announceProblem, updateAccount, updateServer } from './state-store.ts';

/** An account as the state shows it. */
export function summaryOf(record: AccountRecord): AccountSummary {
  const { id, name, label, standing, confirmedAt } = record;
  return { id, name, label, standing, confirmedAt };
}

/** What is remembered of a server nobody has used yet. */
export const unknownServer: ServerMemory = {
  listing: null,
  uri: null,
  manualUris: [],
  plainHttpAllowed: false,
  warningAccepted: false,
};

/** A server from its listing at plex.tv, or from what was remembered of that. */
export function serverSummary(
  server: Pick<PlexServer, 'id' | 'name' | 'version' | 'platform' | 'owned' | 'ownerName' | 'online' | 'lastSeenAt'>,
  memory: ServerMemory,
  judgement: Pick<ServerSummary, 'leaksPermanentToken' | 'sourceObstacle'>,
): ServerSummary {
  const { id, name, version, platform, owned, ownerName, online, lastSeenAt } = server;
  return {
    id,
    name,
    version,
    platform,
    owned,
    ownerName,
    online,
    lastSeenAt,
    connection: { kind: 'not-tried' },
    ...judgement,
    ...shownMemory(memory),
  };
}

/** What the state shows of what is remembered of a server. */
function shownMemory({
  warningAccepted,
  plainHttpAllowed,
  manualUris,
}: ServerMemory): Pick<ServerSummary, 'warningAccepted' | 'plainHttpAllowed' | 'manualAddresses'> {
  return { warningAccepted, plainHttpAllowed, manualAddresses: manualUris };
}

/** The accounts of the plex.tv in use: a token is never sent to another than the one that gave it out. */
export function usableRecords({ vault, plexTv }: SessionContext): readonly AccountRecord[] {
  const { url } = plexTv();
  return vault.records().filter((record) => record.plexTvUrl === url);
}

/** The record of the account in use: the last one used or, where that belongs to another plex.tv, the first one here. */
export function activeRecord(context: SessionContext): AccountRecord | null {
  const id = context.vault.activeAccountId();
  const usable = usableRecords(context);
  return usable.find((record) => record.id === id) ?? usable[0] ?? null;
}

/** The token of the account in use, decrypted now if it was not before. */
export async function readActiveToken(
  context: SessionContext,
): Promise<Result<{ readonly record: AccountRecord; readonly accountToken: string }>> {
  const record = activeRecord(context);
  if (record === null) return failure(problem('not-signed-in'));
  if (record.standing !== 'signed-in') return failure(problem('account-token-dead'));
  const token = await context.vault.readToken(record.id);
  context.store.update({ vault: context.vault.state() });
  // Shown, but not written down: a keyring that cannot open it today may come back.
  const unreadable = !token.ok && token.problem.code === 'secret-unreadable';
  updateAccount(context.store, record.id, unreadable ? { standing: 'sign-in-needed' } : summaryOf(record));
  return token.ok ? success({ record, accountToken: token.value }) : token;
}

/** Changes an account's record, on disk where it is kept there and in the state. */
export async function changeRecord(
  context: SessionContext,
  accountId: string,
  change: Partial<Omit<AccountRecord, 'id'>>,
): Promise<void> {
  const record = context.vault.records().find((candidate) => candidate.id === accountId);
  if (record === undefined) return;
  const changed = { ...record, ...change };
  const saved = await context.vault.updateRecord(changed);
  updateAccount(context.store, accountId, summaryOf(changed));
  if (saved.ok) return;
  context.store.update({ vault: context.vault.state() });
  announceProblem(context.store, saved.problem);
}

/** What is remembered of a server of an account. */
export function serverMemory(record: AccountRecord, serverId: string): ServerMemory {
  return record.servers[serverId] ?? unknownServer;
}

/** Changes what is remembered of a server of the account in use. */
export async function changeServerMemory(
  context: SessionContext,
  accountId: string,
  serverId: string,
  change: Partial<ServerMemory>,
): Promise<void> {
  const record = context.vault.records().find((candidate) => candidate.id === accountId);
  if (record === undefined) return;
  const memory = { ...serverMemory(record, serverId), ...change };
  await changeRecord(context, accountId, { servers: { ...record.servers, [serverId]: memory } });
  updateServer(context.store, serverId, shownMemory(memory));
}
