/** plex.direct names where no name can be looked up: a test authority, real TLS, and a resolver that knows nothing. */

import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createDirectTransport, type PlexApi } from '../../../main/plex/api.ts';
import type { Transport } from '../../../main/ports.ts';
import { startPracticePlex } from '../../practice-plex/index.ts';
import { createTestAuthority, expired, notYetValid, plexDirectName } from '../../practice-plex/test-authority.ts';
import { createTestClock } from '../session/doubles.ts';
import { expectProblem, expectValue, listedServer, openApi } from './plex.ts';

const authority = createTestAuthority();
const stranger = createTestAuthority('Somebody Else');
const name = plexDirectName('127.0.0.1');
const good = authority.issue([name]);

/** Looks up no name at all, as a router that filters private addresses, or no internet. */
const knowsNoName: Transport = async (input, init) => {
  const { hostname } = new URL(input instanceof Request ? input.url : input);
  if (hostname === '127.0.0.1') return fetch(input, init);
  throw new TypeError('fetch failed', { cause: { code: 'ENOTFOUND', message: `getaddrinfo ENOTFOUND ${hostname}` } });
};

const open = (change: Parameters<typeof openApi>[1] = {}): PlexApi =>
  openApi('https://plex.invalid/api/v2', {
    transport: knowsNoName,
    directTransport: createDirectTransport(authority.certificate),
    ...change,
  });

