/** The account's details in words. */

import { describe, expect, it } from 'vitest';
import { accountGroups } from '../../../renderer/account-groups.ts';
import { speak } from '../../../renderer/words.ts';
import type { AccountDetails } from '../../../shared/state.ts';

await speak('english', []);

const silent: AccountDetails = {
  plexId: null,
  avatarAddress: null,
  uuid: null,
  username: null,
  title: null,
  friendlyName: null,
  email: null,
  emailConfirmed: null,
  emailOnlySignIn: null,
  country: null,
  locale: null,
  joinedAt: null,
  rememberedUntil: null,
  hasPassword: null,
  twoFactorEnabled: null,
  backupCodesCreated: null,
  homePinSet: null,
  home: null,
  homeAdmin: null,
  homeSize: null,
  maxHomeSize: null,
  guest: null,
  restricted: null,
  anonymous: null,
  subscription: null,
  subscriptionDescription: null,
  entitlements: [],
  roles: [],
  services: [],
  other: [],
};

describe('accountGroups', () => {
  it('shows nothing where Plex said nothing', () => {
    expect(accountGroups(silent)).toEqual([]);
  });

  it('tells no from nothing said', () => {
    const [security] = accountGroups({ ...silent, twoFactorEnabled: false });
    expect(security).toMatchObject({ title: 'Security', rows: [{ label: 'Two-factor authentication', value: 'No' }] });
  });

  it('folds a long list of features away, and keeps unknown fields under "Other"', () => {
    const groups = accountGroups({
      ...silent,
      subscription: {
        active: true,
        status: 'Active',
        plan: 'lifetime',
        subscribedAt: null,
        paymentService: null,
        features: ['dvr', 'lyrics'],
      },
      other: [{ name: 'favouriteColour', value: 'teal' }],
    });
    expect(groups.map(({ title }) => title)).toEqual(['Subscription', 'Other']);
    expect(groups[0]?.folded).toEqual({ title: '2 features', entries: ['dvr', 'lyrics'] });
    expect(groups[1]?.rows).toEqual([{ label: 'favouriteColour', value: 'teal' }]);
  });

  it('says every field that has one a value', () => {
    const told: AccountDetails = {
      ...silent,
      plexId: 1,
      username: 'a',
      title: 'b',
      email: 'c',
      emailConfirmed: true,
      emailOnlySignIn: false,
      country: 'NL',
      locale: 'en',
      joinedAt: 0,
      rememberedUntil: 0,
      hasPassword: true,
      twoFactorEnabled: true,
      backupCodesCreated: true,
      homePinSet: true,
      home: true,
      homeAdmin: true,
      homeSize: 3,
      maxHomeSize: 15,
      guest: false,
      restricted: false,
      anonymous: false,
      subscriptionDescription: 'd',
      entitlements: ['e'],
      roles: ['f'],
      services: [{ name: 'g', online: true }],
    };
    const rows = accountGroups(told).flatMap((group) => group.rows);
    // `uuid` and `friendlyName` say what `plexId` and `title` say; both numbers of a Home are one line.
    expect(rows).toHaveLength(24);
  });
});
