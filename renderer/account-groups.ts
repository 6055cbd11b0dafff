/** The account's details in groups a person can read: label and value, what Plex did not say left out. */

import type { AccountDetails } from '../shared/state.ts';
import { words } from './words.ts';

const texts = () => words().window.account;

export interface DetailGroup {
  readonly title: string;
  readonly rows: readonly { readonly label: string; readonly value: string }[];
  /** A long list, to be folded away. */
  readonly folded: { readonly title: string; readonly entries: readonly string[] } | null;
}

type Row = readonly [label: string, value: string | number | boolean | null];

/** Groups the details; empty groups are left out. */
export function accountGroups(details: AccountDetails): readonly DetailGroup[] {
  const { subscription } = details;
  const { labels } = texts();
  const features = subscription?.features ?? [];
  const groups: readonly DetailGroup[] = [
    group(texts().who, [
      [labels.name, details.title ?? details.friendlyName],
      [labels.username, details.username],
      [labels.email, details.email],
      [labels.emailConfirmed, details.emailConfirmed],
      [labels.country, details.country],
      [labels.locale, details.locale],
      [labels.plexId, details.plexId],
      [labels.anonymous, details.anonymous],
    ]),
    {
      ...group(texts().subscription, [
        [labels.state, subscription?.status ?? null],
        [labels.plan, subscription?.plan ?? null],
        [labels.description, details.subscriptionDescription],
        [labels.since, moment(subscription?.subscribedAt ?? null)],
        [labels.paidBy, subscription?.paymentService ?? null],
        [labels.entitlements, listed(details.entitlements)],
        [labels.roles, listed(details.roles)],
      ]),
      folded: features.length === 0 ? null : { title: texts().features(features.length), entries: features },
    },
    group(texts().security, [
      [labels.twoFactor, details.twoFactorEnabled],
      [labels.backupCodes, details.backupCodesCreated],
      [labels.password, details.hasPassword],
      [labels.emailOnly, details.emailOnlySignIn],
      [labels.homePin, details.homePinSet],
    ]),
    group(texts().home, [
      [labels.member, details.home],
      [labels.admin, details.homeAdmin],
      [labels.size, details.homeSize === null ? null : texts().size(details.homeSize, details.maxHomeSize)],
      [labels.guest, details.guest],
      [labels.restricted, details.restricted],
    ]),
    group(texts().dates, [
      [labels.joined, moment(details.joinedAt)],
      [labels.rememberedUntil, moment(details.rememberedUntil)],
    ]),
    group(
      texts().services,
      details.services.map(({ name, online }) => [name, online ? texts().online : texts().offline]),
    ),
    group(
      texts().other,
      details.other.map(({ name, value }) => [name, value]),
    ),
  ];
  return groups.filter(({ rows, folded }) => rows.length > 0 || folded !== null);
}

function group(title: string, rows: readonly Row[]): DetailGroup {
  return {
    title,
    folded: null,
    rows: rows.flatMap(([label, value]) => {
      if (value === null) return [];
      return [{ label, value: value === true ? texts().yes : value === false ? texts().no : String(value) }];
    }),
  };
}

const moment = (at: number | null): string | null => (at === null ? null : words().times.day(at));
const listed = (entries: readonly string[]): string | null => (entries.length === 0 ? null : entries.join(', '));
