/** Finds a way to a server: all its addresses at once, the best that answers wins. */

import { type Problem, type ProblemCode, problem } from '../../shared/problem.ts';
import { failure, type Result } from '../../shared/result.ts';
import type { ConnectionKind } from '../../shared/state.ts';
import { askableOrigin, isLoopback, isPrivateNetwork } from './addresses.ts';
import { hostOf, type Plex } from './http.ts';
import { readIdentity } from './identity.ts';
import type { PlexServer } from './servers.ts';

/** An address that has proven to be the server. */
export interface ServerConnection {
  /** Origin. */
  readonly uri: string;
  readonly way: ConnectionKind;
  readonly secure: boolean;
  readonly host: string;
  readonly latencyMs: number;
  readonly version: string | null;
  /** The IP address behind a plex.direct name, for when it cannot be looked up. */
  readonly publishedAddress: string | undefined;
}

export interface ConnectOptions {
  /** The address that won last time. */
  readonly rememberedUri?: string;
  /** Addresses the user typed. */
  readonly manualUris?: readonly string[];
  /** The user agreed to plain http on private networks, for this server. */
  readonly allowPlainHttp: boolean;
}

interface Candidate {
  readonly uri: string;
  readonly way: ConnectionKind;
  readonly secure: boolean;
  readonly publishedAddress: string | undefined;
}

/** The order of preference: https before http; what the user typed, local, remote, relay. Lower is better. */
const ranks: Readonly<Record<ConnectionKind, number>> = { manual: 0, local: 1, remote: 2, relay: 6 };
const plainHttpRank = 3;
const rankOf = ({ way, secure }: Candidate): number => ranks[way] + (secure ? 0 : plainHttpRank);

/** How long a winner waits for a better address to answer after all, in milliseconds; a relay waits longer: it is slow for good. */
const graceForBetter = 25;
const graceForRelay = 1_500;

/**
 * Asks all of a server's addresses at once who they are and takes the best that is the right machine. Plain http:
 * always on this computer, on private networks only with the user's consent, elsewhere never. No token is sent.
 */
export async function connectToServer(
  plex: Plex,
  server: PlexServer,
  options: ConnectOptions,
  signal?: AbortSignal,
): Promise<Result<ServerConnection>> {
  const all = candidatesOf(server, options);
  const open = all.filter((candidate) => candidate.secure || mayUsePlainHttp(candidate.uri, options.allowPlainHttp));
  const needsConsent = all.some((candidate) => !open.includes(candidate));
  const outcome = await race(plex, server, open, options.rememberedUri, signal);
  if (outcome.ok || outcome.problem.code === 'cancelled') return outcome;
  if (needsConsent && outcome.problem.code !== 'server-is-another-machine') {
    return failure(problem('plain-http-needs-consent', { host: server.name }));
  }
  return outcome;
}

function candidatesOf(server: PlexServer, options: ConnectOptions): readonly Candidate[] {
  const published = server.connections.map(
    ({ uri, protocol, address, local, relay }): Candidate => ({
      uri,
      secure: protocol === 'https',
      way: relay ? 'relay' : local ? 'local' : 'remote',
      publishedAddress: new URL(uri).hostname.endsWith('.plex.direct') ? address : undefined,
    }),
  );
  const manual = (options.manualUris ?? []).flatMap((address): readonly Candidate[] => {
    const uri = askableOrigin(address);
    return uri === null ? [] : [{ uri, secure: uri.startsWith('https:'), way: 'manual', publishedAddress: undefined }];
  });
  // The same address listed twice is asked once, under its better name.
  const byUri = new Map([...manual, ...published].reverse().map((candidate) => [candidate.uri, candidate]));
  return [...byUri.values()]
    .filter(({ uri, secure }) => secure || isLoopback(new URL(uri).hostname) || isPrivateNetwork(new URL(uri).hostname))
    .sort((one, other) => rankOf(one) - rankOf(other));
}

function mayUsePlainHttp(uri: string, allowed: boolean): boolean {
  return isLoopback(new URL(uri).hostname) || allowed;
}

