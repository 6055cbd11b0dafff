/**
 * What the app knows, as the tray and the window see it. Owned by `main/session`, sent whole to the window after each
 * change, a little later and once to a hidden one. No field can hold a token, a password or a code: a copied or kept
 * secret is known here by its last four characters at most.
 *
 * All times are epoch milliseconds on main's steady clock (see `StateMessage.now`).
 */

import type { Problem } from './problem.ts';
import type { CopyFormat, Settings } from './settings.ts';

/** Facts about this run that do not change while the app lives. */
export interface AppFacts {
  readonly product: string;
  readonly version: string;
  /** Electron's version; `isFallback` marks the old development build that must never be released. */
  readonly electron: {
    readonly version: string;
    readonly isFallback: boolean;
    readonly chromium: string;
    readonly node: string;
  };
  readonly platform: 'linux' | 'win32' | 'darwin';
  /** The system's languages as tags such as `de-AT`, the preferred first. */
  readonly systemLanguages: readonly string[];
  /** What the app needs to know of a Linux desktop to give advice. */
  readonly desktop: { readonly isGnome: boolean; readonly isWayland: boolean };
  /** How the app introduces itself to Plex where the user does not say otherwise. */
  readonly identity: Settings['identity'];
}

/** What is known of this installation and of newer ones. */
export interface ReleaseState {
  /** The version of a newer release; `null` where none is known, or nobody looked. */
  readonly newer: string | null;
  /** Whether the app's files are those that were packaged; `unknown` before they were compared, and without a package. */
  readonly files: 'unknown' | 'as-packaged' | 'changed';
}

/** Where plex.tv's API is asked. */
export interface PlexTvState {
  /** Base address, e.g. `https://plex.tv/api/v2`. */
  readonly url: string;
  /** Whether it is Plex's own. */
  readonly isDefault: boolean;
  /** Given by the environment (`PLEX_TV_URL`), so that Settings cannot change it. */
  readonly isFixed: boolean;
}

/** The ways to sign in. */
export type SignInWay = 'password' | 'browser' | 'link' | 'token';

/** Where signing in stands. What is being typed stays in the window. */
export type SignInState =
  /** `way`: the way of signing in whose problem it is. */
  | { readonly step: 'idle'; readonly problem: Problem | null; readonly way?: SignInWay }
  /** Plex has been asked; `withCode` tells whether a verification code was sent along. */
  | { readonly step: 'asking'; readonly withCode: boolean }
  /** Login and password were right, the account wants a verification code; `problem` says what was wrong with the last one. */
  | { readonly step: 'code-needed'; readonly problem: Problem | null; readonly attempts: number }
  /** Waiting for the user to finish in the browser, or on another device. */
  | {
      readonly step: 'outside';
      readonly way: 'browser' | 'link';
      /** The letters to type at plex.tv/link. No secret: without the user's own Plex session they open nothing. */
      readonly linkCode: string | null;
      /** `null` until Plex answered. */
      readonly expiresAt: number | null;
    }
  | { readonly step: 'checking-token' };

/** An account kept here, by what is known of it without decrypting anything. */
export interface AccountSummary {
  readonly id: string;
  /** Plex's name for the account. */
  readonly name: string;
  /** The user's own label, empty when none was given. */
  readonly label: string;
  /** `signed-in`: its token is here. `sign-in-needed`: Plex refused the token, or it cannot be read any more. */
  readonly standing: 'signed-in' | 'sign-in-needed';
  /** When Plex last confirmed the token. */
  readonly confirmedAt: number | null;
}

/** A subscription's state in Plex's own words plus a reading of them. */
export interface SubscriptionDetails {
  readonly active: boolean;
  readonly status: string | null;
  readonly plan: string | null;
  readonly subscribedAt: number | null;
  readonly paymentService: string | null;
  readonly features: readonly string[];
}

/** What `GET /user` says that a person can use. `null` where Plex did not say. */
export interface AccountDetails {
  readonly plexId: number | null;
  /** Where Plex keeps the account's picture. Only main asks there. */
  readonly avatarAddress: string | null;
  readonly uuid: string | null;
  readonly username: string | null;
  readonly title: string | null;
  readonly friendlyName: string | null;
  readonly email: string | null;
  readonly emailConfirmed: boolean | null;
  readonly emailOnlySignIn: boolean | null;
  readonly country: string | null;
  readonly locale: string | null;
  readonly joinedAt: number | null;
  readonly rememberedUntil: number | null;
  readonly hasPassword: boolean | null;
  readonly twoFactorEnabled: boolean | null;
  readonly backupCodesCreated: boolean | null;
  readonly homePinSet: boolean | null;
  readonly home: boolean | null;
  readonly homeAdmin: boolean | null;
  readonly homeSize: number | null;
  readonly maxHomeSize: number | null;
  readonly guest: boolean | null;
  readonly restricted: boolean | null;
  readonly anonymous: boolean | null;
  readonly subscription: SubscriptionDetails | null;
  readonly subscriptionDescription: string | null;
  readonly entitlements: readonly string[];
  readonly roles: readonly string[];
  readonly services: readonly { readonly name: string; readonly online: boolean }[];
  /** Fields this version does not know, as text, secrets left out. */
  readonly other: readonly { readonly name: string; readonly value: string }[];
}

