/** Transient tokens: generated on a server, copied, remembered for this run. */

import { type Problem, problem } from '../../shared/problem.ts';
import { done, failure, type Result } from '../../shared/result.ts';
import type { TransientTokenSummary } from '../../shared/state.ts';
import type { PlexServer } from '../plex/servers.ts';
import type { Accounts } from './accounts.ts';
import type { SessionContext } from './parts.ts';
import type { Servers } from './servers.ts';
import { createSingleFlight } from './single-flight.ts';
import { announceProblem, updateServer } from './state-store.ts';

/** The longest a transient token lives, in milliseconds (`docs/plex-api.md`, "Transient token"). */
const longestLife = 48 * 60 * 60 * 1000;

interface KeptToken {
  readonly accountId: string;
  readonly token: string;
  readonly summary: TransientTokenSummary;
}

export interface TransientTokens {
  /** Generates a token on a server, the chosen one where none is named, and copies it. */
  readonly generateAndCopy: (serverId: string | null) => Promise<Result<null>>;
  readonly cancel: () => void;
  /** Forgets the tokens of an account and takes ours off the clipboard. */
  readonly forgetAll: (accountId: string) => Promise<void>;
}

export function createTransientTokens(
  context: SessionContext,
  servers: Servers,
  accounts: () => Accounts,
): TransientTokens {
  const { store, clock } = context;
  const generating = createSingleFlight<null>(clock);
  let kept: readonly KeptToken[] = [];

  const publish = (): void => store.update({ tokens: kept.map(({ summary }) => summary) });

  /** The server meant, with its access token: from this run's list, which is read first where that has not happened yet. */
  async function findServer(serverId: string | null): Promise<Result<PlexServer>> {
    if (!servers.wasRead()) {
      const refreshed = await accounts().refresh();
      if (!refreshed.ok && !servers.wasRead()) return refreshed;
    }
    const id = serverId ?? store.get().servers.chosenId;
    if (id === null) return failure(problem('no-server-chosen'));
    const server = servers.listed(id);
    return server === null ? failure(problem('server-unknown')) : { ok: true, value: server };
  }

  async function mint(serverId: string | null, accountId: string, signal: AbortSignal): Promise<Result<null>> {
    const found = await findServer(serverId);
    if (!found.ok) return found;
    const server = found.value;
    store.update({ generatingFor: server.id });
    store.announce({ kind: 'generating', serverName: server.name });
    if (server.accessToken === null) return failure(problem('server-token-refused', { host: server.name }));

    const connection = await servers.connect(server, signal);
    if (!connection.ok) return connection;
    const api = await context.loadPlex();
    const minted = await api.mintTransientToken(connection.value, server.accessToken, server, signal);
    if (signal.aborted) return failure(problem('cancelled'));
    if (!minted.ok) {
      await learnFrom(server, minted.problem);
      return minted;
    }
    const token = minted.value;
    const at = clock.now();
    const summary: TransientTokenSummary = {
      id: context.randomUuid(),
      serverId: server.id,
      serverName: server.name,
      lastFour: token.slice(-4),
      mintedAt: at,
      endsAt: at + longestLife,
      check: { result: 'unchecked', at: null },
    };
    kept = [{ accountId, token, summary }, ...kept];
    publish();
    return copy(token, summary);
  }

  /** A failed request is not repeated by itself, but the next click should find what is new. */
  async function learnFrom(server: PlexServer, { code }: Problem): Promise<void> {
    servers.dropConnection(server.id);
    if (code === 'server-token-refused') void accounts().refresh();
    else
      updateServer(store, server.id, { connection: { kind: 'failed', problem: problem(code, { host: server.name }) } });
  }

  async function copy(token: string, { serverName, lastFour }: TransientTokenSummary): Promise<Result<null>> {
    const { clipboardSeconds, copyFormat } = store.get().settings;
    const lifetime = clipboardSeconds === 0 ? null : clipboardSeconds * 1000;
    const copied = await context.lease.copy(token, lifetime);
    if (!copied.ok) return copied;
    const copiedAt = clock.now();
    const clearsAt = lifetime === null ? null : copiedAt + lifetime;
    const what = 'transient-token';
    store.update({
      clipboard: { kind: 'holding', what, serverName, lastFour, format: copyFormat, copiedAt, clearsAt },
    });
    store.announce({ kind: 'copied', what, serverName, lastFour, clearsAt });
    return done;
  }

  return {
    cancel: generating.cancel,
    generateAndCopy: async (serverId) => {
      const { activeAccountId, servers: shown } = store.get();
      if (activeAccountId === null) {
        const told = problem('not-signed-in');
        announceProblem(store, told);
        return failure(told);
      }
      store.update({ generatingFor: serverId ?? shown.chosenId });
      const key = `${activeAccountId} ${serverId ?? shown.chosenId ?? ''}`;
      const outcome = await generating.run(key, (signal) => mint(serverId, activeAccountId, signal));
      store.update({ generatingFor: null });
      if (!outcome.ok) announceProblem(store, outcome.problem);
      return outcome;
    },
    forgetAll: async (accountId) => {
      generating.cancel();
      kept = kept.filter((token) => token.accountId !== accountId);
      publish();
      const { clipboard } = store.get();
      if (clipboard.kind === 'holding' && (await context.lease.clear()) !== 'not-cleared') {
        store.update({ clipboard: { kind: 'nothing' } });
      }
    },
  };
}
