/** A source's connections: how a server reaches a shared server or a cloud provider that it knows. */

import { problem } from '../../shared/problem.ts';
import { failure, type Result } from '../../shared/result.ts';
import type { ServerConnection } from './connections.ts';
import type { Plex } from './http.ts';
import { containerOf } from './identity.ts';
import { asArray, asName, asNumber, asObject, asText, type Json } from './reading.ts';
import { asServerToken } from './transient-token.ts';
import type { XmlElement } from './xml.ts';

export interface SourceConnection {
  readonly uri: string;
  readonly protocol: string;
  readonly address: string;
  readonly port: number | null;
  readonly local: boolean;
  readonly relay: boolean;
}

export interface SourceConnections {
  readonly name: string;
  readonly id: string;
  /** A transient token for the source. */
  readonly accessToken: string | null;
  readonly connections: readonly SourceConnection[];
}

const longestSource = 300;

/** More than any server has; the list is shown whole. */
const mostConnections = 150;

/** Checks a source as typed: `server://<machine identifier>[/<provider>]` or `provider://<id>`. */
export function parseSource(text: string): Result<string> {
  const source = text.trim();
  const fits = /^(?:server:\/\/[\w.-]+(?:\/[\w./-]*)?|provider:\/\/[\w./-]+)$/u.test(source);
  return fits && source.length <= longestSource ? { ok: true, value: source } : failure(problem('source-malformed'));
}

/** The first version that answers (`docs/plex-api.md`, "Source connections"). */
const firstVersion = [1, 15, 4] as const;

/** Why a server cannot be asked for a source's connections; `null` where it can. */
export function sourceObstacle(server: {
  readonly name: string;
  readonly owned: boolean;
  readonly version: string | null;
}) {
  if (!server.owned) return problem('source-needs-owner', { host: server.name });
  const parts = /^(\d+)\.(\d+)\.(\d+)/u
    .exec(server.version ?? '')
    ?.slice(1)
    .map(Number);
  const difference = parts?.map((part, index) => part - (firstVersion[index] ?? 0)).find((step) => step !== 0);
  return difference !== undefined && difference < 0 ? problem('source-server-too-old', { host: server.name }) : null;
}

/**
 * Asks a server how it reaches a source. Works with the owner's token only. `refresh` makes the server ask anew instead
 * of answering from memory.
 */
export async function readSourceConnections(
  plex: Plex,
  connection: ServerConnection,
  serverAccessToken: string,
  asked: { readonly source: string; readonly refresh: boolean },
  server: { readonly name: string; readonly owned: boolean; readonly version: string | null },
  signal?: AbortSignal,
): Promise<Result<SourceConnections>> {
  const obstacle = sourceObstacle(server);
  if (obstacle !== null) return failure(obstacle);
  const source = parseSource(asked.source);
  if (!source.ok) return source;
  const answer = await plex.send({
    asked: 'server',
    method: 'GET',
    address: `${connection.uri}/security/resources`,
    host: server.name,
    publishedAddress: connection.publishedAddress,
    query: { source: source.value, refresh: asked.refresh ? '1' : '0' },
    token: serverAccessToken,
    signal,
    accept: [400, 403, 404],
  });
  if (!answer.ok) return answer;
  if (answer.value.status >= 400)
    return failure(problem('source-unknown', { host: server.name, status: answer.value.status }));
  const device = deviceIn(containerOf(answer.value.body));
  const id = asText(device?.['clientIdentifier']);
  if (device === null || id === null) return failure(problem('answer-not-understood', { host: server.name }));
  return {
    ok: true,
    value: {
      id,
      name: asName(device['name']) ?? id,
      accessToken: asServerToken(device['accessToken']),
      connections: oneOrMany(device['Connection']).slice(0, mostConnections).map(connectionIn),
    },
  };
}

/** One thing, or a list of them: Plex writes either. */
const oneOrMany = (value: unknown): readonly Json[] =>
  (Array.isArray(value) ? value : [value]).map(asObject).filter((entry) => entry !== null);

/** The device in an answer, in JSON's shape; XML's child elements become the same. */
function deviceIn(container: Json | null): Json | null {
  const element = asArray(container?.['children']).find((child) => asObject(child)?.['name'] === 'Device') as
    | XmlElement
    | undefined;
  if (element !== undefined) {
    const connections = element.children
      .filter(({ name }) => name === 'Connection')
      .map(({ attributes }) => attributes);
    return { ...element.attributes, Connection: connections };
  }
  return oneOrMany(container?.['Device'])[0] ?? null;
}

function connectionIn(connection: Json): SourceConnection {
  const isSet = (value: unknown): boolean => value === true || value === 1 || value === '1' || value === 'true';
  return {
    uri: asText(connection['uri']) ?? '',
    protocol: asText(connection['protocol']) ?? '',
    address: asText(connection['address']) ?? '',
    port: asNumber(connection['port']),
    local: isSet(connection['local']),
    relay: isSet(connection['relay']),
  };
}