export type ConnectionKind = 'local' | 'remote' | 'relay' | 'manual';

/** Somebody of the account's Plex Home. */
export interface HomeUser {
  readonly name: string;
  readonly admin: boolean;
  readonly managed: boolean;
  readonly guest: boolean;
  readonly pinSet: boolean;
}

/** How a server is reached. */
export type ConnectionState =
  | { readonly kind: 'not-tried' }
  | { readonly kind: 'connecting'; readonly candidates: number }
  | {
      readonly kind: 'connected';
      readonly way: ConnectionKind;
      readonly secure: boolean;
      /** Host and port as published, e.g. `192-168-1-5.….plex.direct:32400`. */
      readonly host: string;
      readonly latencyMs: number;
    }
  | { readonly kind: 'failed'; readonly problem: Problem };

export interface ServerSummary {
  /** The machine identifier. */
  readonly id: string;
  /** As the server calls itself: hostile until shown through `displayName`. */
  readonly name: string;
  readonly version: string | null;
  readonly platform: string | null;
  readonly owned: boolean;
  /** Who shares it, where it is not the user's own. */
  readonly ownerName: string | null;
  /** Whether plex.tv sees it online now. */
  readonly online: boolean;
  readonly lastSeenAt: number | null;
  readonly connection: ConnectionState;
  /** Versions up to 1.42.2.10156 let a transient token be turned into a permanent one (CVE-2025-69414). */
  readonly leaksPermanentToken: boolean;
  /** The user has read the warning about that, or allowed plain http, for this server. */
  readonly warningAccepted: boolean;
  readonly plainHttpAllowed: boolean;
  /** Addresses the user typed. */
  readonly manualAddresses: readonly string[];
  /** Why this server cannot be asked for a source's connections; `null` where it can. */
  readonly sourceObstacle: Problem | null;
}

export interface ServersState {
  readonly list: readonly ServerSummary[];
  readonly loading: boolean;
  /** When the list was last read. */
  readonly readAt: number | null;
  readonly problem: Problem | null;
  /** The server the big button and the tray's first entry mean. */
  readonly chosenId: string | null;
}

/** A transient token made in this run. Kept in memory only. */
export interface TransientTokenSummary {
  readonly id: string;
  readonly serverId: string;
  readonly serverName: string;
  readonly lastFour: string;
  readonly mintedAt: number;
  /** The latest moment it can live to: 48 hours after minting, earlier if the server restarts. */
  readonly endsAt: number;
  readonly check: { readonly result: 'unchecked' | 'checking' | 'alive' | 'dead'; readonly at: number | null };
}

/** A source's connections as a server last told them. */
export interface SourceState {
  readonly asking: boolean;
  readonly problem: Problem | null;
  readonly answer: {
    readonly source: string;
    readonly serverName: string;
    readonly name: string;
    readonly id: string;
    /** Last four characters of the source's token; `null` where none came. */
    readonly tokenLastFour: string | null;
    readonly connections: readonly {
      readonly uri: string;
      readonly protocol: string;
      readonly address: string;
      readonly port: number | null;
      readonly local: boolean;
      readonly relay: boolean;
    }[];
  } | null;
}

/** What of ours is on the clipboard. */
export type ClipboardState =
  | { readonly kind: 'nothing' }
  /** Nothing yet: a copy could not be proven now, so the window offers it. */
  | {
      readonly kind: 'offered';
      readonly accountId: string;
      readonly what: 'transient-token' | 'account-token' | 'source-token';
      readonly serverName: string | null;
      readonly lastFour: string;
    }
  | {
      readonly kind: 'holding';
      /** Whose secret it is. */
      readonly accountId: string;
      readonly what: 'transient-token' | 'account-token' | 'source-token';
      readonly serverName: string | null;
      readonly lastFour: string;
      readonly format: CopyFormat;
      readonly copiedAt: number;
      /** `null`: the user chose never to clear. */
      readonly clearsAt: number | null;
    };

/** What happened last, for the one status region. `sequence` grows with each, so that equal messages are told again. */
export interface Announcement {
  readonly sequence: number;
  readonly notice: Notice;
}

