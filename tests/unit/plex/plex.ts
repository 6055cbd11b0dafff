/** What the tests of this room start from: Plex's API over Node's own fetch, against the practice Plex. */

import { openPlexApi, type PlexApi } from '../../../main/plex/api.ts';
import type { PlexConnectionSettings, PlexIdentity } from '../../../main/plex/http.ts';
import type { PlexServer, PublishedConnection } from '../../../main/plex/servers.ts';
import type { Clock } from '../../../main/ports.ts';
import { createSteadyClock } from '../../../main/steady-clock.ts';
import type { Problem, ProblemCode } from '../../../shared/problem.ts';
import type { PracticeAccount, PracticePlex } from '../../practice-plex/index.ts';

export const identity: PlexIdentity = {
  clientIdentifier: '6f0f3c1e-5d0c-4f43-9a3d-0f2f7c9f6b1a',
  product: 'Plex Token Tray',
  version: '0.0.0',
  platform: 'Linux',
  platformVersion: '6.1',
  device: 'Desktop',
  deviceName: 'test',
};

/** Opens the API against an address. Waits between tries are none, so that tests do not wait. */
export function openApi(plexTvUrl: string, change: Partial<PlexConnectionSettings> = {}): PlexApi {
  return openPlexApi({
    plexTvUrl,
    identity: () => identity,
    transport: fetch,
    clock: createSteadyClock(),
    random: () => 0,
    ...change,
  });
}

/**
 * A clock that counts the requests that ended: each calls its deadline off then. For waiting until an answer was taken
 * in, which nothing else shows.
 */
export function countingEnds(clock: Clock): Clock & { readonly ends: () => number } {
  let ends = 0;
  return {
    now: clock.now,
    after: (milliseconds, task) => {
      const stop = clock.after(milliseconds, task);
      return () => {
        ends += 1;
        stop();
      };
    },
    ends: () => ends,
  };
}

/** A server as plex.tv lists it, with these addresses. */
export function listedServer(
  connections: readonly Partial<PublishedConnection>[],
  change: Partial<PlexServer> = {},
): PlexServer {
  return {
    id: 'machine',
    name: 'Tower',
    version: '1.43.2.10700',
    platform: 'Linux',
    owned: true,
    ownerName: null,
    online: true,
    lastSeenAt: null,
    accessToken: 'server-access-token',
    httpsRequired: false,
    connections: connections.map((connection) => {
      const { protocol, hostname } = new URL(connection.uri ?? 'https://unnamed');
      return {
        uri: '',
        protocol: protocol === 'https:' ? 'https' : 'http',
        address: hostname,
        local: false,
        relay: false,
        ...connection,
      };
    }),
    ...change,
  };
}

/** The practice account of this username. */
export function accountOf(plex: PracticePlex, username: string): PracticeAccount {
  const found = plex.accounts.find((account) => account.username === username);
  if (found === undefined) throw new Error(`The practice Plex has no account ${username}.`);
  return found;
}

/** The value of a success; anything else fails the test with the problem. */
export function expectValue<Value>(
  result:
    | { readonly ok: true; readonly value: Value }
    | { readonly ok: false; readonly problem: { readonly code: string } },
): Value {
  if (!result.ok) throw new Error(`Unexpected problem: ${JSON.stringify(result.problem)}`);
  return result.value;
}

/** The code of a problem; a success fails the test. */
export function expectProblem(
  result: { readonly ok: true } | { readonly ok: false; readonly problem: Problem },
): ProblemCode {
  if (result.ok) throw new Error('Unexpected success.');
  return result.problem.code;
}
