/** Signing in in the browser, or with a short code at plex.tv/link: Plex calls both a PIN. */

import { type Problem, problem } from '../../shared/problem.ts';
import { failure, type Result } from '../../shared/result.ts';
import { pause } from '../pause.ts';
import { isLoopback } from './addresses.ts';
import { hostOf, type Plex } from './http.ts';
import { readJson } from './json.ts';
import { asMoment, asNumber, asObject, asText } from './reading.ts';

export interface BrowserSignIn {
  readonly id: number;
  /** A long code for the browser's address, or four letters to be typed. */
  readonly code: string;
  /** Epoch milliseconds on our clock. */
  readonly expiresAt: number;
}

/** Milliseconds between two looks; the longer one after trouble, and for good once Plex asked for patience. */
const usualWait = 1_000;
const patientWait = 5_000;

/** Longest one look may take, in milliseconds: a silent one must not hold up the next. */
const lookDeadline = 5_000;

/** Seconds a PIN lives where Plex does not say. */
const usualLife = 900;

/** Creates a PIN (`docs/plex-api.md`, "Browser sign-in"). `strong`: for the browser, long; else four letters to type. Never repeated by itself. */
export async function createBrowserSignIn(
  plex: Plex,
  options: { readonly strong: boolean },
  signal?: AbortSignal,
): Promise<Result<BrowserSignIn>> {
  const address = `${plex.plexTvUrl}/pins`;
  const query = options.strong ? { strong: 'true' } : {};
  const answer = await plex.send({ asked: 'sign-in', method: 'POST', address, query, signal });
  if (!answer.ok) return answer;
  const parsed = readJson(answer.value, hostOf(address));
  if (!parsed.ok) return parsed;
  const pin = asObject(parsed.value);
  const id = asNumber(pin?.['id']);
  const code = asText(pin?.['code']);
  if (id === null || code === null || !/^[\w-]{4,64}$/u.test(code)) {
    return failure(problem('answer-not-understood', { host: hostOf(address), status: answer.value.status }));
  }
  // Counted from now by our own clock: Plex's moments would be off by as much as the two clocks are.
  const lives = (asNumber(pin?.['expiresIn']) ?? lifeFrom(pin)) * 1000;
  return { ok: true, value: { id, code, expiresAt: plex.clock.now() + lives } };
}

function lifeFrom(pin: { readonly [name: string]: unknown } | null): number {
  const created = asMoment(pin?.['createdAt']);
  const expires = asMoment(pin?.['expiresAt']);
  return created !== null && expires !== null && expires > created ? (expires - created) / 1000 : usualLife;
}

/** The page at which the user signs in: Plex's own, or the practice Plex's where that is in use. */
export function browserSignInAddress(plex: Plex, pin: BrowserSignIn): string {
  const { clientIdentifier, product, deviceName } = plex.identity();
  const parameters = new URLSearchParams({
    clientID: clientIdentifier,
    code: pin.code,
    'context[device][product]': product,
    'context[device][deviceName]': deviceName,
  });
  const { origin, hostname } = new URL(plex.plexTvUrl);
  const page = isLoopback(hostname) ? `${origin}/auth` : 'https://app.plex.tv/auth';
  return `${page}#?${parameters}`;
}

/**
 * Waits until the user has finished. Looks once a second, less often when Plex asks for patience; an outage in between
 * ends nothing. Ends with the PIN by our own clock, whatever Plex says of it. Problems: `browser-sign-in-expired`,
 * `cancelled`, and `request-refused-as-faulty`, which no waiting mends.
 */
export async function waitForBrowserSignIn(
  plex: Plex,
  pin: BrowserSignIn,
  signal?: AbortSignal,
): Promise<Result<{ readonly accountToken: string }>> {
  const address = `${plex.plexTvUrl}/pins/${pin.id}`;
  const host = hostOf(address);
  let steady = usualWait;
  let wait = steady;
  for (;;) {
    const left = pin.expiresAt - plex.clock.now();
    if (left <= 0) return failure(problem('browser-sign-in-expired', { host }));
    if (!(await pause(plex.clock, Math.min(wait, left), signal))) return failure(problem('cancelled'));
    const deadline = Math.min(lookDeadline, pin.expiresAt - plex.clock.now());
    if (deadline <= 0) continue;
    const answer = await plex.send({ asked: 'sign-in', method: 'GET', address, signal, tries: 1, deadline });
    if (answer.ok) {
      wait = steady;
      const parsed = readJson(answer.value, host);
      const accountToken = parsed.ok ? asText(asObject(parsed.value)?.['authToken']) : null;
      if (accountToken !== null) return { ok: true, value: { accountToken } };
      continue;
    }
    const { code, retryAt } = answer.problem;
    if (code === 'cancelled' || code === 'request-refused-as-faulty') return answer;
    if (pinIsGone(answer.problem)) return failure(problem('browser-sign-in-expired', { host }));
    if (code === 'rate-limited') steady = patientWait;
    wait = Math.max(patientWait, (retryAt ?? 0) - plex.clock.now());
  }
}

/** An empty 404 is an outage; one with Plex's own error in it, or a 410, is the end of the PIN. */
function pinIsGone({ code, status, plexCode }: Problem): boolean {
  return code === 'browser-sign-in-expired' || status === 410 || (status === 404 && plexCode !== undefined);
}
