/** Transient tokens: generated on a server, copied, checked, and remembered for this run. */

import { type Problem, problem } from '../../shared/problem.ts';
import { done, failure, type Result } from '../../shared/result.ts';
import type { CopyFormat } from '../../shared/settings.ts';
import type { TransientTokenSummary } from '../../shared/state.ts';
import type { PlexServer } from '../plex/servers.ts';
import type { Accounts } from './accounts.ts';
import { writeToken } from './copy-formats.ts';
import { copySecret } from './copying.ts';
import type { SessionContext } from './parts.ts';
import { activeRecord, serverMemory } from './records.ts';
import type { Servers } from './servers.ts';
import { createSingleFlight } from './single-flight.ts';
import { announceProblem, updateServer } from './state-store.ts';

/** The longest a transient token lives, in milliseconds (`docs/plex-api.md`, "Transient token"). */
const longestLife = 48 * 60 * 60 * 1000;

interface KeptToken {
  readonly accountId: string;
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
  const { store, clock } = context;
  const generating = createSingleFlight<null>(clock);
  const checking = createSingleFlight<null>(clock);
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
    accountId: string,
    signal: AbortSignal,
  ): Promise<Result<null>> {
    const found = await servers.find(serverId);
    if (!found.ok) return found;
    const server = found.value;
    store.update({ generatingFor: server.id });
    store.announce({ kind: 'generating', serverName: server.name });
    if (server.accessToken === null) return failure(problem('server-token-refused', { host: server.name }));

    const connection = await servers.connect(server, signal);
    if (!connection.ok) return connection;
    const api = await context.loadPlex();
    // The server itself knows its version best: plex.tv's list may be from before an update.
    const leaks = api.leaksPermanentToken(connection.value.version ?? server.version);
    const record = activeRecord(context);
    if (leaks && record !== null && !serverMemory(record, server.id).warningAccepted) {
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
      accountId,
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
    servers.dropConnection(server.id);
    if (code === 'server-token-refused') void accounts().refresh();
    else if (code !== 'rate-limited')
      updateServer(store, server.id, { connection: { kind: 'failed', problem: problem(code, { host: server.name }) } });
  }

  function copy({ token, serverUri, summary }: KeptToken, wanted: CopyFormat | null): Promise<Result<null>> {
    const { serverName, lastFour } = summary;
    const format = wanted ?? store.get().settings.copyFormat;
    const text = writeToken(format, token, serverUri);
    return copySecret(context, { what: 'transient-token', text, format, serverName, lastFour });
  }

  async function askWhetherAlive(entry: KeptToken, signal: AbortSignal): Promise<Result<null>> {
    const { serverId, serverName, lastFour } = entry.summary;
    const found = await servers.find(serverId);
    if (!found.ok) return found;
    const connection = await servers.connect(found.value, signal);
    if (!connection.ok) return connection;
    const api = await context.loadPlex();
    const answer = await api.checkTransientToken(connection.value, entry.token, found.value, signal);
    if (!answer.ok) return answer;
    noteCheck(entry.summary.id, { result: answer.value, at: clock.now() });
    store.announce({ kind: 'token-checked', serverName, lastFour, alive: answer.value === 'alive' });
    return done;
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
    cancel: () => {
      generating.cancel();
      checking.cancel();
    },
    generateAndCopy: async (serverId, format) => {
      const { activeAccountId, servers: shown, generatingProblem } = store.get();
      if (activeAccountId === null) return refuse(problem('not-signed-in'));
      const target = serverId ?? shown.chosenId;
      // Plex or the server asked for a pause: nothing is sent before it is over.
      const pause = generatingProblem?.serverId === target ? generatingProblem.problem : null;
      if (pause?.retryAt !== undefined && clock.now() < pause.retryAt) return refuse(pause);
      store.update({ generatingFor: target, generatingProblem: null });
      const key = `${activeAccountId} ${target ?? ''} ${format ?? ''}`;
      const outcome = await generating.run(key, (signal) => mint(serverId, format, activeAccountId, signal));
      // Another server's button was clicked meanwhile: that is what the state is about now.
      if (generating.isBusy()) return outcome;
      store.update({ generatingFor: null });
      if (outcome.ok) return outcome;
      if (outcome.problem.code !== 'cancelled') {
        store.update({ generatingProblem: { serverId: target, problem: outcome.problem } });
        if (needsDecision(outcome.problem)) context.desktop.showWindow();
      }
      return refuse(outcome.problem);
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
      const before = entry.summary.check;
      noteCheck(tokenId, { result: 'checking', at: before.at });
      const outcome = await checking.run(tokenId, (signal) => askWhetherAlive(entry, signal));
      if (outcome.ok) return outcome;
      noteCheck(tokenId, before.result === 'checking' ? { result: 'unchecked', at: null } : before);
      return refuse(outcome.problem);
    },
    forget: (tokenId) => {
      if (find(tokenId) === undefined) return refuse(problem('token-unknown'));
      kept = kept.filter(({ summary }) => summary.id !== tokenId);
      publish();
      return done;
    },
    forgetAll: async (accountId) => {
      generating.cancel();
      checking.cancel();
      kept = kept.filter((entry) => entry.accountId !== accountId);
      publish();
      const { clipboard } = store.get();
      if (context.offered.take() !== null) store.update({ clipboard: { kind: 'nothing' } });
      if (clipboard.kind === 'holding' && (await context.lease.clear()) !== 'not-cleared') {
        store.update({ clipboard: { kind: 'nothing' } });
      }
    },
    accountChanged: () => {
      generating.cancel();
      checking.cancel();
      publish();
      store.update({ generatingProblem: null });
    },
  };
}
