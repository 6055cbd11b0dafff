/** Plex's API as the app uses it: sign in, read the account, find servers, mint a transient token. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PlexApi } from '../../../main/plex/api.ts';
import { type PracticePlex, startPracticePlex } from '../../practice-plex/index.ts';
import { accountOf, expectProblem, expectValue, openApi } from './plex.ts';

let plex: PracticePlex;
let api: PlexApi;

beforeEach(async () => {
  plex = await startPracticePlex();
  api = openApi(plex.plexTvUrl);
});
afterEach(() => plex.close());

async function signInAs(username: string): Promise<string> {
  const account = accountOf(plex, username);
  const credentials = { login: account.email, password: account.password ?? '', rememberMe: true };
  const code = plex.currentCode(account);
  return expectValue(await api.signIn(code === '' ? credentials : { ...credentials, verificationCode: code }))
    .accountToken;
}

describe('signing in', () => {
  it('answers the account and its token, and sends a form', async () => {
    const token = await signInAs('practice');
    expect(plex.accountOf(token)?.username).toBe('practice');
    const request = plex.requests.find(({ path }) => path === '/api/v2/users/signin');
    expect(request?.headers['content-type']).toContain('application/x-www-form-urlencoded');
    expect(request?.headers['x-plex-token']).toBeUndefined();
    expect(new URLSearchParams(request?.body).get('rememberMe')).toBe('true');
  });

  it.each([
    ['simple', 'wrong', 'login-or-password-wrong'],
    ['practice', 'practice-password', 'code-needed'],
    ['mailonly', 'mailonly-password', 'email-needed'],
    ['google', 'anything', 'login-or-password-wrong'],
  ])('A1 tells apart what is wrong for %s', async (login, password, expected) => {
    expect(expectProblem(await api.signIn({ login, password, rememberMe: true }))).toBe(expected);
  });

  it('A3 knows a wrong code from a missing one', async () => {
    const { password = '' } = accountOf(plex, 'practice');
    expect(
      expectProblem(await api.signIn({ login: 'practice', password, verificationCode: '000000', rememberMe: true })),
    ).toBe('code-wrong');
  });

  it('is sent once, whatever comes back', async () => {
    plex.faults.always('POST /users/signin', { kind: 'status', status: 503 });
    expect(expectProblem(await api.signIn({ login: 'simple', password: 'simple-password', rememberMe: true }))).toBe(
      'plex-failing',
    );
    expect(plex.requests).toHaveLength(1);
  });
});

describe('the account', () => {
  it('is read leniently, its secrets left out', async () => {
    const { details, withoutSecrets } = expectValue(await api.readAccount(await signInAs('practice')));
    expect(details).toMatchObject({
      username: 'practice',
      twoFactorEnabled: true,
      joinedAt: 1_382_259_600_000,
      subscription: { active: true, plan: 'lifetime' },
      services: [
        { name: 'metadata-dev', online: true },
        { name: 'tunein', online: false },
      ],
      other: expect.arrayContaining([{ name: 'favouriteColour', value: 'teal' }]),
    });
    const everything = JSON.stringify([details, withoutSecrets]);
    for (const secret of [
      ...plex.tokensOf(accountOf(plex, 'practice')),
      'service-token-secret',
      'service-shared-secret',
      'hashed-home-pin',
    ]) {
      expect(everything).not.toContain(secret);
    }
  });

  it('A6 401 is the end of the token, 503 is not', async () => {
    const token = await signInAs('simple');
    plex.faults.next('GET /user', { kind: 'status', status: 503, body: 'down' });
    plex.faults.next('GET /user', { kind: 'status', status: 503, body: 'down' });
    plex.faults.next('GET /user', { kind: 'status', status: 503, body: 'down' });
    expect(expectProblem(await api.readAccount(token))).toBe('plex-failing');
    expect(expectValue(await api.readAccount(token)).details.username).toBe('simple');
    plex.revokeToken(token);
    expect(expectProblem(await api.readAccount(token))).toBe('account-token-dead');
  });

  it('an empty 404, as Plex’s load balancer gives in an outage, says nothing about the token', async () => {
    const token = await signInAs('simple');
    plex.faults.always('GET /user', { kind: 'empty', status: 404 });
    expect(expectProblem(await api.readAccount(token))).toBe('plex-failing');
  });

  it('is signed out at Plex; a token that is dead already counts as signed out', async () => {
    const token = await signInAs('simple');
    expect(expectValue(await api.signOut(token))).toBeNull();
    expect(plex.accountOf(token)).toBeNull();
    expect(expectValue(await api.signOut(token))).toBeNull();
  });
});

describe('servers', () => {
  it('are listed with their own tokens', async () => {
    const servers = expectValue(await api.listServers(await signInAs('practice')));
    expect(servers.map(({ name, owned, online }) => [name, owned, online])).toEqual([
      ['Tower', true, true],
      ['Attic', true, true],
      ['Friend’s Den', false, true],
      ['Long Gone', true, false],
    ]);
    expect(servers[0]?.accessToken).toBe(plex.servers[0]?.accessTokenFor(accountOf(plex, 'practice')));
  });

  it('N21 addresses no media server has are never asked', async () => {
    const token = await signInAs('practice');
    const uris = [
      'file:///etc/passwd',
      'javascript:alert(1)',
      'data:text/plain,x',
      'http://169.254.169.254',
      'https://user:pass@example.com',
      'https://xn--plx-bma.tv',
      'no address',
    ];
    plex.faults.next('GET /resources', {
      kind: 'json',
      value: [
        { name: 'Trap', clientIdentifier: 'trap', provides: 'server', connections: uris.map((uri) => ({ uri })) },
      ],
    });
    expect(expectValue(await api.listServers(token))[0]?.connections).toEqual([]);
  });

  it.each([
    ['1.42.2.10156', true],
    ['1.42.2.10156-f737b826c', true],
    ['1.42.2.10157', false],
    ['1.43.0.1', false],
    ['1.9.9.99999', true],
    ['2.0.0.0', false],
    [null, false],
  ])('know whether version %s turns transient tokens into permanent ones: %s', (version, leaks) => {
    expect(api.leaksPermanentToken(version)).toBe(leaks);
  });

  it('N3 are found behind dead addresses, and no probe carries a token', async () => {
    const [tower] = expectValue(await api.listServers(await signInAs('practice')));
    if (tower === undefined) throw new Error('Tower is missing.');
    const connection = expectValue(await api.connectToServer(tower, { allowPlainHttp: false }));
    expect(connection).toMatchObject({ uri: plex.servers[0]?.url, way: 'local', secure: false });
    const probes = plex.requests.filter(({ path }) => path === '/identity');
    expect(probes.map(({ headers }) => headers['x-plex-token'])).toEqual([undefined]);
    expect(probes[0]?.headers['x-plex-client-identifier']).toBeDefined();
  });

  it('A12 another machine at the address gets no token', async () => {
    const [tower] = expectValue(await api.listServers(await signInAs('practice')));
    if (tower === undefined) throw new Error('Tower is missing.');
    expect(expectProblem(await api.connectToServer({ ...tower, id: 'somebody-else' }, { allowPlainHttp: false }))).toBe(
      'server-is-another-machine',
    );
  });

  it('A10 a server that is off is named so, with when it was seen last', async () => {
    const gone = expectValue(await api.listServers(await signInAs('practice'))).find(
      ({ name }) => name === 'Long Gone',
    );
    if (gone === undefined) throw new Error('The server is missing.');
    const outcome = await api.connectToServer(gone, { allowPlainHttp: false });
    expect(outcome).toMatchObject({
      ok: false,
      problem: { code: 'server-offline', host: 'Long Gone', since: Date.UTC(2026, 10, 20, 8) },
    });
  });

  it('cancel frees the sockets of all who are still asked', async () => {
    const [tower] = expectValue(await api.listServers(await signInAs('practice')));
    if (tower === undefined) throw new Error('Tower is missing.');
    plex.faults.always('GET /identity', { kind: 'silence' });
    const controller = new AbortController();
    const connecting = api.connectToServer(tower, { allowPlainHttp: false }, controller.signal);
    await expect.poll(() => plex.requests.some(({ path }) => path === '/identity')).toBe(true);
    controller.abort();
    expect(expectProblem(await connecting)).toBe('cancelled');
    await expect.poll(() => plex.requests.find(({ path }) => path === '/identity')?.closedEarly).toBe(true);
  });
});

describe('transient tokens', () => {
  async function towerFor(username: string) {
    const tower = expectValue(await api.listServers(await signInAs(username))).find(({ name }) => name === 'Tower');
    if (tower === undefined || tower.accessToken === null) throw new Error('Tower is missing.');
    return {
      tower,
      accessToken: tower.accessToken,
      connection: expectValue(await api.connectToServer(tower, { allowPlainHttp: false })),
    };
  }

  it('are made by POST with the server’s own token, and open the server', async () => {
    const { tower, accessToken, connection } = await towerFor('practice');
    const token = expectValue(await api.mintTransientToken(connection, accessToken, tower));
    expect(plex.servers[0]?.accepts(token)).toBe(true);
    const request = plex.requests.at(-1);
    expect(request).toMatchObject({
      method: 'POST',
      path: '/security/token',
      query: { type: 'delegation', scope: 'all' },
    });
    expect(request?.headers['x-plex-token']).toBe(accessToken);
    expect(expectValue(await api.checkTransientToken(connection, token, tower))).toBe('alive');
    await plex.servers[0]?.restart();
    expect(expectValue(await api.checkTransientToken(connection, token, tower))).toBe('dead');
  });

  it.each([404, 405])('are asked for once more by GET where POST answers %i', async (status) => {
    const { tower, accessToken, connection } = await towerFor('practice');
    plex.faults.next('POST /security/token', { kind: 'status', status, body: '<html>Not Supported</html>' });
    const token = expectValue(await api.mintTransientToken(connection, accessToken, tower));
    expect(plex.servers[0]?.accepts(token)).toBe(true);
    expect(plex.requests.filter(({ path }) => path === '/security/token').map(({ method }) => method)).toEqual([
      'POST',
      'GET',
    ]);
  });

  it('N18 are read from XML too', async () => {
    const { tower, accessToken, connection } = await towerFor('practice');
    const body = '<?xml version="1.0" encoding="UTF-8"?>\n<MediaContainer size="0" token="transient-from-xml" />';
    plex.faults.next('POST /security/token', { kind: 'status', status: 200, body });
    expect(expectValue(await api.mintTransientToken(connection, accessToken, tower))).toBe('transient-from-xml');
  });

  it.each([
    [{ kind: 'status', status: 401, body: '<html>' }, 'server-token-refused'],
    [{ kind: 'status', status: 403, body: '<html>' }, 'not-allowed'],
    [{ kind: 'status', status: 500, body: '<html>' }, 'server-failing'],
    [{ kind: 'html' }, 'answer-not-understood'],
    [{ kind: 'json', value: { MediaContainer: { token: 'two words' } } }, 'answer-not-understood'],
    [{ kind: 'empty', status: 200 }, 'answer-not-understood'],
    [{ kind: 'redirect', status: 302, to: 'http://127.0.0.1:9/' }, 'redirected'],
  ] as const)('%j instead of a token is %s, and is not asked for again', async (fault, expected) => {
    const { tower, accessToken, connection } = await towerFor('practice');
    plex.faults.always('POST /security/token', fault);
    expect(expectProblem(await api.mintTransientToken(connection, accessToken, tower))).toBe(expected);
    expect(plex.requests.filter(({ path }) => path === '/security/token')).toHaveLength(1);
  });
});
