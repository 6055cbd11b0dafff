/** Transient tokens: generated on a server, copied, checked, and remembered for this run. */

import { type Problem, problem } from '../../shared/problem.ts';
import { done, failure, type Result } from '../../shared/result.ts';
import type { CopyFormat } from '../../shared/settings.ts';
import type { TransientTokenSummary } from '../../shared/state.ts';
import type { PlexServer } from '../plex/servers.ts';
import type { AccountRecord } from '../vault/vault.ts';
import type { Accounts } from './accounts.ts';
import { writeToken } from './copy-formats.ts';
import { copySecret } from './copying.ts';
import type { SessionContext } from './parts.ts';
import { activeRecord, serverMemory } from './records.ts';
import type { Servers } from './servers.ts';
import { announceProblem, updateServer } from './state-store.ts';

/** The longest a transient token lives, in milliseconds (`docs/plex-api.md`, "Transient token"). */
const longestLife = 48 * 60 * 60 * 1000;

/** Problems that say nothing of the way to a server: it was reached. */
const isVerdict: ReadonlySet<Problem['code']> = new Set<Problem['code']>([
  'server-token-refused',
  'not-allowed',
  'rate-limited',
]);

interface KeptToken {
  readonly accountId: string;
  readonly plexTvUrl: string;
  readonly token: string;
  /** Origin of the server at which the token was made. */
  readonly serverUri: string;
  readonly summary: TransientTokenSummary;
}

export interface TransientTokens {
  /** Generates a token on a server, the chosen one where none is named, and copies it. */
  readonly generateAndCopy: (serverId: string | null, format: CopyFormat | null) => Promise<Result<null>>;
  readonly cancel: () => void;
  readonly copyAgain: (tokenId: string, format: CopyFormat | null) => Promise<Result<null>>;
  /** Asks the server whether a token still lives; an outage leaves what was known. */
  readonly check: (tokenId: string) => Promise<Result<null>>;
  readonly forget: (tokenId: string) => Result<null>;
  /** Forgets the tokens of an account and takes ours off the clipboard. */
  readonly forgetAll: (accountId: string) => Promise<void>;
  /** Another account is in use: gives up what was going on for the former one, and shows this one's tokens. */
  readonly accountChanged: () => void;
}

