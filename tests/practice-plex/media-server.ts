/** The stand-in for one media server: identity, sections, transient tokens, sources. */

import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { PracticeAccount } from './accounts.ts';
import { answer, type Exchange, type RecordedRequest, readExchange, send } from './exchange.ts';
import type { Faults } from './faults.ts';

/** How long a transient token lives, in milliseconds. */
const transientLife = 48 * 60 * 60 * 1000;

export interface PracticeConnection {
  readonly protocol: 'http' | 'https';
  readonly address: string;
  readonly port: number;
  readonly uri: string;
  readonly local: boolean;
  readonly relay: boolean;
  readonly IPv6: boolean;
}

export interface PracticeServerOptions {
  readonly name: string;
  readonly version: string;
  /** Username of its owner; everyone else sees it as shared. */
  readonly owner: string;
  /** Usernames it is shared with. */
  readonly sharedWith?: readonly string[];
  /** Not running, and plex.tv knows. */
  readonly offline?: boolean;
  readonly unclaimed?: boolean;
  /** Answers 404 or 405 to POST /security/token, as old builds may. */
  readonly refusesPost?: 404 | 405;
  /** Further addresses to list, dead or hostile ones. */
  readonly moreConnections?: readonly Partial<PracticeConnection>[];
  readonly id?: string;
  /** Speaks https only, and is listed under this name. */
  readonly tls?: { readonly key: string; readonly cert: string; readonly hostname: string };
  /** Is also reached by a relay: the same server behind another port, listed last. */
  readonly relay?: boolean;
}

/** What a client asked `/resources` to include; each is left out unasked. */
export interface ListingWishes {
  readonly https: boolean;
  readonly relay: boolean;
  readonly ipv6: boolean;
}

export interface PracticeMediaServer {
  readonly id: string;
  readonly name: string;
  /** Its address on this computer. */
  readonly url: string;
  readonly accessTokenFor: (account: PracticeAccount) => string;
  /** A transient token for somebody who came by way of another server; `null` for one who has no access here. */
  readonly mintFor: (username: string) => string | null;
  readonly transientTokens: () => readonly string[];
  /** Whether a request with this token would be let in. */
  readonly accepts: (token: string) => boolean;
  /** Ends all transient tokens, as every restart does. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly resourceFor: (account: PracticeAccount, wishes: ListingWishes) => readonly Record<string, unknown>[];
  /** How a source that names this server is told to those who may know. */
  readonly connections: () => readonly PracticeConnection[];
}

/** Cloud providers every server knows: identifier, name, host. */
const providers: ReadonlyMap<string, { readonly name: string; readonly host: string }> = new Map([
  ['tv.plex.provider.epg', { name: 'Live TV', host: 'epg.provider.plex.tv' }],
  ['tv.plex.provider.vod', { name: 'Movies & Shows', host: 'vod.provider.plex.tv' }],
]);

export interface MediaServerHost {
  /** All media servers there are, this one among them. */
  readonly servers: () => readonly PracticeMediaServer[];
  readonly now: () => number;
  readonly faults: Faults;
  readonly record: (request: RecordedRequest) => void;
}

