/** Signing in with login, password and verification code. */

import { problem } from '../../shared/problem.ts';
import { failure, type Result } from '../../shared/result.ts';
import { accountFrom, type ReadAccount } from './account.ts';
import { hostOf, type Plex } from './http.ts';
import { readJson } from './json.ts';
import { asObject, asText } from './reading.ts';

export interface SignedIn {
  readonly accountToken: string;
  readonly account: ReadAccount;
}

export interface Credentials {
  readonly login: string;
  readonly password: string;
  /** The six digits; sent as text, so that leading zeros survive. */
  readonly verificationCode?: string;
  readonly rememberMe: boolean;
}

/**
 * Signs in (`docs/plex-api.md`, "Sign in"). Never repeated by itself: Plex locks out networks that fail often. Problems:
 * `code-needed`, `code-wrong`, `login-or-password-wrong`, `email-needed`, `network-locked-out`, `rate-limited` and those
 * of the way there.
 */
export async function signIn(plex: Plex, credentials: Credentials, signal?: AbortSignal): Promise<Result<SignedIn>> {
  const address = `${plex.plexTvUrl}/users/signin`;
  const { login, password, verificationCode, rememberMe } = credentials;
  const form = {
    login,
    password,
    rememberMe: String(rememberMe),
    ...(verificationCode === undefined ? {} : { verificationCode }),
  };
  const answer = await plex.send({ asked: 'sign-in', method: 'POST', address, form, signal });
  if (!answer.ok) return answer;
  const host = hostOf(address);
  const parsed = readJson(answer.value, host);
  if (!parsed.ok) return parsed;
  const accountToken = asText(asObject(parsed.value)?.['authToken']);
  if (accountToken === null) return failure(problem('answer-not-understood', { host, status: answer.value.status }));
  const account = accountFrom(answer.value, host);
  return account.ok ? { ok: true, value: { accountToken, account: account.value } } : account;
}
