/** A source's connections, as one of the user's servers tells them, and the token that comes with them. */

import { problem } from '../../shared/problem.ts';
import { done, failure, type Result } from '../../shared/result.ts';
import type { SourceState } from '../../shared/state.ts';
import { copySecret } from './copying.ts';
import type { SessionContext } from './parts.ts';
import { activeRecord } from './records.ts';
import type { Servers } from './servers.ts';
import { announceProblem } from './state-store.ts';

const nothing: SourceState = { asking: false, problem: null, answer: null };

export interface SourceConnections {
  /** Asks a server. Problems: `source-malformed`, `source-needs-owner`, `source-server-too-old`, `source-unknown` and those of the way there. */
  readonly read: (asked: SourceQuestion) => Promise<Result<null>>;
  readonly copyToken: () => Promise<Result<null>>;
  readonly cancel: () => void;
  /** Forgets the answer and its token. */
  readonly forget: () => void;
}

export interface SourceQuestion {
  readonly serverId: string;
  readonly source: string;
  /** Makes the server ask anew instead of answering from memory. */
  readonly refresh: boolean;
}

export function createSourceConnections(context: SessionContext, servers: Servers): SourceConnections {
  const { store } = context;
  const asking = context.singleFlight<null>();
  let token: string | null = null;

  async function ask({ serverId, source, refresh }: SourceQuestion, signal: AbortSignal): Promise<Result<null>> {
    const record = activeRecord(context);
    if (record === null) return failure(problem('not-signed-in'));
    const api = await context.loadPlex(record.plexTvUrl);
    // What was mistyped is told before any address is tried.
    const parsed = api.parseSource(source);
    if (!parsed.ok) return parsed;
    const found = await servers.find(serverId);
    if (signal.aborted) return failure(problem('cancelled'));
    if (!found.ok) return found;
    const server = found.value;
    const obstacle = api.sourceObstacle(server);
    if (obstacle !== null) return failure(obstacle);
    if (server.accessToken === null) return failure(problem('server-token-refused', { host: server.name }));
    const connection = await servers.connect(server, signal);
    if (!connection.ok) return connection;
    const question = { source: parsed.value, refresh };
    const answer = await api.readSourceConnections(connection.value, server.accessToken, question, server, signal);
    if (signal.aborted) return failure(problem('cancelled'));
    if (!answer.ok) return answer;
    const { name, id, accessToken, connections } = answer.value;
    token = accessToken;
    const tokenLastFour = accessToken?.slice(-4) ?? null;
    store.update({
      source: {
        asking: false,
        problem: null,
        answer: { source: parsed.value, serverName: server.name, name, id, tokenLastFour, connections },
      },
    });
    store.announce({ kind: 'source-read', name, connections: connections.length });
    return done;
  }

  return {
    read: async (question) => {
      token = null;
      store.update({ source: { ...nothing, asking: true } });
      const key = `${question.serverId} ${question.source} ${question.refresh}`;
      const outcome = await asking.run(key, (signal) => ask(question, signal));
      if (outcome.ok || asking.isBusy()) return outcome;
      const told = outcome.problem.code === 'cancelled' ? null : outcome.problem;
      store.update({ source: { ...nothing, problem: told } });
      announceProblem(store, outcome.problem);
      return outcome;
    },
    copyToken: async () => {
      const { answer } = store.get().source;
      if (token === null || answer === null) {
        const told = problem('token-unknown');
        announceProblem(store, told);
        return failure(told);
      }
      const copied = await copySecret(context, {
        accountId: store.get().activeAccountId ?? '',
        what: 'source-token',
        text: token,
        format: 'token',
        serverName: answer.name,
        lastFour: token.slice(-4),
      });
      if (!copied.ok) announceProblem(store, copied.problem);
      return copied;
    },
    cancel: asking.cancel,
    forget: () => {
      asking.cancel();
      token = null;
      store.update({ source: nothing });
    },
  };
}
