/** Transient tokens: made by a media server, and asked whether they still live. */

import { problem } from '../../shared/problem.ts';
import { failure, type Result } from '../../shared/result.ts';
import type { ServerConnection } from './connections.ts';
import type { Plex } from './http.ts';
import { containerOf } from './identity.ts';
import { asText } from './reading.ts';

/**
 * Asks a server for a token with the same access as the one sent (`docs/plex-api.md`, "Transient token"). POST; a
 * server that does not know the verb (404, 405) is asked once by GET. Problems: `server-token-refused` (401),
 * `not-allowed` (403), and those of the way there.
 */
export async function mintTransientToken(
  plex: Plex,
  connection: ServerConnection,
  serverAccessToken: string,
  server: { readonly name: string },
  signal?: AbortSignal,
): Promise<Result<string>> {
  const ask = (method: 'GET' | 'POST', accept: readonly number[]) =>
    plex.send({
      asked: 'server',
      method,
      address: `${connection.uri}/security/token`,
      host: server.name,
      publishedAddress: connection.publishedAddress,
      query: { type: 'delegation', scope: 'all' },
      token: serverAccessToken,
      signal,
      accept,
      // Each answer is a token: one try by either verb.
      tries: 1,
    });
  const posted = await ask('POST', [404, 405]);
  const answer = posted.ok && posted.value.status >= 400 ? await ask('GET', []) : posted;
  if (!answer.ok) return answer;
  const token = asServerToken(containerOf(answer.value.body)?.['token']);
  return token === null
    ? failure(problem('answer-not-understood', { host: server.name, status: answer.value.status }))
    : { ok: true, value: token };
}

/** A token a server gave out. Anything else in its place, a page or a stranger's text, must not reach the clipboard. */
export function asServerToken(value: unknown): string | null {
  const token = asText(value);
  return token !== null && /^[\w-]{1,200}$/u.test(token) ? token : null;
}

/** Whether a transient token still opens its server. `/identity` cannot tell, so an authenticated path is asked. */
export async function checkTransientToken(
  plex: Plex,
  connection: ServerConnection,
  transientToken: string,
  server: { readonly name: string },
  signal?: AbortSignal,
): Promise<Result<'alive' | 'dead'>> {
  const answer = await plex.send({
    asked: 'server',
    method: 'GET',
    address: `${connection.uri}/library/sections`,
    host: server.name,
    publishedAddress: connection.publishedAddress,
    token: transientToken,
    signal,
    accept: [401],
  });
  return answer.ok ? { ok: true, value: answer.value.status === 401 ? 'dead' : 'alive' } : answer;
}
