/** Every request to Plex passes here: where it may go, what it says of itself, how long it may take, how much it may bring back. */

import axios, { type AxiosInstance, isAxiosError } from 'axios';
import { type Problem, problem } from '../../shared/problem.ts';
import { failure, type Result } from '../../shared/result.ts';
import { pause } from '../pause.ts';
import type { Clock, Transport } from '../ports.ts';
import { askableOrigin } from './addresses.ts';
import type { DirectTransport } from './direct-transport.ts';
import { type Asked, problemFromAnswer, problemFromFailure } from './errors.ts';
import { isCutOff, type PlexAnswer } from './json.ts';

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
  readonly identity: () => PlexIdentity;
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
  /** How often a GET may be tried at most; 3 unless given. */
  readonly tries?: number;
  /** The answer to a GET should be JSON: half of one counts as damaged, and is asked for again. */
  readonly expects?: 'json';
  /** Statuses besides 2xx that the caller wants to read itself. */
  readonly accept?: readonly number[];
}

const usualDeadline = 15_000;
const largestAnswer = 5_000_000;
const largestRequest = 100_000;

/** Waits between tries of a GET: random up to this, doubling, in milliseconds (full jitter). */
const firstWait = 500;
const mostTries = 3;
const worthAnotherTry: ReadonlySet<Problem['code']> = new Set<Problem['code']>([
  'answer-damaged',
  'plex-failing',
  'server-failing',
  'not-reachable',
  'rate-limited',
]);

/** Makes a Plex to talk to. Nothing is sent yet. */
export function createPlex(settings: PlexConnectionSettings): Plex {
  const client = axios.create({
    adapter: 'fetch',
    env: { fetch: withoutRedirects(settings.transport) as typeof fetch },
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
      if (outcome.ok) return outcome;
      const wait = random() * firstWait * 2 ** (tried - 1);
      const again =
        request.method === 'GET' &&
        tried < (request.tries ?? mostTries) &&
        mayTryAgain(outcome.problem) &&
        wait < deadline - (settings.clock.now() - startedAt);
      if (!again) return outcome;
      if (!(await pause(settings.clock, wait, request.signal))) return failure(problem('cancelled'));
    }
  }

  const { plexTvUrl, identity, clock } = settings;
  return { plexTvUrl, identity, clock, send };
}

/** The transport is told not to follow; an answer that it fetched from elsewhere all the same is not read. */
function withoutRedirects(transport: Transport): Transport {
  return async (input, init) => {
    const answer = await transport(input, init);
    const asked = new URL(input instanceof Request ? input.url : input).origin;
    if (answer.redirected || (answer.url !== '' && new URL(answer.url).origin !== asked)) {
      throw new Error('unexpected redirect');
    }
    return answer;
  };
}

/** Where Plex named a moment to come back, nothing is sent before it. */
const mayTryAgain = ({ code, retryAt }: Problem): boolean => worthAnotherTry.has(code) && retryAt === undefined;

/** One try: sends, waits no longer than `milliseconds`, and reads the answer as text. */
async function sendOnce(
  client: AxiosInstance,
  settings: PlexConnectionSettings,
  request: PlexRequest,
  milliseconds: number,
): Promise<Result<PlexAnswer>> {
  const host = request.host ?? hostOf(request.address);
  if (askableOrigin(request.address) === null) return failure(problem('address-not-allowed', { host }));
  if (request.signal?.aborted) return failure(problem('cancelled'));

  const controller = new AbortController();
  const giveUp = (reason: Problem) => controller.abort(reason);
  const stopDeadline = settings.clock.after(milliseconds, () => giveUp(problem('timed-out', { host })));
  const onCancel = (): void => giveUp(problem('cancelled'));
  request.signal?.addEventListener('abort', onCancel, { once: true });
  // A transport that ignores the signal must not keep us waiting.
  const givenUp = new Promise<Result<PlexAnswer>>((resolve) => {
    controller.signal.addEventListener('abort', () => resolve(failure(controller.signal.reason)), { once: true });
  });
  try {
    return await Promise.race([exchange(client, settings, request, host, controller.signal), givenUp]);
  } finally {
    stopDeadline();
    request.signal?.removeEventListener('abort', onCancel);
  }
}