const opened: (Server | SecureServer)[] = [];
afterEach(async () => {
  for (const server of opened.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

interface Seen {
  readonly path: string | undefined;
  readonly host: string | undefined;
  readonly servername: string | false | null;
  readonly token: string | string[] | undefined;
  readonly response: ServerResponse;
}

/** A media server that speaks TLS with this certificate, and answers as told; `/identity` unless told otherwise. */
async function serve(
  certificate: { readonly key: string; readonly cert: string },
  reply: (response: ServerResponse) => void = (response) =>
    response.end(
      JSON.stringify({ MediaContainer: { machineIdentifier: 'machine', claimed: true, token: 'transient-1' } }),
    ),
) {
  const seen: Seen[] = [];
  const server = createSecureServer(certificate, (request, response) => {
    const { servername } = request.socket as TLSSocket & { servername: string | false | null };
    seen.push({
      path: request.url,
      host: request.headers.host,
      servername,
      token: request.headers['x-plex-token'],
      response,
    });
    reply(response);
  });
  opened.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const uri = `https://${name}:${port}`;
  return { seen, uri, listed: listedServer([{ uri, address: '127.0.0.1', local: true }]) };
}

const connect = (api: PlexApi, server: Awaited<ReturnType<typeof serve>>, signal?: AbortSignal) =>
  api.connectToServer(server.listed, { allowPlainHttp: false }, signal);

describe('N2 a plex.direct name that nobody looks up', () => {
  it('is reached by its published address, its name kept for TLS and Host, for POST too', async () => {
    const server = await serve(good);
    const api = open();
    const connection = expectValue(await connect(api, server));
    expect(connection).toMatchObject({ uri: server.uri, way: 'local', secure: true });
    expect(expectValue(await api.mintTransientToken(connection, 'server-token', server.listed))).toBe('transient-1');
    const { host } = new URL(server.uri);
    expect(server.seen).toMatchObject([
      { path: '/identity', host, servername: name, token: undefined },
      { path: '/security/token?type=delegation&scope=all', host, servername: name, token: 'server-token' },
    ]);
  });

  it.each([
    ['for another name', authority.issue([plexDirectName('127.0.0.1', 'f'.repeat(32))]), 'certificate-not-trusted'],
    ['for the bare address', authority.issue(['127.0.0.1']), 'certificate-not-trusted'],
    ['of an unknown authority', stranger.issue([name]), 'certificate-not-trusted'],
    ['that has expired', authority.issue([name], expired), 'certificate-expired'],
    ['that is not valid yet', authority.issue([name], notYetValid), 'clock-wrong'],
  ])('N6 a certificate %s is refused before anything is said', async (_, certificate, expected) => {
    const server = await serve(certificate);
    expect(expectProblem(await connect(open(), server))).toBe(expected);
    expect(server.seen).toEqual([]);
  });

  it('N6 without the authority’s being trusted nothing is said either', async () => {
    const server = await serve(good);
    const outcome = await connect(open({ directTransport: createDirectTransport() }), server);
    expect(expectProblem(outcome)).toBe('certificate-not-trusted');
    expect(server.seen).toEqual([]);
  });

  it.each([301, 302, 303, 307, 308])('N14 a %i elsewhere is refused, and elsewhere hears nothing', async (status) => {
    const elsewhere = await serve(good);
    const server = await serve(good, (response) => response.writeHead(status, { location: elsewhere.uri }).end());
    expect(expectProblem(await connect(open(), server))).toBe('redirected');
    expect(elsewhere.seen).toEqual([]);
  });

  it.each([
    ['6 MB of it', (response: ServerResponse) => response.end('x'.repeat(6_000_000))],
    [
      '50 MB in gzip',
      (response: ServerResponse) =>
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000, 0x20))),
    ],
  ])('N16 %s is cut at 5 MB', async (_, reply) => {
    const api = open();
    const server = await serve(good, reply);
    const connection = { ...directConnection(server), publishedAddress: '127.0.0.1' };
    expect(expectProblem(await api.mintTransientToken(connection, 'server-token', server.listed))).toBe(
      'answer-too-large',
    );
  });

  it('N7 a body that drips is given up at the deadline, and the socket with it', async () => {
    const clock = createTestClock();
    const server = await serve(good, (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const dripping = setInterval(() => response.write(' '), 5);
      response.once('close', () => clearInterval(dripping));
    });
    const minting = open({ clock }).mintTransientToken(directConnection(server), 'server-token', server.listed);
    await expect.poll(() => server.seen.length).toBe(1);
    clock.advance(15_000);
    expect(expectProblem(await minting)).toBe('timed-out');
    await expect.poll(() => server.seen[0]?.response.destroyed).toBe(true);
  });

  it('N8 a server that says nothing is let go on cancel', async () => {
    const server = await serve(good, () => undefined);
    const controller = new AbortController();
    const connecting = connect(open(), server, controller.signal);
    await expect.poll(() => server.seen.length).toBe(1);
    controller.abort();
    expect(expectProblem(await connecting)).toBe('cancelled');
    await expect.poll(() => server.seen[0]?.response.destroyed).toBe(true);
  });

  it('N9 an answer that stops half-way is told as such', async () => {
    const server = await serve(good, (response) => {
      response.writeHead(200, { 'content-length': 4000 });
      response.write('{"MediaContainer":', () => response.destroy());
    });
    const minted = await open().mintTransientToken(directConnection(server), 'server-token', server.listed);
    expect(expectProblem(minted)).toBe('answer-damaged');
  });

  it('goes past any proxy of the environment', async () => {
    let proxied = 0;
    const proxy = createServer((_request, response) => {
      proxied += 1;
      response.end();
    }).on('connect', (_request, socket) => {
      proxied += 1;
      socket.destroy();
    });
    opened.push(proxy);
    await once(proxy.listen(0, '127.0.0.1'), 'listening');
    for (const variable of ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY']) {
      vi.stubEnv(variable, `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
    }
    const server = await serve(good);
    expect((await connect(open(), server)).ok).toBe(true);
    vi.unstubAllEnvs();
    expect(proxied).toBe(0);
  });
});

const directConnection = (server: { readonly uri: string }) => ({
  uri: server.uri,
  way: 'local' as const,
  secure: true,
  host: 'Tower',
  latencyMs: 1,
  version: null,
  publishedAddress: '127.0.0.1',
});

describe('the published address', () => {
  it('is used for plex.direct names only', async () => {
    const server = await serve(authority.issue(['server.example']));
    const uri = `https://server.example:${new URL(server.uri).port}`;
    const listed = listedServer([{ uri, address: '127.0.0.1' }]);
    expect(expectProblem(await open().connectToServer(listed, { allowPlainHttp: false }))).toBe('server-not-reachable');
    expect(server.seen).toEqual([]);
  });

  it.each(['169.254.169.254', 'not-an-address', '', '::'])('N21 “%s” is never connected to', async (address) => {
    const server = await serve(good);
    const asked: string[] = [];
    const api = open({
      directTransport: (_name, published) => {
        asked.push(published);
        return {};
      },
    });
    const listed = listedServer([{ uri: server.uri, address }]);
    expect(expectProblem(await api.connectToServer(listed, { allowPlainHttp: false }))).toBe('server-not-reachable');
    expect(asked).toEqual([]);
  });

  it('is not used while the name can be looked up', async () => {
    const asked: string[] = [];
    const refused: Transport = () => Promise.reject(new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } }));
    const api = open({
      transport: refused,
      directTransport: (_name, published) => {
        asked.push(published);
        return {};
      },
    });
    const listed = listedServer([{ uri: `https://${name}:1`, address: '127.0.0.1' }]);
    expect(expectProblem(await api.connectToServer(listed, { allowPlainHttp: false }))).toBe('server-not-reachable');
    expect(asked).toEqual([]);
  });
});

describe('the whole job over plex.direct', () => {
  let api: PlexApi;
  let plex: Awaited<ReturnType<typeof startPracticePlex>>;
  beforeAll(async () => {
    plex = await startPracticePlex({
      servers: [
        { name: 'Tower', version: '1.43.2.10700', owner: 'simple', relay: true, tls: { ...good, hostname: name } },
      ],
    });
    api = open({ plexTvUrl: plex.plexTvUrl });
    return () => plex.close();
  });

  it('sign in, list, connect, generate, check', async () => {
    const signedIn = await api.signIn({ login: 'simple', password: 'simple-password', rememberMe: true });
    const [tower] = expectValue(await api.listServers(expectValue(signedIn).accountToken));
    if (tower?.accessToken == null) throw new Error('Tower is missing.');
    const connection = expectValue(await api.connectToServer(tower, { allowPlainHttp: false }));
    expect(connection).toMatchObject({ way: 'local', secure: true });
    const token = expectValue(await api.mintTransientToken(connection, tower.accessToken, tower));
    expect(plex.servers[0]?.accepts(token)).toBe(true);
    expect(expectValue(await api.checkTransientToken(connection, token, tower))).toBe('alive');
  });
});
