/** The account behind a token: what `GET /user` says, and signing out. */

import { problem } from '../../shared/problem.ts';
import { done, failure, type Result } from '../../shared/result.ts';
import type { AccountDetails, SubscriptionDetails } from '../../shared/state.ts';
import { hostOf, type Plex } from './http.ts';
import type { PlexAnswer } from './json.ts';
import { readJson } from './json.ts';
import { asArray, asBoolean, asMoment, asName, asNumber, asObject, asText, asTexts, type Json } from './reading.ts';

export interface ReadAccount {
  readonly details: AccountDetails;
  /** The whole answer without anything secret, for "Copy as JSON". */
  readonly withoutSecrets: unknown;
}

/** Reads the account of a token (`docs/plex-api.md`, "Token details"). 401 means the token is dead; an outage does not. */
export async function readAccount(
  plex: Plex,
  accountToken: string,
  signal?: AbortSignal,
): Promise<Result<ReadAccount>> {
  const address = `${plex.plexTvUrl}/user`;
  const token = accountToken;
  const answer = await plex.send({ asked: 'plex.tv', method: 'GET', address, token, signal, expects: 'json' });
  return answer.ok ? accountFrom(answer.value, hostOf(address)) : answer;
}

/** Ends a token at Plex. One that is dead already counts as ended (`docs/plex-api.md`, "Sign out"). */
export async function signOut(plex: Plex, accountToken: string, signal?: AbortSignal): Promise<Result<null>> {
  const address = `${plex.plexTvUrl}/users/signout`;
  const answer = await plex.send({
    asked: 'plex.tv',
    method: 'DELETE',
    address,
    token: accountToken,
    signal,
    accept: [401],
  });
  return answer.ok ? done : answer;
}

/** The account in an answer of `/user` or `/users/signin`. Everything but its being an object is optional. */
export function accountFrom(answer: PlexAnswer, host: string): Result<ReadAccount> {
  const parsed = readJson(answer, host);
  if (!parsed.ok) return parsed;
  const account = asObject(parsed.value);
  if (account === null || (asText(account['uuid']) === null && asNumber(account['id']) === null)) {
    return failure(problem('answer-not-understood', { host, status: answer.status }));
  }
  return { ok: true, value: { details: detailsFrom(account), withoutSecrets: withoutSecrets(account) } };
}

function detailsFrom(account: Json): AccountDetails {
  return {
    plexId: asNumber(account['id']),
    avatarAddress: asName(account['thumb']),
    uuid: asText(account['uuid']),
    username: asName(account['username']),
    title: asName(account['title']),
    friendlyName: asName(account['friendlyName']),
    email: asName(account['email']),
    emailConfirmed: asBoolean(account['confirmed']),
    emailOnlySignIn: asBoolean(account['emailOnlyAuth']),
    country: asName(account['country']),
    locale: asName(account['locale']),
    joinedAt: asMoment(account['joinedAt']),
    rememberedUntil: asMoment(account['rememberExpiresAt']),
    hasPassword: asBoolean(account['hasPassword']),
    twoFactorEnabled: asBoolean(account['twoFactorEnabled']),
    backupCodesCreated: asBoolean(account['backupCodesCreated']),
    homePinSet: asBoolean(account['protected']),
    home: asBoolean(account['home']),
    homeAdmin: asBoolean(account['homeAdmin']),
    homeSize: asNumber(account['homeSize']),
    maxHomeSize: asNumber(account['maxHomeSize']),
    guest: asBoolean(account['guest']),
    restricted: asBoolean(account['restricted']),
    anonymous: asBoolean(account['anonymous']),
    subscription: subscriptionFrom(asObject(account['subscription'])),
    subscriptionDescription: asName(account['subscriptionDescription']),
    entitlements: asTexts(account['entitlements']),
    roles: asTexts(account['roles']),
    services: asArray(account['services']).flatMap((entry) => {
      const service = asObject(entry);
      const name = asText(service?.['identifier']);
      return name === null ? [] : [{ name, online: service?.['status'] === 'online' }];
    }),
    other: otherFields(account),
  };
}

function subscriptionFrom(subscription: Json | null): SubscriptionDetails | null {
  if (subscription === null) return null;
  return {
    active: asBoolean(subscription['active']) ?? false,
    status: asText(subscription['status']),
    plan: asText(subscription['plan']),
    subscribedAt: asMoment(subscription['subscribedAt']),
    paymentService: asText(subscription['paymentService']),
    features: asTexts(subscription['features']),
  };
}

/** Fields that are read above, are secret, or say nothing a person could use. */
const notOther: ReadonlySet<string> = new Set(
  (
    'id uuid username title friendlyName email confirmed emailOnlyAuth country locale joinedAt rememberExpiresAt hasPassword ' +
    'twoFactorEnabled backupCodesCreated protected home homeAdmin homeSize maxHomeSize guest restricted anonymous subscription ' +
    'subscriptionDescription entitlements roles services authToken pin thumb profile settings providers subscriptions ' +
    'pastSubscriptions trials'
  ).split(' '),
);

const longestOther = 200;

function otherFields(account: Json): AccountDetails['other'] {
  return Object.entries(account)
    .filter(([name, value]) => !notOther.has(name) && !isSecretName(name) && value !== null && value !== '')
    .map(([name, value]) => {
      const text = typeof value === 'object' ? JSON.stringify(withoutSecrets(value)) : String(value);
      return { name: name.slice(0, 60), value: text.slice(0, longestOther) };
    });
}

/** Names whose values are secrets wherever they stand: `authToken`, `pin`, `services[].token`, `services[].secret` and their like. */
function isSecretName(name: string): boolean {
  return /token|secret|password|^pin$|authorization|cookie/iu.test(name);
}

/** Deeper than Plex ever nests; what lies below is left out, so that no answer can exhaust the stack. */
const deepest = 20;

/** A copy of parsed JSON without any field whose name says it is a secret. */
export function withoutSecrets(value: unknown, depth = 0): unknown {
  if (depth >= deepest && typeof value === 'object') return null;
  if (Array.isArray(value)) return value.map((inner) => withoutSecrets(inner, depth + 1));
  const object = asObject(value);
  if (object === null) return value;
  return Object.fromEntries(
    Object.entries(object).flatMap(([name, inner]) =>
      isSecretName(name) ? [] : [[name, withoutSecrets(inner, depth + 1)]],
    ),
  );
}