export type Notice =
  | { readonly kind: 'welcome' }
  | { readonly kind: 'signed-in'; readonly name: string }
  | { readonly kind: 'signed-out'; readonly name: string; readonly revoked: boolean }
  | { readonly kind: 'code-needed' }
  | { readonly kind: 'generating'; readonly serverName: string }
  | {
      readonly kind: 'copied';
      readonly what: 'transient-token' | 'account-token' | 'source-token';
      readonly serverName: string | null;
      readonly lastFour: string;
      readonly clearsAt: number | null;
    }
  | {
      readonly kind: 'copy-offered';
      readonly what: 'transient-token' | 'account-token' | 'source-token';
      readonly serverName: string | null;
    }
  | { readonly kind: 'details-copied' }
  | { readonly kind: 'diagnostics-copied' }
  | { readonly kind: 'source-read'; readonly name: string; readonly connections: number }
  | { readonly kind: 'revoked'; readonly name: string }
  | { readonly kind: 'clipboard-cleared' }
  | { readonly kind: 'vault-moved'; readonly mode: VaultMode }
  | { readonly kind: 'vault-locked' }
  | { readonly kind: 'vault-unlocked' }
  | { readonly kind: 'vault-abandoned'; readonly accounts: number }
  | { readonly kind: 'clipboard-was-changed' }
  | { readonly kind: 'refreshed'; readonly servers: number }
  | { readonly kind: 'token-checked'; readonly serverName: string; readonly lastFour: string; readonly alive: boolean }
  | { readonly kind: 'settings-saved' }
  | { readonly kind: 'switched'; readonly name: string }
  | { readonly kind: 'browser-opened' }
  | { readonly kind: 'link-code'; readonly code: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'problem'; readonly problem: Problem };

/**
 * Where the user wants credentials kept: behind the system's keyring, behind a passphrase of their own, or in memory
 * for this run only.
 */
export const vaultModes = ['keyring', 'passphrase', 'session-only'] as const;
export type VaultMode = (typeof vaultModes)[number];

/** How credentials are kept, exactly as it is on disk. */
export interface VaultState {
  /** What the user chose. */
  readonly mode: VaultMode;
  /** In passphrase mode: whether the passphrase has to be entered before any token can be used. */
  readonly locked: boolean;
  /** `starting`: not looked at yet; nothing has been asked of the keyring. */
  readonly keeping: 'starting' | 'keyring' | 'passphrase' | 'session-only';
  /** Why credentials are kept for this run only, other than by choice. */
  readonly problem: Problem | null;
}

/** The account in use: details as last read. */
export interface AccountState {
  readonly details: AccountDetails | null;
  /** The users of the account's Plex Home, where it has one and Plex gives their names. */
  readonly homeUsers: readonly HomeUser[];
  readonly loading: boolean;
  readonly readAt: number | null;
  readonly problem: Problem | null;
}

/** What is told at the top of the window and may be put away for this run: nothing that says where secrets go or how they are kept. */
export const hideableBanners = ['development-build', 'newer-version', 'no-tray'] as const;
export type HideableBanner = (typeof hideableBanners)[number];

/** Pages of the window that can be asked for from outside it. */
export const askablePages = ['settings'] as const;

export interface AppState {
  readonly app: AppFacts;
  readonly release: ReleaseState;
  readonly plexTv: PlexTvState;
  /** `false` until what is on disk has been read. */
  readonly ready: boolean;
  readonly signIn: SignInState;
  readonly accounts: readonly AccountSummary[];
  readonly activeAccountId: string | null;
  readonly account: AccountState;
  /** The pictures of accounts, by their ids, as `data:` addresses of small PNGs made here. */
  readonly avatars: Readonly<Record<string, string>>;
  readonly servers: ServersState;
  /** The server a transient token is being generated on right now. */
  readonly generatingFor: string | null;
  /** Why the last generating failed, and for which server. */
  readonly generatingProblem: { readonly serverId: string | null; readonly problem: Problem } | null;
  readonly tokens: readonly TransientTokenSummary[];
  readonly source: SourceState;
  readonly clipboard: ClipboardState;
  readonly vault: VaultState;
  /** Whether a tray icon can be seen; `false` sends the user to the window. */
  readonly trayVisible: boolean;
  /** The page the window was last asked to open at; `null` when it was opened without such a wish. */
  readonly askedPage: { readonly sequence: number; readonly page: (typeof askablePages)[number] } | null;
  /** What the user put away for this run. */
  readonly hiddenBanners: readonly HideableBanner[];
  readonly settings: Settings;
  readonly announcement: Announcement;
}

/** The state on its way to the window. `now` is main's clock at sending: the window counts on from it by its own steady clock. */
export interface StateMessage {
  readonly state: AppState;
  readonly now: number;
}

/** The state before anything was read. */
export function initialState(app: AppFacts, plexTv: PlexTvState, settings: Settings): AppState {
  return {
    app,
    release: { newer: null, files: 'unknown' },
    plexTv,
    ready: false,
    signIn: { step: 'idle', problem: null },
    accounts: [],
    activeAccountId: null,
    account: { details: null, homeUsers: [], loading: false, readAt: null, problem: null },
    avatars: {},
    servers: { list: [], loading: false, readAt: null, problem: null, chosenId: null },
    generatingFor: null,
    generatingProblem: null,
    tokens: [],
    source: { asking: false, problem: null, answer: null },
    clipboard: { kind: 'nothing' },
    vault: { mode: 'keyring', locked: false, keeping: 'starting', problem: null },
    trayVisible: true,
    askedPage: null,
    hiddenBanners: [],
    settings,
    announcement: { sequence: 0, notice: { kind: 'welcome' } },
  };
}
