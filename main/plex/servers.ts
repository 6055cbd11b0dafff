/** The media servers an account can use: `GET /resources`. */

import { problem } from '../../shared/problem.ts';
import { failure, type Result } from '../../shared/result.ts';
import { askableOrigin } from './addresses.ts';
import { hostOf, type Plex } from './http.ts';
import { readJson } from './json.ts';
import { asArray, asBoolean, asMoment, asName, asObject, asText } from './reading.ts';

export interface PublishedConnection {
  /** Origin, e.g. `https://192-168-1-5.….plex.direct:32400`. */
  readonly uri: string;
  readonly protocol: 'http' | 'https';
  /** The IP address or name behind the uri. */
  readonly address: string;
  readonly local: boolean;
  readonly relay: boolean;
}

export interface PlexServer {
  /** The machine identifier. */
  readonly id: string;
  readonly name: string;
  readonly version: string | null;
  readonly platform: string | null;
  readonly owned: boolean;
  readonly ownerName: string | null;
  readonly online: boolean;
  readonly lastSeenAt: number | null;
  /** This server's own token for this account. */
  readonly accessToken: string | null;
  readonly httpsRequired: boolean;
  readonly connections: readonly PublishedConnection[];
}

/** Lists the servers, with every kind of address (`docs/plex-api.md`, "Servers"). */
export async function listServers(
  plex: Plex,
  accountToken: string,
  signal?: AbortSignal,
): Promise<Result<readonly PlexServer[]>> {
  const address = `${plex.plexTvUrl}/resources`;
  const query = { includeHttps: '1', includeRelay: '1', includeIPv6: '1' };
  const token = accountToken;
  const answer = await plex.send({ asked: 'plex.tv', method: 'GET', address, query, token, signal, expects: 'json' });
  if (!answer.ok) return answer;
  const host = hostOf(address);
  const parsed = readJson(answer.value, host);
  if (!parsed.ok) return parsed;
  if (!Array.isArray(parsed.value))
    return failure(problem('answer-not-understood', { host, status: answer.value.status }));
  // Listed twice is the same machine: the first one counts.
  const byId = new Map<string, PlexServer>();
  for (const server of parsed.value.flatMap(serverFrom)) if (!byId.has(server.id)) byId.set(server.id, server);
  return { ok: true, value: [...byId.values()] };
}

function serverFrom(entry: unknown): readonly PlexServer[] {
  const resource = asObject(entry);
  const id = asText(resource?.['clientIdentifier']);
  const provides = (asText(resource?.['provides']) ?? '').split(',').map((role) => role.trim());
  if (resource === null || id === null || id.length > 200 || !provides.includes('server')) return [];
  return [
    {
      id,
      name: asName(resource['name']) ?? '',
      version: asName(resource['productVersion']),
      platform: asName(resource['platform']),
      owned: asBoolean(resource['owned']) ?? false,
      ownerName: asName(resource['sourceTitle']),
      online: asBoolean(resource['presence']) ?? false,
      lastSeenAt: asMoment(resource['lastSeenAt']),
      accessToken: asText(resource['accessToken']),
      httpsRequired: asBoolean(resource['httpsRequired']) ?? false,
      connections: asArray(resource['connections']).flatMap(connectionFrom),
    },
  ];
}

/** A published connection; one that may never be asked (`file:`, a login in the address, link-local …) is left out. */
export function connectionFrom(entry: unknown): readonly PublishedConnection[] {
  const connection = asObject(entry);
  const uri = askableOrigin(asText(connection?.['uri']) ?? '');
  if (connection === null || uri === null) return [];
  const url = new URL(uri);
  const protocol = url.protocol === 'https:' ? 'https' : 'http';
  return [
    {
      uri,
      protocol,
      address: asText(connection['address']) ?? url.hostname,
      local: asBoolean(connection['local']) ?? false,
      relay: asBoolean(connection['relay']) ?? false,
    },
  ];
}

/** The last version that turns a transient token into a permanent one (CVE-2025-69414; `docs/plex-api.md`, "What a transient token can do"). */
const lastLeakingVersion = [1, 42, 2, 10156] as const;

/** Whether a server of this version gives a transient token's bearer a permanent token. An unknown version does not count. */
export function leaksPermanentToken(version: string | null): boolean {
  const parts = /^(\d+)\.(\d+)\.(\d+)\.(\d+)/u
    .exec(version ?? '')
    ?.slice(1)
    .map(Number);
  if (parts === undefined) return false;
  for (const [index, last] of lastLeakingVersion.entries()) {
    const part = parts[index] ?? 0;
    if (part !== last) return part < last;
  }
  return true;
}
