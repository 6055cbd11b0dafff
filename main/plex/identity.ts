/** Which machine answers at an address: `GET /identity`, asked without any token. */

import { problem } from '../../shared/problem.ts';
import { failure, type Result } from '../../shared/result.ts';
import { hostOf, type Plex } from './http.ts';
import { asBoolean, asObject, asText } from './reading.ts';
import { parseXml } from './xml.ts';

export interface ServerIdentity {
  readonly machineIdentifier: string;
  readonly claimed: boolean;
  readonly version: string | null;
}

/** Longest wait for one address, in milliseconds: a dead one must not hold up the rest. */
const deadline = 6_000;

/** Asks an address who it is (`docs/plex-api.md`, "Identity"). The answer proves nothing about any token. */
export async function readIdentity(
  plex: Plex,
  where: { readonly uri: string; readonly publishedAddress?: string | undefined; readonly host: string },
  signal: AbortSignal,
): Promise<Result<ServerIdentity>> {
  const { uri, publishedAddress, host } = where;
  const answer = await plex.send({
    asked: 'server',
    method: 'GET',
    address: `${uri}/identity`,
    host,
    publishedAddress,
    signal,
    deadline,
    tries: 1,
  });
  if (!answer.ok) return answer;
  const container = containerOf(answer.value.body);
  const machineIdentifier = asText(container?.['machineIdentifier']);
  if (container === null || machineIdentifier === null) {
    return failure(problem('answer-not-understood', { host: hostOf(uri), status: answer.value.status }));
  }
  return {
    ok: true,
    value: {
      machineIdentifier,
      claimed: asBoolean(container['claimed']) ?? true,
      version: asText(container['version']),
    },
  };
}

/** The `MediaContainer` of an answer in JSON or XML; media servers choose by themselves now and then. */
export function containerOf(body: string): { readonly [name: string]: unknown } | null {
  const text = body.trim();
  if (text.startsWith('<')) {
    const root = parseXml(text);
    return root?.name === 'MediaContainer' ? { ...root.attributes, children: root.children } : null;
  }
  try {
    return asObject(asObject(JSON.parse(text))?.['MediaContainer']);
  } catch {
    return null;
  }
}