/** Starts a media server on a free port of this computer. */
export async function startMediaServer(
  options: PracticeServerOptions,
  host: MediaServerHost,
): Promise<PracticeMediaServer> {
  const id = options.id ?? randomBytes(20).toString('hex');
  const accessTokens = new Map<string, string>();
  let transient: readonly { readonly token: string; readonly admin: boolean; readonly endsAt: number }[] = [];
  let listeners: readonly Server[] = [];
  let port = 0;
  let relayPort = 0;

  const accessTokenFor = ({ username }: PracticeAccount): string => {
    const token = accessTokens.get(username) ?? randomBytes(15).toString('base64url');
    accessTokens.set(username, token);
    return token;
  };
  const living = () => transient.filter(({ endsAt }) => host.now() < endsAt);

  /** What a token is good for: its bearer's power here, or null for a stranger. */
  function standingOf(token: string | null): 'admin' | 'guest' | null {
    if (token === null) return null;
    const owner = accessTokens.get(options.owner);
    if (owner !== undefined && token === owner) return 'admin';
    if ([...accessTokens.values()].includes(token)) return 'guest';
    const found = living().find((entry) => entry.token === token);
    return found === undefined ? null : found.admin ? 'admin' : 'guest';
  }

  const page = (exchange: Exchange, status: number, title: string): void =>
    send(
      exchange,
      status,
      'text/html',
      `<html><head><title>${title}</title></head><body><h1>${status} ${title}</h1></body></html>`,
    );

  function handle(exchange: Exchange): void {
    const { path, method, query } = exchange;
    if (path === '/identity') {
      const claimed = options.unclaimed !== true;
      answerContainer(exchange, {
        size: 0,
        apiVersion: '1.1.1',
        claimed,
        machineIdentifier: id,
        version: options.version,
      });
      return;
    }
    const token = exchange.plex('X-Plex-Token');
    const standing = standingOf(token);
    if (standing === null) {
      page(exchange, path === '/security/token' ? 403 : 401, path === '/security/token' ? 'Forbidden' : 'Unauthorized');
      return;
    }
    if (path === '/security/token') {
      if (method === 'POST' && options.refusesPost !== undefined) page(exchange, options.refusesPost, 'Not Supported');
      else if (query['type'] !== 'delegation' || query['scope'] !== 'all') page(exchange, 400, 'Bad Request');
      else answerContainer(exchange, { size: 0, token: mint(standing === 'admin') });
    } else if (path === '/security/resources') sourceConnections(exchange, standing);
    else if (path === '/myplex/account') leakyAccount(exchange, token);
    else if (path === '/' || path === '/library/sections') {
      answerContainer(exchange, {
        size: 0,
        friendlyName: options.name,
        machineIdentifier: id,
        version: options.version,
      });
    } else page(exchange, 404, 'Not Found');
  }

  function mint(admin: boolean): string {
    const token = `transient-${randomUUID()}`;
    transient = [...living(), { token, admin, endsAt: host.now() + transientLife }];
    return token;
  }

  /** For the owner: how to reach a server that is shared with the owner, or a cloud provider, and a token for it. */
  function sourceConnections(exchange: Exchange, standing: 'admin' | 'guest'): void {
    const [, kind, identifier = ''] = /^(server|provider):\/\/([^/]+)/u.exec(exchange.query['source'] ?? '') ?? [];
    if (standing !== 'admin') page(exchange, 403, 'Forbidden');
    else if (kind === undefined) page(exchange, 400, 'Bad Request');
    else {
      const Device = kind === 'server' ? serverSource(identifier) : providerSource(identifier);
      if (Device === null) page(exchange, 403, 'Forbidden');
      else answerContainer(exchange, { size: 1, Device });
    }
  }

  function serverSource(identifier: string): Record<string, unknown> | null {
    const source = host.servers().find((candidate) => candidate.id === identifier);
    const accessToken = source?.mintFor(options.owner) ?? null;
    if (source === undefined || accessToken === null) return null;
    // As documented: only a relay says whether it is one.
    const Connection = source.connections().map(({ protocol, address, uri, port: at, local, relay }) => ({
      protocol,
      address,
      uri,
      port: at,
      local,
      ...(relay ? { relay } : {}),
    }));
    return { name: source.name, clientIdentifier: identifier, accessToken, Connection };
  }

  /** Where a provider's token would be accepted is in the cloud: no practice server takes it. */
  function providerSource(identifier: string): Record<string, unknown> | null {
    const provider = providers.get(identifier);
    if (provider === undefined) return null;
    const { name, host: address } = provider;
    const Connection = [{ protocol: 'https', address, uri: `https://${address}:443`, port: 443, local: false }];
    return { name, clientIdentifier: identifier, accessToken: `transient-${randomUUID()}`, Connection };
  }

  /** Versions up to 1.42.2.10156 hand a permanent token to the bearer of a transient one (CVE-2025-69414). */
  function leakyAccount(exchange: Exchange, token: string | null): void {
    const isTransient = token?.startsWith('transient-') === true;
    if (isTransient && !/^1\.(?:[0-3]?\d|4[01]|42\.[012])\./u.test(options.version))
      page(exchange, 401, 'Unauthorized');
    else answerContainer(exchange, { size: 0, authToken: accessTokens.get(options.owner), username: options.owner });
  }

  const connectionAt = (at: number, relay: boolean): PracticeConnection => ({
    protocol: options.tls === undefined ? 'http' : 'https',
    address: '127.0.0.1',
    port: at,
    uri: options.tls === undefined ? `http://127.0.0.1:${at}` : `https://${options.tls.hostname}:${at}`,
    local: !relay,
    relay,
    IPv6: false,
  });
  const connections = (): readonly PracticeConnection[] => [
    connectionAt(port, false),
    ...(options.relay ? [connectionAt(relayPort, true)] : []),
  ];

  /** Opens one door of the server, by the port it had before. Answers the port. */
  async function listen(at: number): Promise<number> {
    const listener = (request: IncomingMessage, response: ServerResponse): void => {
      void readExchange(id, request, response)
        .then(async (exchange) => {
          host.record(exchange);
          if (!(await host.faults.play(exchange))) handle(exchange);
        })
        .catch(() => response.destroy());
    };
    const listening = options.tls === undefined ? createServer(listener) : createSecureServer(options.tls, listener);
    await new Promise<void>((resolve, reject) => {
      listening.once('error', reject);
      listening.listen(at, '127.0.0.1', resolve);
    });
    listeners = [...listeners, listening];
    return (listening.address() as AddressInfo).port;
  }

  async function start(): Promise<void> {
    port = await listen(port);
    if (options.relay) relayPort = await listen(relayPort);
  }

  async function stop(): Promise<void> {
    const stopping = listeners;
    listeners = [];
    transient = [];
    for (const listening of stopping) {
      listening.closeAllConnections();
      await new Promise((resolve) => listening.close(resolve));
    }
  }

  // An offline server keeps its last port, so that its listed address is real and refuses.
  await start();
  if (options.offline) await stop();

  return {
    id,
    name: options.name,
    get url() {
      return connectionAt(port, false).uri;
    },
    accessTokenFor,
    connections,
    mintFor: (username) =>
      username === options.owner || options.sharedWith?.includes(username) ? mint(username === options.owner) : null,
    start,
    stop,
    restart: async () => {
      await stop();
      await start();
    },
    transientTokens: () => living().map(({ token }) => token),
    accepts: (token) => standingOf(token) !== null,
    resourceFor: (account, wishes) => {
      const owned = account.username === options.owner;
      if (!owned && options.sharedWith?.includes(account.username) !== true) return [];
      return [
        {
          name: options.name,
          product: 'Plex Media Server',
          productVersion: options.version,
          platform: options.offline ? null : 'Linux',
          platformVersion: options.offline ? null : '12',
          device: options.offline ? null : 'PC',
          clientIdentifier: id,
          createdAt: '2021-04-12T18:21:12Z',
          lastSeenAt: '2026-11-20T08:00:00Z',
          provides: 'server',
          ownerId: owned ? null : 4711,
          sourceTitle: owned ? null : options.owner,
          publicAddress: '203.0.113.7',
          accessToken: accessTokenFor(account),
          owned,
          home: false,
          synced: false,
          relay: true,
          presence: options.offline !== true,
          httpsRequired: false,
          publicAddressMatches: true,
          dnsRebindingProtection: false,
          natLoopbackSupported: false,
          connections: [...(options.moreConnections ?? []), ...connections()]
            .filter(({ relay, IPv6 }) => (wishes.relay || !relay) && (wishes.ipv6 || !IPv6))
            .map((connection) => (wishes.https ? connection : withoutHttps(connection))),
        },
      ];
    },
  };
}

/** As listed for a client that did not ask for https. */
function withoutHttps(connection: Partial<PracticeConnection>): Partial<PracticeConnection> {
  const { address, port } = connection;
  return { ...connection, protocol: 'http', uri: `http://${address}:${port}` };
}

function answerContainer(exchange: Exchange, content: Record<string, unknown>): void {
  if (exchange.headers['accept']?.includes('application/json'))
    answer(exchange, 200, 'MediaContainer', { MediaContainer: content });
  else answer(exchange, 200, 'MediaContainer', content);
}
