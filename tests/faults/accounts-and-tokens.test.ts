/** The faults around accounts and tokens, rows A of `docs/fault-list.md`, that show in Plex's API alone. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PlexApi } from '../../main/plex/api.ts';
import type { PlexServer } from '../../main/plex/servers.ts';
import { actionFor, endsTheSession } from '../../shared/problem.ts';
import { type PracticePlex, startPracticePlex } from '../practice-plex/index.ts';
import { accountOf, expectProblem, expectValue, listedServer, openApi } from '../unit/plex/plex.ts';

let plex: PracticePlex;
let api: PlexApi;

beforeEach(async () => {
  plex = await startPracticePlex();
  api = openApi(plex.plexTvUrl);
});
afterEach(() => plex.close());

async function signIn(username: string): Promise<string> {
  const { email, password = '' } = accountOf(plex, username);
  return expectValue(await api.signIn({ login: email, password, rememberMe: true })).accountToken;
}

async function serverOf(accountToken: string, name: string): Promise<PlexServer> {
  const found = expectValue(await api.listServers(accountToken)).find((server) => server.name === name);
  if (found === undefined) throw new Error(`${name} is missing.`);
  return found;
}

it('A2 a code is asked for with login and password alone, and the whole request goes out again with it', async () => {
  const { email: login, password = '' } = accountOf(plex, 'practice');
  const first = await api.signIn({ login, password, rememberMe: true });
  expect(expectProblem(first)).toBe('code-needed');
  expect(JSON.stringify(first)).not.toContain(password);
  const verificationCode = plex.currentCode(accountOf(plex, 'practice'));
  expect((await api.signIn({ login, password, verificationCode, rememberMe: true })).ok).toBe(true);
  expect(plex.requests.map(({ body }) => Object.fromEntries(new URLSearchParams(body)))).toEqual([
    { login, password, rememberMe: 'true' },
    { login, password, rememberMe: 'true', verificationCode },
  ]);
});

it('A3 a code that was used already is told as wrong', async () => {
  const { email: login, password = '' } = accountOf(plex, 'practice');
  const credentials = { login, password, verificationCode: plex.currentCode(accountOf(plex, 'practice')) };
  expect((await api.signIn({ ...credentials, rememberMe: true })).ok).toBe(true);
  expect(expectProblem(await api.signIn({ ...credentials, rememberMe: true }))).toBe('code-wrong');
});

it('A4 an account without a password cannot use one, and the browser is offered, which works', async () => {
  const outcome = await api.signIn({ login: 'google@example.com', password: 'anything', rememberMe: true });
  const code = expectProblem(outcome);
  expect(code).toBe('login-or-password-wrong');
  expect(actionFor(code)).toEqual({ kind: 'use-browser' });
  const pin = expectValue(await api.createBrowserSignIn({ strong: true }));
  const waiting = api.waitForBrowserSignIn(pin);
  plex.finishBrowserSignIn(pin.code, accountOf(plex, 'google'));
  const { accountToken } = expectValue(await waiting);
  expect(expectValue(await api.readAccount(accountToken)).details.username).toBe('google');
});

it('A6 a new sign-in of the same install ends the former token, and nothing else ends it', async () => {
  const first = await signIn('simple');
  for (const fault of ['reset', 'truncated', 'html', 'captive-portal'] as const) {
    plex.faults.always('GET /user', { kind: fault });
    expect(endsTheSession(expectProblem(await api.readAccount(first)))).toBe(false);
    plex.faults.clear();
  }
  const second = await signIn('simple');
  const told = expectProblem(await api.readAccount(first));
  expect(endsTheSession(told)).toBe(true);
  expect((await api.readAccount(second)).ok).toBe(true);
});

it('A8 a token that its server refuses says nothing about the account', async () => {
  const accountToken = await signIn('simple');
  const tower = await serverOf(accountToken, 'Tower');
  const connection = expectValue(await api.connectToServer(tower, { allowPlainHttp: false }));
  expect(expectProblem(await api.mintTransientToken(connection, 'no-longer-good', tower))).toBe('not-allowed');
  plex.faults.next('POST /security/token', { kind: 'status', status: 401, body: '<html></html>' });
  const refused = expectProblem(await api.mintTransientToken(connection, tower.accessToken ?? '', tower));
  expect(refused).toBe('server-token-refused');
  expect(endsTheSession(refused)).toBe(false);
  expect((await api.readAccount(accountToken)).ok).toBe(true);
});

describe('A9 a transient token', () => {
  it('is dead after a restart, unknown while the server is away, and another one can be made', async () => {
    const tower = await serverOf(await signIn('simple'), 'Tower');
    const [running] = plex.servers;
    const connection = expectValue(await api.connectToServer(tower, { allowPlainHttp: false }));
    const token = expectValue(await api.mintTransientToken(connection, tower.accessToken ?? '', tower));
    const check = () => api.checkTransientToken(connection, token, tower);
    expect(expectValue(await check())).toBe('alive');
    await running?.stop();
    expect(expectProblem(await check())).toBe('not-reachable');
    await running?.start();
    expect(expectValue(await check())).toBe('dead');
    const another = await api.mintTransientToken(connection, tower.accessToken ?? '', tower);
    expect(running?.accepts(expectValue(another))).toBe(true);
  });

  it.each([
    [500, 'server-failing'],
    [503, 'server-failing'],
    [403, 'not-allowed'],
    [429, 'rate-limited'],
  ] as const)('is neither alive nor dead where HTTP %i answers', async (status, expected) => {
    const tower = await serverOf(await signIn('simple'), 'Tower');
    const connection = expectValue(await api.connectToServer(tower, { allowPlainHttp: false }));
    plex.faults.always('GET /library/sections', { kind: 'status', status, body: '<html></html>' });
    expect(expectProblem(await api.checkTransientToken(connection, 'transient-x', tower))).toBe(expected);
  });
});

it('A10 of a server’s addresses one that answers is enough; where none does, the account is untouched', async () => {
  const accountToken = await signIn('simple');
  const tower = await serverOf(accountToken, 'Tower');
  const dead = Array.from({ length: 5 }, (_, index) => ({ uri: `http://127.0.0.1:${index + 1}`, local: true }));
  const listed = { ...listedServer([...dead, ...tower.connections]), id: tower.id };
  expect(expectValue(await api.connectToServer(listed, { allowPlainHttp: false })).uri).toBe(plex.servers[0]?.url);
  await plex.servers[0]?.stop();
  expect(expectProblem(await api.connectToServer(listed, { allowPlainHttp: false }))).toBe('server-not-reachable');
  expect((await api.readAccount(accountToken)).ok).toBe(true);
});

it('A11 a server answers while plex.tv is down', async () => {
  const tower = await serverOf(await signIn('simple'), 'Tower');
  plex.faults.always('plex.tv', { kind: 'reset' });
  const connection = expectValue(await api.connectToServer(tower, { allowPlainHttp: false }));
  const token = await api.mintTransientToken(connection, tower.accessToken ?? '', tower);
  expect(plex.servers[0]?.accepts(expectValue(token))).toBe(true);
});

it('A12 a server that belongs to nobody, and one that is shared', async () => {
  const world = await startPracticePlex({
    servers: [
      { name: 'Nobody’s', version: '1.43.0.1', owner: 'simple', unclaimed: true },
      { name: 'Shared', version: '1.43.0.1', owner: 'practice', sharedWith: ['simple'] },
    ],
  });
  const other = openApi(world.plexTvUrl);
  const signedIn = await other.signIn({ login: 'simple', password: 'simple-password', rememberMe: true });
  const [nobodys, shared] = expectValue(await other.listServers(expectValue(signedIn).accountToken));
  if (nobodys === undefined || shared === undefined) throw new Error('The servers are missing.');
  expect(expectProblem(await other.connectToServer(nobodys, { allowPlainHttp: false }))).toBe('server-unclaimed');
  const connection = expectValue(await other.connectToServer(shared, { allowPlainHttp: false }));
  expect((await other.mintTransientToken(connection, shared.accessToken ?? '', shared)).ok).toBe(true);
  const source = { source: `server://${shared.id}`, refresh: false };
  expect(expectProblem(await other.readSourceConnections(connection, 'x', source, shared))).toBe('source-needs-owner');
  // The account's own token went to no server.
  const sent = world.requests.filter(({ host }) => host !== 'plex.tv').map(({ headers }) => headers['x-plex-token']);
  expect(sent).not.toContain(expectValue(signedIn).accountToken);
  await world.close();
});

it.each([
  ['net::ERR_CERT_DATE_INVALID', 'clock-wrong', 'certificate-expired'],
  ['CERT_HAS_EXPIRED', 'clock-wrong', 'certificate-expired'],
  ['CERT_NOT_YET_VALID', 'clock-wrong', 'clock-wrong'],
])('A13 %s at plex.tv is this computer’s clock; at a server it is what it says', async (what, atPlexTv, atServer) => {
  const failing = openApi('https://plex.invalid', {
    transport: () => Promise.reject(new TypeError('fetch failed', { cause: { message: what } })),
  });
  expect(expectProblem(await failing.readAccount('token'))).toBe(atPlexTv);
  expect(expectProblem(await failing.signIn({ login: 'a', password: 'b', rememberMe: true }))).toBe(atPlexTv);
  const server = listedServer([{ uri: 'https://192-168-1-5.0123.plex.direct:32400', local: true }]);
  expect(expectProblem(await failing.connectToServer(server, { allowPlainHttp: false }))).toBe(atServer);
});