async function exchange(
  client: AxiosInstance,
  settings: PlexConnectionSettings,
  request: PlexRequest,
  host: string,
  signal: AbortSignal,
): Promise<Result<PlexAnswer>> {
  const url = new URL(request.address);
  for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value);
  const headers = {
    Accept: 'application/json',
    ...identityHeaders(settings.identity()),
    ...(request.token === undefined ? {} : { 'X-Plex-Token': request.token }),
    // A request on a kept connection may be sent again by the network stack when that breaks; one that acts must not.
    ...(request.method === 'GET' ? {} : { Connection: 'close' }),
  };
  const ask = {
    method: request.method,
    url: url.href,
    headers,
    ...(request.form === undefined ? {} : { data: new URLSearchParams(request.form) }),
    signal,
  };
  try {
    const answer = await client.request<unknown>(ask).catch((error: unknown) => {
      const { code } = problemFromFailure(error, { host, asked: request.asked });
      const reach = settings.directTransport;
      // Nobody has been asked yet where the name was not found: this repeats nothing, whatever the method.
      if (code !== 'name-not-resolved' || reach === undefined || request.publishedAddress === undefined) throw error;
      return client.request<unknown>({ ...ask, ...reach(url.hostname, request.publishedAddress) });
    });
    const body = typeof answer.data === 'string' ? answer.data : '';
    const { status } = answer;
    if ((status >= 200 && status < 300) || request.accept?.includes(status)) {
      return request.expects === 'json' && isCutOff(body)
        ? failure(problem('answer-damaged', { host, status }))
        : { ok: true, value: { status, body } };
    }
    return failure(
      problemFromAnswer({
        asked: request.asked,
        host,
        status,
        body,
        requestId: headerText(answer.headers['x-request-id']),
        retryAfter: headerText(answer.headers['retry-after']),
        now: settings.clock.now(),
      }),
    );
  } catch (error) {
    const words = isAxiosError(error) ? withoutRequest(error) : error;
    return failure(problemFromFailure(words, { host, asked: request.asked }));
  }
}

/** An axios error holds the request with its token: only its words go on. */
function withoutRequest({
  name,
  code,
  message,
  cause,
}: {
  name: string;
  code?: string | undefined;
  message: string;
  cause?: unknown;
}): object {
  return { name, code, message, cause };
}

const headerText = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The `X-Plex-*` headers of an identity, sent with every request, probes included. */
function identityHeaders(identity: PlexIdentity): Record<string, string> {
  return {
    'X-Plex-Client-Identifier': headerValue(identity.clientIdentifier),
    'X-Plex-Product': headerValue(identity.product),
    'X-Plex-Version': headerValue(identity.version),
    'X-Plex-Platform': headerValue(identity.platform),
    'X-Plex-Platform-Version': headerValue(identity.platformVersion),
    'X-Plex-Device': headerValue(identity.device),
    'X-Plex-Device-Name': headerValue(identity.deviceName),
  };
}

/**
 * A header can hold bytes only, and fetch refuses characters beyond Latin-1. Plex reads UTF-8 first, so text is sent as
 * its UTF-8 bytes (`docs/plex-api.md`, "Headers").
 */
export function headerValue(text: string): string {
  const clean = text.replace(/[\u0000-\u001F\u007F]+/gu, ' ').trim();
  return Buffer.from(clean, 'utf8').toString('latin1');
}

/** A host as problems name it: without login, path or query. */
export function hostOf(address: string): string {
  try {
    return new URL(address).host;
  } catch {
    return 'that address';
  }
}
