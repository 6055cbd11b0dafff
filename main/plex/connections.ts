/** Finds a way to a server: all its addresses at once, the best that answers wins. */

import { setMaxListeners } from 'node:events';
import { isIP } from 'node:net';
import { type Problem, type ProblemCode, problem } from '../../shared/problem.ts';
import { failure, type Result } from '../../shared/result.ts';
import type { ConnectionKind } from '../../shared/state.ts';
import { askableOrigin, isForbidden, isLoopback, isPrivateNetwork } from './addresses.ts';
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

/** An address to ask, in its order of preference. */
interface Candidate {
  readonly uri: string;
  readonly way: ConnectionKind;
  readonly secure: boolean;
  readonly publishedAddress: string | undefined;
  /** Lower is better. */
  readonly rank: number;
  /** How long its answer waits for a better address to answer after all, in milliseconds. */
  readonly grace: number;
}

/** What a server publishes and the user typed, before it is ranked. */
type Address = Omit<Candidate, 'rank' | 'grace'>;

/** The order of preference where nobody can listen; the last one's way over plain http comes after all of them. */
const order: readonly ConnectionKind[] = ['manual', 'local', 'remote', 'relay'];

/** A relay is slow for good, so it waits longer for a direct address than those do for a better one. */
const usualGrace = 10;
const relayGrace = 1_500;

/** Most addresses asked at once: more than any server has, fewer than a network stack has sockets. */
const mostCandidates = 150;

/**
 * Asks all of a server's addresses at once who they are and takes the best that is the right machine
 * (`docs/plex-api.md`, "Connection choice"). Plain http: always on this computer, on private networks only with the
 * user's consent, elsewhere never; not one byte goes there before. No token is sent.
 */
export async function connectToServer(
  plex: Plex,
  server: PlexServer,
  options: ConnectOptions,
  signal?: AbortSignal,
): Promise<Result<ServerConnection>> {
  const all = addressesOf(server, options);
  const open = all.filter((address) => cannotBeOverheard(address) || options.allowPlainHttp);
  const outcome = await race(plex, server, ranked(open, options.rememberedUri), signal);
  // Only where nobody answered: a broken certificate must not lead anyone to give up encryption.
  const silent = !outcome.ok && nobodyAnswered.has(outcome.problem.code);
  return silent && open.length < all.length
    ? failure(problem('plain-http-needs-consent', { host: server.name }))
    : outcome;
}

function addressesOf(server: PlexServer, options: ConnectOptions): readonly Address[] {
  const published = server.connections
    .filter(({ protocol }) => protocol === 'https' || !server.httpsRequired)
    .map(
      ({ uri, protocol, address, local, relay }): Address => ({
        uri,
        secure: protocol === 'https',
        way: relay ? 'relay' : local ? 'local' : 'remote',
        publishedAddress: publishedAddressOf(uri, address),
      }),
    );
  const manual = (options.manualUris ?? []).flatMap((typed): readonly Address[] => {
    const uri = askableOrigin(typed);
    return uri === null ? [] : [{ uri, secure: uri.startsWith('https:'), way: 'manual', publishedAddress: undefined }];
  });
  return [...manual, ...published].filter(
    (address) => cannotBeOverheard(address) || isPrivateNetwork(new URL(address.uri).hostname),
  );
}

/** The IP address to use where a plex.direct name cannot be looked up (`docs/plex-api.md`, "plex.direct"). */
function publishedAddressOf(uri: string, address: string): string | undefined {
  const isName = new URL(uri).hostname.endsWith('.plex.direct');
  return isName && isIP(address) !== 0 && !isForbidden(address) ? address : undefined;
}

const cannotBeOverheard = ({ uri, secure }: Address): boolean => secure || isLoopback(new URL(uri).hostname);

/** Best first. An address listed twice is asked once, as the better of the two. */
function ranked(addresses: readonly Address[], rememberedUri: string | undefined): readonly Candidate[] {
  const candidates = addresses
    .map((address): Candidate => {
      const remembered = address.uri === rememberedUri;
      const place = order.indexOf(address.way) + (cannotBeOverheard(address) ? 0 : order.length);
      // The last winner is taken as soon as it answers; one over a relay or plain http only among its own kind, or
      // nobody would ever get back to a better way.
      const isBest = remembered && cannotBeOverheard(address) && address.way !== 'relay';
      return {
        ...address,
        rank: isBest ? -1 : place - (remembered ? 0.5 : 0),
        grace: address.way === 'relay' && !remembered ? relayGrace : usualGrace,
      };
    })
    .sort((one, other) => one.rank - other.rank);
  const byUri = new Map(candidates.toReversed().map((candidate) => [candidate.uri, candidate]));
  return candidates.filter((candidate) => byUri.get(candidate.uri) === candidate).slice(0, mostCandidates);
}

/**
 * Runs the race. It ends with the first answer of the best who are still in it, or when the grace of an answer is over,
 * counted from that answer, whoever answers or fails meanwhile.
 */
