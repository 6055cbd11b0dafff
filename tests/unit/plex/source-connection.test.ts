/** A source's connections: what is checked before asking, and every form an answer can have. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PlexApi } from '../../../main/plex/api.ts';
import type { ServerConnection } from '../../../main/plex/connections.ts';
import type { PlexServer } from '../../../main/plex/servers.ts';
import { type PracticePlex, startPracticePlex } from '../../practice-plex/index.ts';
import { accountOf, expectProblem, expectValue, openApi } from './plex.ts';

let plex: PracticePlex;
let api: PlexApi;
let tower: PlexServer;
let connection: ServerConnection;

beforeEach(async () => {
  plex = await startPracticePlex();
  api = openApi(plex.plexTvUrl);
  const account = accountOf(plex, 'practice');
  const signedIn = await api.signIn({
    login: account.email,
    password: account.password ?? '',
    verificationCode: plex.currentCode(account),
    rememberMe: true,
  });
  const [first] = expectValue(await api.listServers(expectValue(signedIn).accountToken));
  if (first === undefined) throw new Error('Tower is missing.');
  tower = first;
  connection = expectValue(await api.connectToServer(tower, { allowPlainHttp: false }));
});
afterEach(() => plex.close());

const serverNamed = (name: string) => {
  const found = plex.servers.find((server) => server.name === name);
  if (found === undefined) throw new Error(`${name} is missing.`);
  return found;
};
const ask = (source: string, change: Partial<PlexServer> = {}, refresh = false) =>
  api.readSourceConnections(connection, tower.accessToken ?? '', { source, refresh }, { ...tower, ...change });
const asked = () => plex.requests.filter(({ path }) => path === '/security/resources');

describe('a source', () => {
  it('that is a shared server comes with its addresses and a token that opens it', async () => {
    const den = serverNamed('Friend’s Den');
    const found = expectValue(await ask(`server://${den.id}`));
    expect(found).toMatchObject({
      name: 'Friend’s Den',
      id: den.id,
      connections: [{ protocol: 'http', address: '127.0.0.1', uri: den.url, local: true, relay: false }],
    });
    expect(found.connections[0]?.port).toBe(Number(new URL(den.url).port));
    expect(found.accessToken).toMatch(/^transient-/u);
    expect(den.accepts(found.accessToken ?? '')).toBe(true);
    expect(serverNamed('Tower').accepts(found.accessToken ?? '')).toBe(false);
  });

  it('that is a cloud provider comes with its address', async () => {
    expect(expectValue(await ask('provider://tv.plex.provider.epg'))).toMatchObject({
      name: 'Live TV',
      id: 'tv.plex.provider.epg',
      connections: [{ uri: 'https://epg.provider.plex.tv:443', port: 443, local: false, relay: false }],
    });
  });

  it('is sent whole, encoded, with the server’s own token and “refresh” as 0 or 1', async () => {
    const source = `server://${serverNamed('Friend’s Den').id}/com.plexapp.plugins.library`;
    expect((await ask(source)).ok).toBe(true);
    expect((await ask(source, {}, true)).ok).toBe(true);
    expect(asked().map(({ query }) => query)).toEqual([
      { source, refresh: '0' },
      { source, refresh: '1' },
    ]);
    expect(asked().map(({ headers }) => headers['x-plex-token'])).toEqual([tower.accessToken, tower.accessToken]);
  });

  it.each(['server://unknown-machine', 'provider://tv.plex.provider.nothing'])('“%s” is not known', async (source) => {
    expect(expectProblem(await ask(source))).toBe('source-unknown');
  });
});

describe('what is checked first', () => {
  it.each([
    'nonsense',
    '',
    'server://',
    'https://plex.tv',
    'server://two words',
    'provider://a?b=c',
    'server://a#b',
    `server://${'x'.repeat(400)}`,
  ])('“%s” is no source, and nothing is sent', async (source) => {
    expect(expectProblem(await ask(source))).toBe('source-malformed');
    expect(asked()).toEqual([]);
  });

  it.each([
    ['source-needs-owner', { owned: false }],
    ['source-server-too-old', { version: '1.15.3.876' }],
    ['source-server-too-old', { version: '0.9.17.0' }],
  ] as const)('%s for %j, and nothing is sent', async (expected, change) => {
    expect(expectProblem(await ask('provider://tv.plex.provider.epg', change))).toBe(expected);
    expect(asked()).toEqual([]);
  });

  it.each(['1.15.4.919', '1.15.4', '1.16.0.1', '2.0.0.0', null, 'unreadable'])(
    'version %s may be asked',
    async (version) => {
      expect((await ask('provider://tv.plex.provider.epg', { version })).ok).toBe(true);
    },
  );
});

const published = {
  protocol: 'https',
  address: '10.0.0.5',
  uri: 'https://10-0-0-5.0123.plex.direct:32400',
  port: 32400,
};
const xml = (inner: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<MediaContainer size="1">${inner}</MediaContainer>`;
const xmlConnection =
  '<Connection protocol="https" address="10.0.0.5" uri="https://10-0-0-5.0123.plex.direct:32400" port="32400" local="1"/>';
const xmlRelay =
  '<Connection protocol="https" address="52.0.0.1" uri="https://52-0-0-1.0123.plex.direct:8443" port="8443" local="0" relay="1"/>';
const device = { name: 'Den', clientIdentifier: 'den', accessToken: 'transient-den' };

describe('an answer', () => {
  it.each([
    ['one device, many connections', { Device: { ...device, Connection: [{ ...published, local: true }] } }],
    ['a list of one device', { Device: [{ ...device, Connection: [{ ...published, local: true }] }] }],
    ['one connection, not in a list', { Device: { ...device, Connection: { ...published, local: true } } }],
    [
      'numbers and flags as text',
      { Device: { ...device, Connection: { ...published, port: '32400', local: '1', relay: '0' } } },
    ],
    [
      'the same in XML',
      xml(`<Device name="Den" clientIdentifier="den" accessToken="transient-den">${xmlConnection}</Device>`),
    ],
  ])('with %s is understood', async (_, answer) => {
    const body = typeof answer === 'string' ? answer : JSON.stringify({ MediaContainer: answer });
    plex.faults.next('GET /security/resources', { kind: 'status', status: 200, body });
    expect(expectValue(await ask('server://den'))).toEqual({
      name: 'Den',
      id: 'den',
      accessToken: 'transient-den',
      connections: [{ ...published, local: true, relay: false }],
    });
  });

  it('tells a relay, in XML too', async () => {
    const body = xml(`<Device name="Den" clientIdentifier="den" accessToken="t">${xmlConnection}${xmlRelay}</Device>`);
    plex.faults.next('GET /security/resources', { kind: 'status', status: 200, body });
    expect(expectValue(await ask('server://den')).connections.map(({ local, relay }) => [local, relay])).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  it('without a token, or with something else in its place, has none', async () => {
    for (const accessToken of [undefined, '', 'two words', '<script>', { a: 1 }]) {
      const value = { MediaContainer: { Device: { ...device, accessToken, Connection: [] } } };
      plex.faults.next('GET /security/resources', { kind: 'json', value });
      expect(expectValue(await ask('server://den'))).toMatchObject({ accessToken: null, connections: [] });
    }
  });

  it.each([
    ['a page', { kind: 'html' }, 'answer-not-understood'],
    ['an empty container', { kind: 'json', value: { MediaContainer: { size: 0 } } }, 'answer-not-understood'],
    [
      'a device without an identifier',
      { kind: 'json', value: { MediaContainer: { Device: { name: 'x' } } } },
      'answer-not-understood',
    ],
    ['nothing', { kind: 'empty', status: 200 }, 'answer-not-understood'],
    ['400', { kind: 'status', status: 400, body: '<html><h1>400 Bad Request</h1></html>' }, 'source-unknown'],
    ['401', { kind: 'status', status: 401, body: '<html><h1>401 Unauthorized</h1></html>' }, 'server-token-refused'],
    ['403', { kind: 'status', status: 403, body: '<html><h1>403 Forbidden</h1></html>' }, 'source-unknown'],
    ['404', { kind: 'status', status: 404, body: '<html><h1>404 Not Found</h1></html>' }, 'source-unknown'],
    ['500', { kind: 'status', status: 500, body: '<html><h1>500</h1></html>' }, 'server-failing'],
    ['a redirect', { kind: 'redirect', status: 302, to: 'http://127.0.0.1:9/' }, 'redirected'],
  ] as const)('that is %s is told as such', async (_, fault, expected) => {
    plex.faults.always('GET /security/resources', fault);
    expect(expectProblem(await ask('server://den'))).toBe(expected);
  });
});
