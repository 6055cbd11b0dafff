/** The practice accounts: who can sign in, and what `GET /user` says of them. */

export interface PracticeAccount {
  readonly id: number;
  readonly uuid: string;
  readonly email: string;
  readonly username: string;
  readonly title: string;
  /** Absent for an account made with Google, Apple or Facebook. */
  readonly password?: string;
  /** Present where the account uses two-factor authentication. */
  readonly totpSecret?: string;
  /** Sign-in by username is refused. */
  readonly emailOnlyAuth?: boolean;
  readonly plexPass?: boolean;
}

export const defaultAccounts: readonly PracticeAccount[] = [
  {
    id: 1001,
    uuid: '0f6f9a4c3b2d1e00',
    email: 'practice@example.com',
    username: 'practice',
    title: 'Practice Owner',
    password: 'practice-password',
    totpSecret: 'practice-totp-secret',
    plexPass: true,
  },
  {
    id: 1002,
    uuid: '1a2b3c4d5e6f7081',
    email: 'simple@example.com',
    username: 'simple',
    title: 'Simple User',
    password: 'simple-password',
  },
  {
    id: 1003,
    uuid: '2b3c4d5e6f708192',
    email: 'mailonly@example.com',
    username: 'mailonly',
    title: 'Mail Only',
    password: 'mailonly-password',
    emailOnlyAuth: true,
  },
  { id: 1004, uuid: '3c4d5e6f70819203', email: 'google@example.com', username: 'google', title: 'Made with Google' },
];

/**
 * The account as `/user` and `/users/signin` answer it, secrets included as Plex includes them. `origin` is where its picture
 * is.
 */
export function accountBody(account: PracticeAccount, authToken: string, origin: string): Record<string, unknown> {
  const active = account.plexPass === true;
  return {
    id: account.id,
    uuid: account.uuid,
    username: account.username,
    title: account.title,
    email: account.email,
    friendlyName: '',
    locale: null,
    confirmed: true,
    joinedAt: 1_382_259_600,
    emailOnlyAuth: account.emailOnlyAuth === true,
    hasPassword: account.password !== undefined,
    protected: active,
    pin: active ? 'c1f0e5hashed-home-pin' : undefined,
    thumb: `${origin}/users/${account.uuid}/avatar?c=1700000000`,
    authToken,
    mailingListStatus: 'unsubscribed',
    mailingListActive: false,
    scrobbleTypes: '',
    country: 'NL',
    subscription: {
      active,
      subscribedAt: active ? '2021-04-12T18:21:12Z' : null,
      status: active ? 'Active' : 'Inactive',
      paymentService: active ? 'braintree' : null,
      plan: active ? 'lifetime' : null,
      features: active
        ? ['Android - Dolby Vision', 'cloudsync', 'dvr', 'hardware_transcoding', 'home', 'lyrics', 'pass', 'webhooks']
        : ['companions_sonos', 'home'],
    },
    subscriptionDescription: active ? 'Lifetime Plex Pass' : null,
    restricted: false,
    anonymous: null,
    home: active,
    guest: false,
    homeSize: active ? 3 : 1,
    homeAdmin: active,
    maxHomeSize: 15,
    rememberExpiresAt: 1_798_761_600,
    profile: {
      autoSelectAudio: true,
      defaultAudioLanguage: 'en',
      defaultSubtitleLanguage: null,
      autoSelectSubtitle: 0,
    },
    entitlements: active ? ['all', 'roku', 'android'] : [],
    roles: active ? ['plexpass'] : [],
    services: [
      {
        identifier: 'metadata-dev',
        endpoint: 'https://staging.example.com',
        token: 'service-token-secret',
        secret: null,
        status: 'online',
      },
      {
        identifier: 'tunein',
        endpoint: 'https://radio.example.com',
        token: null,
        secret: 'service-shared-secret',
        status: 'offline',
      },
    ],
    adsConsent: null,
    experimentalFeatures: false,
    twoFactorEnabled: account.totpSecret !== undefined,
    backupCodesCreated: account.totpSecret !== undefined,
    attributionPartner: null,
    favouriteColour: 'teal',
  };
}

/** The account's Plex Home as `/home/users` answers it; alone for an account without one. */
export function homeBody(account: PracticeAccount): Record<string, unknown> {
  const user = (id: number, title: string, marks: Record<string, unknown>) => ({
    id,
    uuid: String(id).padStart(16, '0'),
    title,
    username: '',
    email: null,
    friendlyName: null,
    restricted: false,
    admin: false,
    guest: false,
    protected: false,
    ...marks,
  });
  const own = user(account.id, account.title, { username: account.username, admin: true, protected: true });
  const others = [
    user(2001, 'Kids', { restricted: true, restrictionProfile: 'little_kid' }),
    user(2002, 'Visitor', { guest: true }),
  ];
  return { id: account.id, name: account.title, users: account.plexPass === true ? [own, ...others] : [own] };
}