export function createTransientTokens(
  context: SessionContext,
  servers: Servers,
  accounts: () => Accounts,
): TransientTokens {
  const { store, clock, pauses } = context;
  const generating = context.singleFlight<null>();
  const checking = context.singleFlight<null>();
  let kept: readonly KeptToken[] = [];

  /** Shows the tokens of the account in use only. */
  function publish(): void {
    const { activeAccountId } = store.get();
    store.update({
      tokens: kept.filter(({ accountId }) => accountId === activeAccountId).map(({ summary }) => summary),
    });
  }

  const find = (tokenId: string): KeptToken | undefined => {
    const { activeAccountId } = store.get();
    return kept.find(({ accountId, summary }) => accountId === activeAccountId && summary.id === tokenId);
  };

  function noteCheck(tokenId: string, check: TransientTokenSummary['check']): void {
    kept = kept.map((entry) =>
      entry.summary.id === tokenId ? { ...entry, summary: { ...entry.summary, check } } : entry,
    );
    publish();
  }

  async function mint(
    serverId: string | null,
    format: CopyFormat | null,
    record: AccountRecord,
    signal: AbortSignal,
  ): Promise<Result<null>> {
    const found = await servers.find(serverId);
    if (signal.aborted) return failure(problem('cancelled'));
    if (!found.ok) return found;
    const server = found.value;
    store.update({ generatingFor: server.id });
    store.announce({ kind: 'generating', serverName: server.name });
    if (server.accessToken === null) return failure(problem('server-token-refused', { host: server.name }));

    const connection = await servers.connect(server, signal);
    if (!connection.ok) return connection;
    const api = await context.loadPlex(record.plexTvUrl);
    // The server itself knows its version best: plex.tv's list may be from before an update.
    const leaks = api.leaksPermanentToken(connection.value.version ?? server.version);
    const latest = activeRecord(context) ?? record;
    if (leaks && !serverMemory(latest, server.id).warningAccepted) {
      return failure(problem('permanent-token-risk', { host: server.name }));
    }
    const minted = await api.mintTransientToken(connection.value, server.accessToken, server, signal);
    if (signal.aborted) return failure(problem('cancelled'));
    if (!minted.ok) {
      learnFrom(server, minted.problem);
      return minted;
    }
    const at = clock.now();
    const entry: KeptToken = {
      accountId: record.id,
      plexTvUrl: record.plexTvUrl,
      token: minted.value,
      serverUri: connection.value.uri,
      summary: {
        id: context.randomUuid(),
        serverId: server.id,
        serverName: server.name,
        lastFour: minted.value.slice(-4),
        mintedAt: at,
        endsAt: at + longestLife,
        check: { result: 'unchecked', at: null },
      },
    };
    kept = [entry, ...kept];
    publish();
    return copy(entry, format);
  }

  /** A failed request is not repeated by itself, but the next click should find what is new. */
  function learnFrom(server: PlexServer, { code }: Problem): void {
    if (code === 'server-token-refused') void accounts().refresh();
    // The server was reached, and has spoken.
    if (isVerdict.has(code)) return;
    servers.dropConnection(server.id);
    updateServer(store, server.id, { connection: { kind: 'failed', problem: problem(code, { host: server.name }) } });
  }

  function copy({ accountId, token, serverUri, summary }: KeptToken, wanted: CopyFormat | null): Promise<Result<null>> {
    const { serverName, lastFour } = summary;
    const format = wanted ?? store.get().settings.copyFormat;
    const text = writeToken(format, token, serverUri);
    return copySecret(context, { accountId, what: 'transient-token', text, format, serverName, lastFour });
  }

  async function askWhetherAlive(entry: KeptToken, signal: AbortSignal): Promise<Result<null>> {
    const { serverId, serverName, lastFour } = entry.summary;
    const found = await servers.find(serverId);
    if (signal.aborted) return failure(problem('cancelled'));
    if (!found.ok) return found;
    const connection = await servers.connect(found.value, signal);
    if (!connection.ok) return connection;
    const api = await context.loadPlex(entry.plexTvUrl);
    const answer = await api.checkTransientToken(connection.value, entry.token, found.value, signal);
    if (!answer.ok) return answer;
    noteCheck(entry.summary.id, { result: answer.value, at: clock.now() });
    store.announce({ kind: 'token-checked', serverName, lastFour, alive: answer.value === 'alive' });
    return done;
  }

  function giveUp(): void {
    generating.cancel();
    checking.cancel();
  }

  /** Decisions only a person can take need the window, wherever the click came from. */
  const needsDecision = ({ code }: Problem): boolean =>
    code === 'permanent-token-risk' || code === 'plain-http-needs-consent';

  /** Tells a problem and answers with it. */
  function refuse(told: Problem): Result<null> {
    announceProblem(store, told);
    return failure(told);
  }

  return {
    cancel: giveUp,
    generateAndCopy: async (serverId, format) => {
      const record = activeRecord(context);
      if (record === null) return refuse(problem('not-signed-in'));
      const target = serverId ?? store.get().servers.chosenId;
      const key = `${record.id} ${target ?? ''} ${format ?? ''}`;
      const ask = (signal: AbortSignal): Promise<Result<null>> => mint(serverId, format, record, signal);
      // One of many clicks: the first one tells what came of it.
      if (generating.isBusy(key)) return generating.run(key, ask);
      const pause = target === null ? null : pauses.with(target);
      if (pause !== null) {
        store.update({ generatingProblem: { serverId: target, problem: pause } });
        return refuse(pause);
      }
      store.update({ generatingFor: target, generatingProblem: null });
      const outcome = await generating.run(key, ask);
      // Another server's button was clicked meanwhile: that is what the state is about now.
      if (generating.isBusy()) return outcome;
      store.update({ generatingFor: null });
      if (outcome.ok) return outcome;
      const told = target === null ? outcome.problem : pauses.note(target, outcome.problem);
      // For whom it was is no longer there to be told.
      if (activeRecord(context)?.id !== record.id) return outcome;
      if (told.code !== 'cancelled') {
        store.update({ generatingProblem: { serverId: target, problem: told } });
        if (needsDecision(told)) context.desktop.showWindow();
      }
      return refuse(told);
    },
    copyAgain: async (tokenId, format) => {
      const entry = find(tokenId);
      if (entry === undefined) return refuse(problem('token-unknown'));
      const copied = await copy(entry, format);
      return copied.ok ? copied : refuse(copied.problem);
    },
    check: async (tokenId) => {
      const entry = find(tokenId);
      if (entry === undefined) return refuse(problem('token-unknown'));
      const ask = (signal: AbortSignal): Promise<Result<null>> => askWhetherAlive(entry, signal);
      if (checking.isBusy(tokenId)) return checking.run(tokenId, ask);
      const before = entry.summary.check;
      noteCheck(tokenId, { result: 'checking', at: before.at });
      const outcome = await checking.run(tokenId, ask);
      if (outcome.ok) return outcome;
      noteCheck(tokenId, before);
      return refuse(outcome.problem);
    },
    forget: (tokenId) => {
      if (find(tokenId) === undefined) return refuse(problem('token-unknown'));
      kept = kept.filter(({ summary }) => summary.id !== tokenId);
      publish();
      return done;
    },
    forgetAll: async (accountId) => {
      if (store.get().activeAccountId === accountId) giveUp();
      kept = kept.filter((entry) => entry.accountId !== accountId);
      publish();
      const { clipboard } = store.get();
      if (clipboard.kind === 'nothing' || clipboard.accountId !== accountId) return;
      context.offered.take();
      if ((await context.lease.clear()) !== 'not-cleared') store.update({ clipboard: { kind: 'nothing' } });
    },
    accountChanged: () => {
      giveUp();
      publish();
      store.update({ generatingFor: null, generatingProblem: null });
    },
  };
}
