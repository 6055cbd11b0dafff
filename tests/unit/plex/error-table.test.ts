/** What Plex's refusals mean, row by row of the tables in `docs/plex-api.md`, over real HTTP, in JSON and in XML. */

import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PlexApi } from '../../../main/plex/api.ts';
import { actionFor, endsTheSession, type Problem, type ProblemCode, problemCodes } from '../../../shared/problem.ts';
import { actionLabel, problems } from '../../../shared/texts/english/problems.ts';
import { type PracticePlex, startPracticePlex } from '../../practice-plex/index.ts';
import { openApi } from './plex.ts';

const now = Date.UTC(2026, 10, 24, 12);
let plex: PracticePlex;
let api: PlexApi;

beforeAll(async () => {
  plex = await startPracticePlex();
  api = openApi(plex.plexTvUrl, { clock: { now: () => now, after: waitNever } });
  return () => plex.close();
});
beforeEach(() => plex.faults.clear());

/** Deadlines never come; waits between tries are over at once. */
function waitNever(milliseconds: number, task: () => void): () => void {
  if (milliseconds === 0) queueMicrotask(task);
  return () => undefined;
}

interface Refusal {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

/** What a refusal means to somebody who signs in, and to somebody who uses a token. */
async function meaning(refusal: Refusal): Promise<{ readonly signIn: Problem; readonly token: Problem }> {
  plex.faults.always('plex.tv', { kind: 'status', ...refusal });
  const signIn = await api.signIn({ login: 'simple', password: 'simple-password', rememberMe: true });
  const token = await api.readAccount('some-token');
  if (signIn.ok || token.ok) throw new Error('Unexpected success.');
  return { signIn: signIn.problem, token: token.problem };
}

const json = (code: number, message: string, status: number): string =>
  JSON.stringify({ errors: [{ code, message, status }] });
const xml = (code: number, message: string, status: number): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<errors>\n  <error code="${code}" message="${message}" status="${status}"/>\n</errors>`;

/** code, HTTP status, Plex's words, then what it means when signing in and when using a token. */
const rows: readonly (readonly [number, number, string, ProblemCode, ProblemCode])[] = [
  [1000, 400, 'X-Plex-Client-Identifier is missing', 'request-refused-as-faulty', 'request-refused-as-faulty'],
  [1001, 401, 'User could not be authenticated', 'login-or-password-wrong', 'account-token-dead'],
  [1002, 404, 'The requested resource or endpoint could not be found', 'plex-says', 'plex-says'],
  [1003, 429, 'API rate limit exceeded', 'rate-limited', 'rate-limited'],
  [1004, 400, 'Invalid, malformed, or missing parameters', 'request-refused-as-faulty', 'request-refused-as-faulty'],
  [1005, 405, 'Method not allowed', 'request-refused-as-faulty', 'request-refused-as-faulty'],
  [1006, 406, 'Not acceptable', 'request-refused-as-faulty', 'request-refused-as-faulty'],
  [1007, 500, 'Internal server error', 'plex-failing', 'plex-failing'],
  [1008, 422, 'Cannot perform the action with the entity provided', 'plex-says', 'plex-says'],
  [1009, 403, 'Managed users may not do this', 'not-allowed', 'not-allowed'],
  [1013, 503, 'The server cannot handle the request', 'plex-failing', 'plex-failing'],
  [1013, 403, 'Sign up first', 'plex-says', 'plex-says'],
  [1020, 404, 'Code not found or expired', 'browser-sign-in-expired', 'browser-sign-in-expired'],
  [1025, 422, 'Two-factor authentication is not enabled', 'plex-says', 'plex-says'],
  [1028, 401, 'Invalid verification code', 'code-wrong', 'code-wrong'],
  [1029, 401, 'Please enter the verification code', 'code-needed', 'code-needed'],
  [1030, 401, 'This account only allows signing in with email address', 'email-needed', 'email-needed'],
  [1031, 401, 'This IP appears to be having trouble signing in', 'network-locked-out', 'network-locked-out'],
  [1040, 403, 'Valid password required', 'plex-says', 'plex-says'],
  [1041, 403, 'Valid PIN required', 'plex-says', 'plex-says'],
  [1043, 403, 'This action is not available for this user', 'not-allowed', 'not-allowed'],
  [1045, 403, 'Valid password and verification code required', 'plex-says', 'plex-says'],
  [1068, 403, 'This action is not available for this device', 'not-allowed', 'not-allowed'],
  [1069, 422, 'The code provided has expired', 'code-wrong', 'code-wrong'],
  [1080, 403, 'Valid server token required', 'plex-says', 'plex-says'],
  [1998, 422, 'Validation failed', 'plex-says', 'plex-says'],
  [1999, 400, 'Bad request', 'plex-says', 'plex-says'],
];

describe.each(rows)('code %i with HTTP %i, “%s”', (code, status, message, signIn, token) => {
  it.each([
    ['JSON', json],
    ['XML', xml],
  ])(`means ${signIn} when signing in, ${token} with a token, in %s`, async (_, write) => {
    const told = await meaning({ status, body: write(code, message, status) });
    expect(told.signIn).toMatchObject({ code: signIn, status, plexCode: code, plexMessage: message });
    expect(told.token).toMatchObject({ code: token, status, plexCode: code, plexMessage: message });
  });
});

describe('without a number', () => {
  it.each([
    ['an empty 401', 401, '', 'login-or-password-wrong', 'account-token-dead'],
    ['v1’s “Invalid token”', 422, '{"error":"Invalid token"}', 'plex-says', 'account-token-dead'],
    [
      'the same in XML',
      422,
      '<errors><error>Invalid authentication token.</error></errors>',
      'plex-says',
      'account-token-dead',
    ],
    ['A7 an expired JWT', 498, '', 'answer-not-understood', 'account-token-dead'],
    [
      'a lock-out in words',
      401,
      '{"error":"Sign in has been temporarily disabled: too many failed attempts"}',
      'network-locked-out',
      'network-locked-out',
    ],
    [
      'the other lock-out in words',
      401,
      '{"errors":[{"message":"… (detected repeated failures)"}]}',
      'network-locked-out',
      'network-locked-out',
    ],
    [
      'a code needed, in words',
      401,
      '{"error":"Please enter the verification code"}',
      'code-needed',
      'account-token-dead',
    ],
    ['a code wrong, in words', 401, '{"error":"Invalid verification code"}', 'code-wrong', 'account-token-dead'],
    [
      'an email needed, in words',
      401,
      '{"error":"This account only allows signing in with email address"}',
      'email-needed',
      'account-token-dead',
    ],
    ['other words with 401', 401, '{"error":"Password reset required"}', 'plex-says', 'account-token-dead'],
    ['other words with 403', 403, '{"error":"Account disabled"}', 'plex-says', 'plex-says'],
    ['an empty 403', 403, '', 'answer-not-understood', 'answer-not-understood'],
    ['429', 429, '', 'rate-limited', 'rate-limited'],
    ['N13 an empty 404, as Plex’s load balancer answers', 404, '', 'plex-failing', 'plex-failing'],
    ['N13 500', 500, 'oops', 'plex-failing', 'plex-failing'],
    ['N13 502', 502, '<html>Bad Gateway</html>', 'plex-failing', 'plex-failing'],
    ['N13 503', 503, '<html>Service Unavailable</html>', 'plex-failing', 'plex-failing'],
    ['N13 504', 504, '', 'plex-failing', 'plex-failing'],
    ['N13 520, as Cloudflare answers', 520, '', 'plex-failing', 'plex-failing'],
    ['408', 408, '', 'plex-failing', 'plex-failing'],
    ['N5 511 from a portal', 511, '<html>Log in to the network</html>', 'login-page-answered', 'login-page-answered'],
    [
      'N5 a portal’s page with 401, which says nothing about a token',
      401,
      '<!DOCTYPE html><title>Hotel</title>',
      'login-page-answered',
      'login-page-answered',
    ],
    ['N20 304', 304, '', 'answer-not-understood', 'answer-not-understood'],
    ['N14 302 to nowhere', 302, '', 'redirected', 'redirected'],
    ['an error body that is no error', 400, '{"errors":{"code":1}}', 'answer-not-understood', 'answer-not-understood'],
    ['half an error body', 400, '{"errors":[{"co', 'answer-not-understood', 'answer-not-understood'],
  ] as const)('%s', async (_, status, body, signIn, token) => {
    const told = await meaning({ status, body });
    expect([told.signIn.code, told.token.code]).toEqual([signIn, token]);
  });

  it('Plex’s words are one line of at most 300 characters, whatever it sent', async () => {
    const told = await meaning({
      status: 403,
      body: JSON.stringify({ error: `two\r\nlines\u0000 ${'x'.repeat(1000)}` }),
    });
    expect(told.signIn.plexMessage).toMatch(/^two lines x{289,290}$/u);
  });
});

describe('when to come back', () => {
  it.each([
    ['N10 Retry-After: 7', '7', 7_000],
    ['N11 a date', new Date(now + 30_000).toUTCString(), 30_000],
    ['N11 more than two minutes', '86400', 120_000],
    ['N11 a date long past', 'Mon, 01 Jan 2001 00:00:00 GMT', 1_000],
    ['N11 nothing', '0', 1_000],
  ])('%s is followed, within 1 to 120 s', async (_, header, wait) => {
    const told = await meaning({ status: 429, body: json(1003, 'slow down', 429), headers: { 'Retry-After': header } });
    expect(told.signIn.retryAt).toBe(now + wait);
    expect(told.token.retryAt).toBe(now + wait);
  });

  it.each(['-5', 'soon', '7 seconds', 'NaN', ''])('N11 “%s” counts as nothing said', async (header) => {
    const told = await meaning({ status: 429, headers: header === '' ? {} : { 'Retry-After': header } });
    expect(told.signIn).toMatchObject({ code: 'rate-limited' });
    expect(told.signIn.retryAt).toBeUndefined();
  });
});

describe('what a media server refuses', () => {
  const connection = {
    way: 'local',
    secure: false,
    host: 'x',
    latencyMs: 0,
    version: null,
    publishedAddress: undefined,
  } as const;
  it.each([
    [400, 'answer-not-understood'],
    [401, 'server-token-refused'],
    [403, 'not-allowed'],
    [429, 'rate-limited'],
    [500, 'server-failing'],
    [502, 'server-failing'],
    [503, 'server-failing'],
  ] as const)('HTTP %i with a page means %s', async (status, expected) => {
    const [tower] = plex.servers;
    if (tower === undefined) throw new Error('Tower is missing.');
    const body = `<html><head><title>x</title></head><body><h1>${status}</h1></body></html>`;
    plex.faults.always('POST /security/token', { kind: 'status', status, body });
    const minted = await api.mintTransientToken({ ...connection, uri: tower.url }, 'token', { name: 'Tower' });
    expect(minted).toMatchObject({ ok: false, problem: { code: expected, host: 'Tower' } });
    expect(JSON.stringify(minted)).not.toContain('<h1>');
  });
});

describe('the words', () => {
  it.each(problemCodes)('%s has a title, one explanation and one thing to do', (code) => {
    const { title, explanation } = problems[code];
    const text = explanation({ code }, () => '12:00');
    expect(title.length).toBeGreaterThan(3);
    expect(text).toMatch(/[.?]$/u);
    expect(text).not.toContain('undefined');
    expect(actionLabel(actionFor(code)) ?? 'none').not.toBe('');
  });

  it('only a dead account token ends the session', () => {
    expect(problemCodes.filter(endsTheSession)).toEqual(['account-token-dead']);
  });
});