function race(
  plex: Plex,
  server: PlexServer,
  candidates: readonly Candidate[],
  signal: AbortSignal | undefined,
): Promise<Result<ServerConnection>> {
  const losers = new AbortController();
  // One listener for each address is no leak.
  setMaxListeners(0, losers.signal);
  return new Promise((resolve) => {
    const pending = new Set(candidates);
    const problems: Problem[] = [];
    let best: { readonly candidate: Candidate; readonly connection: ServerConnection } | null = null;
    const graces: (() => void)[] = [];

    const finish = (outcome: Result<ServerConnection>): void => {
      for (const stop of graces) stop();
      signal?.removeEventListener('abort', onCancel);
      // Frees the sockets of everyone still running.
      losers.abort();
      resolve(outcome);
    };
    const onCancel = (): void => finish(failure(problem('cancelled')));
    const finishWithBest = (): void => {
      if (best !== null) finish({ ok: true, value: best.connection });
    };
    const consider = (): void => {
      const leader = best?.candidate;
      if (leader === undefined) {
        if (pending.size === 0) finish(failure(worstProblem(server, problems)));
      } else if (![...pending].some(({ rank }) => rank < leader.rank)) finishWithBest();
    };
    const take = (candidate: Candidate, connection: ServerConnection): void => {
      if (best !== null && best.candidate.rank <= candidate.rank) return;
      best = { candidate, connection };
      graces.push(plex.clock.after(candidate.grace, finishWithBest));
    };

    if (signal?.aborted) {
      onCancel();
      return;
    }
    signal?.addEventListener('abort', onCancel, { once: true });
    void inTurns(startingOrder(candidates), losers.signal, (candidate) => {
      void prove(plex, server, candidate, losers.signal).then((outcome) => {
        if (losers.signal.aborted) return;
        pending.delete(candidate);
        if (outcome.ok) take(candidate, outcome.value);
        else problems.push(outcome.problem);
        consider();
      });
    });
    consider();
  });
}

/** The kinds in turns, best first: fifty dead local addresses must not hold up the first remote one. */
function startingOrder(candidates: readonly Candidate[]): readonly Candidate[] {
  const seen = new Map<string, number>();
  const turns = candidates.map((candidate) => {
    const kind = `${candidate.way} ${candidate.secure}`;
    const turn = seen.get(kind) ?? 0;
    seen.set(kind, turn + 1);
    return { candidate, turn };
  });
  return turns.sort((one, other) => one.turn - other.turn).map(({ candidate }) => candidate);
}

/** How many requests are begun before answers that came meanwhile are looked at. */
const begunAtOnce = 8;

async function inTurns(
  candidates: readonly Candidate[],
  over: AbortSignal,
  begin: (candidate: Candidate) => void,
): Promise<void> {
  for (const [index, candidate] of candidates.entries()) {
    if (index > 0 && index % begunAtOnce === 0) await new Promise((resolve) => setImmediate(resolve));
    if (over.aborted) return;
    begin(candidate);
  }
}

/** Asks one address who it is: the right machine, claimed, or the problem with it. */
async function prove(
  plex: Plex,
  server: PlexServer,
  { uri, way, secure, publishedAddress }: Candidate,
  signal: AbortSignal,
): Promise<Result<ServerConnection>> {
  const startedAt = plex.clock.now();
  const answer = await readIdentity(plex, { uri, publishedAddress, host: server.name }, signal);
  if (!answer.ok) return answer;
  const { machineIdentifier, claimed, version } = answer.value;
  if (machineIdentifier !== server.id) return failure(problem('server-is-another-machine', { host: server.name }));
  if (!claimed) return failure(problem('server-unclaimed', { host: server.name }));
  const latencyMs = Math.max(0, plex.clock.now() - startedAt);
  return { ok: true, value: { uri, way, secure, host: hostOf(uri), latencyMs, version, publishedAddress } };
}

/** Problems that tell more than "no answer", most telling first. */
const telling: readonly ProblemCode[] = [
  'server-is-another-machine',
  'server-unclaimed',
  'certificate-expired',
  'clock-wrong',
  'certificate-not-trusted',
  'redirected',
  'login-page-answered',
  'server-failing',
  'rate-limited',
  'proxy-refused',
];

const nobodyAnswered: ReadonlySet<ProblemCode> = new Set<ProblemCode>(['server-not-reachable', 'server-offline']);

/** What to say when no address was the server. */
function worstProblem(server: PlexServer, problems: readonly Problem[]): Problem {
  for (const code of telling) {
    const found = problems.find((candidate) => candidate.code === code);
    if (found !== undefined) return { ...found, host: server.name };
  }
  // One address without a route (IPv6, often), or with an odd port, says little; all of them do.
  const [first] = problems;
  const isCommon = first !== undefined && problems.every(({ code }) => code === first.code);
  if (isCommon && (first.code === 'offline' || first.code === 'port-blocked')) return first;
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
