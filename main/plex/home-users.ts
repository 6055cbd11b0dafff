/** Who belongs to an account's Plex Home: `GET /home/users`. */

import { problem } from '../../shared/problem.ts';
import { failure, type Result, success } from '../../shared/result.ts';
import type { HomeUser } from '../../shared/state.ts';
import { hostOf, type Plex } from './http.ts';
import { readJson } from './json.ts';
import { asArray, asBoolean, asName, asObject } from './reading.ts';

/** Reads the names of a Plex Home (`docs/plex-api.md`, "Home users"). No more than names: nobody is switched to. */
export async function listHomeUsers(
  plex: Plex,
  accountToken: string,
  signal?: AbortSignal,
): Promise<Result<readonly HomeUser[]>> {
  const address = `${plex.plexTvUrl}/home/users`;
  const answer = await plex.send({ asked: 'plex.tv', method: 'GET', address, token: accountToken, signal, tries: 1 });
  if (!answer.ok) return answer;
  const host = hostOf(address);
  const parsed = readJson(answer.value, host);
  if (!parsed.ok) return parsed;
  const users = Array.isArray(parsed.value) ? parsed.value : asObject(parsed.value)?.['users'];
  if (!Array.isArray(users)) return failure(problem('answer-not-understood', { host, status: answer.value.status }));
  return success(asArray(users).flatMap(homeUserFrom));
}

function homeUserFrom(entry: unknown): readonly HomeUser[] {
  const user = asObject(entry);
  const name = asName(user?.['title']) ?? asName(user?.['friendlyName']) ?? asName(user?.['username']);
  if (user === null || name === null) return [];
  return [
    {
      name,
      admin: asBoolean(user['admin']) ?? false,
      managed: asBoolean(user['restricted']) ?? false,
      guest: asBoolean(user['guest']) ?? false,
      pinSet: asBoolean(user['protected']) ?? false,
    },
  ];
}
