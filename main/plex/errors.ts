/** Turns whatever went wrong on the way to Plex into a {@link Problem}. Nothing of the HTTP library goes further than here. */

import { type Problem, type ProblemCode, problem } from '../../shared/problem.ts';
import { asArray, asNumber, asObject, asText } from './reading.ts';
import { parseXml } from './xml.ts';

/** Who was asked: it decides what a refusal means. */
export type Asked = 'sign-in' | 'plex.tv' | 'server';

/** An answer that is not a success. */
export interface RefusedAnswer {
  readonly asked: Asked;
  readonly host: string;
  readonly status: number;
  readonly body: string;
  readonly requestId: string | null;
  /** The `Retry-After` header as it came. */
  readonly retryAfter: string | null;
  /** Epoch milliseconds now. */
  readonly now: number;
}

/** What Plex itself says in an error body: JSON of v2, JSON of v1, or XML (`docs/plex-api.md`, "Error bodies"). */
export function readErrorBody(body: string): { readonly code: number | null; readonly message: string | null } {
  const start = body.trimStart()[0];
  if (start === '{') {
    let parsed: unknown;
    try {
      parsed = JSON.parse(body);
    } catch {
      return { code: null, message: null };
    }
    const answer = asObject(parsed);
    const first = asObject(asArray(answer?.['errors'])[0]);
    return {
      code: asNumber(first?.['code']),
      message: oneLine(asText(first?.['message']) ?? asText(answer?.['error'])),
    };
  }
  if (start === '<') {
    const root = parseXml(body);
    const first = root?.name === 'errors' ? root.children[0] : undefined;
    if (first === undefined) return { code: null, message: null };
    return { code: asNumber(first.attributes['code']), message: oneLine(first.attributes['message'] ?? first.text) };
  }
  return { code: null, message: null };
}

function oneLine(message: string | null): string | null {
  const clean = message
    ?.replace(/[\s\u0000-\u001F\u007F-\u009F]+/gu, ' ')
    .trim()
    .slice(0, 300);
  return clean === undefined || clean === '' ? null : clean;
}

/** plex.tv's error numbers that mean the same whatever was asked (`docs/plex-api.md`, "Error codes"). */
const meaningOfCode: { readonly [code: number]: ProblemCode } = {
  1000: 'request-refused-as-faulty',
  1003: 'rate-limited',
  1004: 'request-refused-as-faulty',
  1005: 'request-refused-as-faulty',
  1006: 'request-refused-as-faulty',
  1007: 'plex-failing',
  1009: 'not-allowed',
  1020: 'browser-sign-in-expired',
  1028: 'code-wrong',
  1029: 'code-needed',
  1030: 'email-needed',
  1031: 'network-locked-out',
  1043: 'not-allowed',
  1068: 'not-allowed',
  1069: 'code-wrong',
};

/** What an answer means that is not a success. */
export function problemFromAnswer(answer: RefusedAnswer): Problem {
  const { code: plexCode, message } = readErrorBody(answer.body);
  const code = codeOfAnswer(answer, plexCode, message);
  return problem(code, {
    host: answer.host,
    status: answer.status,
    plexCode: plexCode ?? undefined,
    plexMessage: message ?? undefined,
    requestId: answer.requestId ?? undefined,
    retryAt: code === 'rate-limited' ? retryAtOf(answer) : undefined,
  });
}

function retryAtOf({ retryAfter, now }: RefusedAnswer): number | undefined {
  const wait = retryAfterMilliseconds(retryAfter, now);
  return wait === null ? undefined : now + wait;
}

/** Statuses that send the asker elsewhere; 300 and 304 do not. */
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** A page for people: Plex's API never answers one, portals and proxies do. */
const isPage = (body: string): boolean => /^\s*<(?:!doctype|html)/iu.test(body);

function codeOfAnswer(
  { asked, status, body }: RefusedAnswer,
  plexCode: number | null,
  message: string | null,
): ProblemCode {
  if (redirects.has(status)) return 'redirected';
  if (status === 407) return 'proxy-refused';
  if (status === 511) return 'login-page-answered';
  if (asked === 'server') return codeOfServerAnswer(status);
  if (plexCode === 1001) return asked === 'sign-in' ? 'login-or-password-wrong' : 'account-token-dead';
  if (plexCode === 1013) return status === 503 ? 'plex-failing' : 'plex-says';
  const meaning = plexCode === null ? undefined : meaningOfCode[plexCode];
  if (meaning !== undefined) return meaning;
  if (/too many failed|repeated failures/iu.test(message ?? '')) return 'network-locked-out';
  if (status === 429) return 'rate-limited';
  // An empty 404 comes from Plex's load balancer during an outage and says nothing about the token.
  if (status >= 500 || status === 408 || (status === 404 && body.trim() === '')) return 'plex-failing';
  if (message === null && isPage(body)) return 'login-page-answered';
  if (asked === 'plex.tv' && endsTheToken(status, message)) return 'account-token-dead';
  if (asked === 'sign-in' && status === 401) return codeFromWords(message);
  return message === null || status < 400 ? 'answer-not-understood' : 'plex-says';
}