/** Runs the race. The remembered winner counts as the best: if it answers, nobody waits for another. */
function race(
  plex: Plex,
  server: PlexServer,
  candidates: readonly Candidate[],
  rememberedUri: string | undefined,
  signal: AbortSignal | undefined,
): Promise<Result<ServerConnection>> {
  const losers = new AbortController();
  const rank = (candidate: Candidate): number => (candidate.uri === rememberedUri ? -1 : rankOf(candidate));

  return new Promise((resolve) => {
    const pending = new Set(candidates);
    const problems: Problem[] = [];
    let best: { readonly candidate: Candidate; readonly connection: ServerConnection } | null = null;
    let stopGrace: () => void = () => undefined;

    const finish = (outcome: Result<ServerConnection>): void => {
      stopGrace();
      signal?.removeEventListener('abort', onCancel);
      // Frees the sockets of everyone still running.
      losers.abort();
      resolve(outcome);
    };
    const onCancel = (): void => finish(failure(problem('cancelled')));
    if (signal?.aborted) {
      onCancel();
      return;
    }
    signal?.addEventListener('abort', onCancel, { once: true });

    const consider = (): void => {
      if (best === null) {
        if (pending.size === 0) finish(failure(worstProblem(server, problems)));
        return;
      }
      const winner = best;
      const better = [...pending].some((candidate) => rank(candidate) < rank(winner.candidate));
      if (!better) {
        finish({ ok: true, value: winner.connection });
        return;
      }
      stopGrace();
      const grace = winner.candidate.way === 'relay' ? graceForRelay : graceForBetter;
      stopGrace = plex.clock.after(grace, () => finish({ ok: true, value: winner.connection }));
    };

    for (const candidate of candidates) {
      const startedAt = plex.clock.now();
      void readIdentity(plex, { ...candidate, host: server.name }, losers.signal).then((answer) => {
        if (losers.signal.aborted) return;
        pending.delete(candidate);
        if (!answer.ok) problems.push(answer.problem);
        else if (answer.value.machineIdentifier !== server.id)
          problems.push(problem('server-is-another-machine', { host: server.name }));
        else if (!answer.value.claimed) problems.push(problem('server-unclaimed', { host: server.name }));
        else if (best === null || rank(candidate) < rank(best.candidate)) {
          const { uri, way, secure, publishedAddress } = candidate;
          const latencyMs = Math.max(0, plex.clock.now() - startedAt);
          const { version } = answer.value;
          best = {
            candidate,
            connection: { uri, way, secure, host: hostOf(uri), latencyMs, version, publishedAddress },
          };
        }
        consider();
      });
    }
    consider();
  });
}

/** Problems that tell more than "no answer", most telling first. */
const telling: readonly ProblemCode[] = [
  'server-is-another-machine',
  'server-unclaimed',
  'certificate-expired',
  'clock-wrong',
  'offline',
  'certificate-not-trusted',
  'redirected',
  'login-page-answered',
  'server-failing',
  'proxy-refused',
  'port-blocked',
];

/** What to say when no address was the server. */
function worstProblem(server: PlexServer, problems: readonly Problem[]): Problem {
  for (const code of telling) {
    const found = problems.find((candidate) => candidate.code === code);
    if (found !== undefined) return { ...found, host: server.name };
  }
  return server.online
    ? problem('server-not-reachable', { host: server.name })
    : problem('server-offline', { host: server.name, since: server.lastSeenAt ?? undefined });
}

/** Checks a server address typed by hand: https anywhere, http on private networks. Answers its origin. */
export function checkManualAddress(text: string): Result<string> {
  const typed = text.trim();
  const uri = askableOrigin(/^[a-z]+:\/\//iu.test(typed) ? typed : `https://${typed}`);
  if (uri === null) return failure(problem('address-not-allowed'));
  const { protocol, hostname } = new URL(uri);
  const allowed = protocol === 'https:' || isLoopback(hostname) || isPrivateNetwork(hostname);
  return allowed ? { ok: true, value: uri } : failure(problem('address-not-allowed'));
}
