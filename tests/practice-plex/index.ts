/** A stand-in for plex.tv and several media servers over real HTTP: for tests, the demo and benchmarks. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defaultAccounts, type PracticeAccount } from './accounts.ts';
import { type RecordedRequest, readExchange } from './exchange.ts';
import { createFaults, type FaultSwitchboard } from './faults.ts';
import { type PracticeMediaServer, type PracticeServerOptions, startMediaServer } from './media-server.ts';
import { createPlexTv } from './plex-tv.ts';
import { signInPage } from './sign-in-page.ts';

export type { PracticeAccount } from './accounts.ts';
export type { RecordedRequest } from './exchange.ts';
export type { PracticeMediaServer, PracticeServerOptions } from './media-server.ts';

export interface PracticePlexOptions {
  /** Epoch milliseconds; the system's clock unless given. */
  readonly now?: () => number;
  readonly accounts?: readonly PracticeAccount[];
  readonly servers?: readonly PracticeServerOptions[];
  /** Failed sign-ins in a row before the network is locked out; 8 unless given. */
  readonly failuresBeforeLockOut?: number;
  /** How long the nth PIN lives, counted from 0; as long as Plex's own unless given. */
  readonly pinLifetimeSeconds?: (pin: number) => number;
  /** Port of plex.tv; a free one unless given. */
  readonly port?: number;
}

export interface PracticePlex {
  /** Base address of plex.tv's API, for `PLEX_TV_URL`. */
  readonly plexTvUrl: string;
  readonly accounts: readonly PracticeAccount[];
  readonly servers: readonly PracticeMediaServer[];
  /** Every request seen, by plex.tv and by the servers. */
  readonly requests: readonly RecordedRequest[];
  readonly faults: FaultSwitchboard;
  /** The verification code that would be accepted now. */
  readonly currentCode: (account: PracticeAccount) => string;
  readonly accountOf: (token: string) => PracticeAccount | null;
  readonly tokensOf: (account: PracticeAccount) => readonly string[];
  readonly revokeToken: (token: string) => void;
  /** What a person does at app.plex.tv or plex.tv/link. Answers whether there was such a code. */
  readonly finishBrowserSignIn: (code: string, account: PracticeAccount) => boolean;
  readonly refuseBrowserSignIn: (code: string) => boolean;
  readonly close: () => Promise<void>;
}

/** Addresses that never lead to a server: one refuses, one is on another network. */
const deadConnections = [
  {
    protocol: 'http',
    address: '127.0.0.1',
    port: 9,
    uri: 'http://127.0.0.1:9',
    local: true,
    relay: false,
    IPv6: false,
  },
  {
    protocol: 'https',
    address: '203.0.113.7',
    port: 9,
    uri: 'https://127.0.0.1:9',
    local: false,
    relay: false,
    IPv6: false,
  },
] as const;

/** A server of one's own, an old one, one that somebody shares, and one that is off. */
export const defaultServers: readonly PracticeServerOptions[] = [
  {
    name: 'Tower',
    version: '1.43.2.10700-abcdef123',
    owner: 'practice',
    sharedWith: ['simple'],
    moreConnections: deadConnections,
  },
  { name: 'Attic', version: '1.42.1.10060-4e8b05daf', owner: 'practice' },
  { name: 'Friend’s Den', version: '1.43.0.10492-121068a07', owner: 'simple', sharedWith: ['practice'] },
  { name: 'Long Gone', version: '1.32.8.7639-fb6452ebf', owner: 'practice', offline: true },
];

/** Starts it all. */
export async function startPracticePlex(options: PracticePlexOptions = {}): Promise<PracticePlex> {
  const now = options.now ?? Date.now;
  const accounts = options.accounts ?? defaultAccounts;
  const requests: RecordedRequest[] = [];
  const faults = createFaults();
  const record = (request: RecordedRequest): void => {
    requests.push(request);
  };
  const servers: PracticeMediaServer[] = [];
  for (const server of options.servers ?? defaultServers)
    servers.push(await startMediaServer(server, { now, faults, record, servers: () => servers }));

  const plexTv = createPlexTv({
    accounts,
    servers: () => servers,
    now,
    failuresBeforeLockOut: options.failuresBeforeLockOut ?? 8,
    pinLifetimeSeconds: options.pinLifetimeSeconds,
  });
  const listener = createServer((request, response) => {
    void readExchange('plex.tv', request, response)
      .then(async (exchange) => {
        record(exchange);
        if (await faults.play(exchange)) return;
        if (!signInPage(exchange, accounts, plexTv)) plexTv.handle(exchange);
      })
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = listener.address() as AddressInfo;

  return {
    plexTvUrl: `http://127.0.0.1:${port}/api/v2`,
    accounts,
    servers,
    requests,
    faults,
    currentCode: plexTv.currentCode,
    accountOf: plexTv.accountOf,
    tokensOf: plexTv.tokensOf,
    revokeToken: plexTv.revoke,
    finishBrowserSignIn: plexTv.finishPin,
    refuseBrowserSignIn: plexTv.refusePin,
    close: async () => {
      await Promise.all(servers.map((server) => server.stop()));
      listener.closeAllConnections();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}