/** The answers that mean that a token is dead (`docs/plex-api.md`, "Token life"). */
function endsTheToken(status: number, message: string | null): boolean {
  return status === 401 || status === 498 || (status === 422 && /invalid.*token/iu.test(message ?? ''));
}

/** Where a refused sign-in has no number, Plex's words have to do. */
function codeFromWords(message: string | null): ProblemCode {
  if (message === null) return 'login-or-password-wrong';
  if (/invalid verification code/iu.test(message)) return 'code-wrong';
  if (/verification code/iu.test(message)) return 'code-needed';
  return /signing in with email/iu.test(message) ? 'email-needed' : 'plex-says';
}

function codeOfServerAnswer(status: number): ProblemCode {
  if (status === 401) return 'server-token-refused';
  if (status === 403) return 'not-allowed';
  if (status === 429) return 'rate-limited';
  return status >= 500 ? 'server-failing' : 'answer-not-understood';
}

/** Bounds of a wait we follow, in milliseconds. */
const shortestWait = 1_000;
const longestWait = 120_000;

/** How long `Retry-After` asks to wait, in milliseconds, kept within 1 to 120 s; `null` where it is missing or nonsense. */
export function retryAfterMilliseconds(header: string | null, now: number): number | null {
  const text = header?.trim() ?? '';
  const wait = /^\d+$/u.test(text) ? Number(text) * 1000 : httpDate.test(text) ? Date.parse(text) - now : Number.NaN;
  return Number.isNaN(wait) ? null : Math.min(longestWait, Math.max(shortestWait, wait));
}

/** The three forms of a date in HTTP begin with a day's name; "-5" and "soon" do not, though `Date.parse` may take them. */
const httpDate = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s/iu;

/**
 * What a failure without an answer means. Knows the texts of Chromium's network stack (`net::ERR_…`), the codes of
 * Node's, and those of axios.
 */
export function problemFromFailure(error: unknown, { host, asked }: Pick<RefusedAnswer, 'host' | 'asked'>): Problem {
  const causes = causesOf(error);
  for (const { pattern, code } of failures) {
    const match = causes.map((cause) => pattern.exec(cause)).find((found) => found !== null);
    if (!match) continue;
    // Chromium has one word for "expired" and "not yet valid". plex.tv's own certificate is never out of date: the clock is.
    const clock = code === 'certificate-expired' && asked !== 'server';
    return problem(clock ? 'clock-wrong' : code, { host, detail: match[0] });
  }
  return problem('not-reachable', { host });
}

const failures: readonly { readonly pattern: RegExp; readonly code: ProblemCode }[] = [
  { pattern: /ERR_INTERNET_DISCONNECTED|ENETDOWN|ENETUNREACH/u, code: 'offline' },
  { pattern: /ERR_NAME_NOT_RESOLVED|ERR_DNS_\w+|ENOTFOUND|EAI_AGAIN/u, code: 'name-not-resolved' },
  { pattern: /ERR_UNSAFE_PORT|bad port/u, code: 'port-blocked' },
  {
    pattern: /ERR_(?:UNEXPECTED_)?PROXY_\w+|ERR_TUNNEL_\w+|ERR_NO_SUPPORTED_PROXIES|ERR_SOCKS_\w+/u,
    code: 'proxy-refused',
  },
  { pattern: /ERR_CERT_DATE_INVALID|CERT_HAS_EXPIRED/u, code: 'certificate-expired' },
  { pattern: /CERT_NOT_YET_VALID/u, code: 'clock-wrong' },
  {
    pattern:
      /ERR_CERT_\w+|ERR_SSL_\w+|ERR_BAD_SSL_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|ERR_TLS_\w+|EPROTO|CERT_\w+/u,
    code: 'certificate-not-trusted',
  },
  {
    pattern: /Redirect was cancelled|ERR_TOO_MANY_REDIRECTS|unexpected redirect|ERR_UNSAFE_REDIRECT/u,
    code: 'redirected',
  },
  { pattern: /maxContentLength size of \d+ exceeded/u, code: 'answer-too-large' },
  { pattern: /ETIMEDOUT|ERR_TIMED_OUT|ERR_CONNECTION_TIMED_OUT|UND_ERR_\w*TIMEOUT|TimeoutError/u, code: 'timed-out' },
  {
    pattern:
      /ERR_CONTENT_LENGTH_MISMATCH|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONTENT_DECODING_FAILED|ERR_INVALID_CHUNKED_ENCODING|ERR_EMPTY_RESPONSE|ERR_INVALID_HTTP_RESPONSE|terminated|other side closed|stream has been aborted|HPE_\w+|Z_\w+_ERROR/u,
    code: 'answer-damaged',
  },
];

/** Every name, code and message along an error's chain of causes. */
function causesOf(error: unknown): readonly string[] {
  const texts: string[] = [];
  let current: unknown = error;
  for (let depth = 0; depth < 6; depth += 1) {
    if (typeof current !== 'object' || current === null) break;
    const { name, code, message, cause } = current as {
      name?: unknown;
      code?: unknown;
      message?: unknown;
      cause?: unknown;
    };
    texts.push(...[name, code, message].filter((text): text is string => typeof text === 'string'));
    current = cause;
  }
  return texts;
}
