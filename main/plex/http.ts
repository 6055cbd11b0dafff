/** Every request to Plex passes here: where it may go, what it says of itself, how long it may take, how much it may bring back. */

import axios, { type AxiosInstance, isAxiosError } from 'axios';
import { type Problem, problem } from '../../shared/problem.ts';
import { failure, type Result } from '../../shared/result.ts';
import type { Clock, Transport } from '../ports.ts';
import { askableOrigin } from './addresses.ts';
import type { DirectTransport } from './direct-transport.ts';
import { type Asked, problemFromAnswer, problemFromFailure } from './errors.ts';

/** How the app introduces itself, as `X-Plex-*` headers (`docs/plex-api.md`, "Headers"). */
export interface PlexIdentity {
  /** One random id per install, for ever the same. */
  readonly clientIdentifier: string;
  readonly product: string;
  readonly version: string;
  readonly platform: string;
  readonly platformVersion: string;
  readonly device: string;
  readonly deviceName: string;
}

export interface PlexConnectionSettings {
  /** Base address of plex.tv's API, e.g. `https://plex.tv/api/v2`. */
  readonly plexTvUrl: string;
  readonly identity: () => PlexIdentity;
  readonly transport: Transport;
  readonly clock: Clock;
  /** Reaches plex.direct names by their published address where DNS fails. */
  readonly directTransport?: DirectTransport;
  /** 0 ≤ x < 1, for the waits between tries. */
  readonly random?: () => number;
}

/** Plex, as the functions of this room talk to it. */
export interface Plex {
  readonly plexTvUrl: string;
  readonly clock: Clock;
  readonly send: (request: PlexRequest) => Promise<Result<PlexAnswer>>;
}

export interface PlexRequest {
  readonly asked: Asked;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Where to, without a query. */
  readonly address: string;
  /** How the host is called in problems; its own name unless given. */
  readonly host?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>>;
  readonly token?: string;
  readonly signal?: AbortSignal | undefined;
  /** The published address behind a plex.direct name, for when the name cannot be looked up. */
  readonly publishedAddress?: string | undefined;
  /** Milliseconds until the request as a whole is given up; 15 s unless given. */
  readonly deadline?: number;
  /** Statuses besides 2xx that the caller wants to read itself. */
  readonly accept?: readonly number[];
}

export interface PlexAnswer {
  readonly status: number;
  readonly body: string;
}

const usualDeadline = 15_000;
const largestAnswer = 5_000_000;
const largestRequest = 100_000;

/** Waits between tries of a GET: random up to this, doubling, in milliseconds (full jitter). */
const firstWait = 500;
const mostTries = 3;
const worthAnotherTry: ReadonlySet<Problem['code']> = new Set<Problem['code']>(['answer-damaged', 'plex-failing', 'server-failing', 'not-reachable']);

/** Makes a Plex to talk to. Nothing is sent yet. */
export function createPlex(settings: PlexConnectionSettings): Plex {
  const client = axios.create({
    adapter: 'fetch',
    env: { fetch: settings.transport as typeof fetch },
    // Electron would send and keep cookies, follow redirects with the token, and write answers to its cache.
    withCredentials: false,
    maxRedirects: 0,
    fetchOptions: { cache: 'no-store' },
    maxContentLength: largestAnswer,
    maxBodyLength: largestRequest,
    allowAbsoluteUrls: true,
    responseType: 'text',
    // Answers are read by us: axios would hand a login page over as a success.
    transformResponse: (body: unknown) => body,
    validateStatus: () => true,
  });
  const random = settings.random ?? Math.random;

  async function send(request: PlexRequest): Promise<Result<PlexAnswer>> {
    const startedAt = settings.clock.now();
    const deadline = request.deadline ?? usualDeadline;
    for (let tried = 1; ; tried += 1) {
      const left = deadline - (settings.clock.now() - startedAt);
      const outcome = await sendOnce(client, settings, request, left);
      if (outcome.ok || request.method !== 'GET' || tried === mostTries) return outcome;
      if (!worthAnotherTry.has(outcome.problem.code)) return outcome;
      const wait = random() * firstWait * 2 ** (tried - 1);
      if (wait >= deadline - (settings.clock.now() - startedAt)) return outcome;
      if (!(await pause(settings.clock, wait, request.signal))) return failure(problem('cancelled'));
    }
  }

  return { plexTvUrl: settings.plexTvUrl, clock: settings.clock, send };
}

/** Waits; answers false when called off. */
function pause(clock: Clock, milliseconds: number, signal: AbortSignal | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const stop = clock.after(milliseconds, () => resolve(true));
    signal?.addEventListener('abort', () => { stop(); resolve(false); }, { once: true });
  });
}
