/** Everything that can go wrong, as data: one code per thing a person would want to know apart. */

/**
 * One code per distinct thing that can go wrong. The words for each, and the one thing to do about it, are in
 * `texts/` (see {@link ../shared/texts/english/problems.ts}); a code without words does not compile.
 */
export const problemCodes = [
  // The way to Plex, or to a server
  'offline',
  'name-not-resolved',
  'not-reachable',
  'port-blocked',
  'proxy-refused',
  'login-page-answered',
  'certificate-expired',
  'certificate-not-trusted',
  'clock-wrong',
  'timed-out',
  'answer-damaged',
  'answer-too-large',
  'answer-not-understood',
  'redirected',
  'rate-limited',
  'plex-failing',
  'plex-says',
  // Signing in
  'login-or-password-wrong',
  'code-needed',
  'code-wrong',
  'too-many-codes',
  'email-needed',
  'network-locked-out',
  'browser-sign-in-expired',
  'token-refused',
  'token-is-claim-token',
  'token-is-transient',
  'token-is-jwt',
  'token-malformed',
  'request-refused-as-faulty',
  // Accounts and tokens already here
  'not-signed-in',
  'account-token-dead',
  'server-token-refused',
  'not-allowed',
  // Servers
  'no-server-chosen',
  'server-unknown',
  'server-not-reachable',
  'server-offline',
  'server-is-another-machine',
  'server-unclaimed',
  'plain-http-needs-consent',
  'permanent-token-risk',
  'address-not-allowed',
  'server-failing',
  'token-unknown',
  // Source connections
  'source-malformed',
  'source-needs-owner',
  'source-server-too-old',
  'source-unknown',
  // This computer
  'clipboard-not-written',
  'clipboard-not-cleared',
  'clipboard-empty',
  'browser-not-opened',
  'not-saved',
  'store-read-only',
  'store-damaged',
  'keyring-missing',
  'keyring-locked',
  'secret-unreadable',
  'vault-locked',
  'passphrase-wrong',
  'window-crashed',
  'shortcut-not-registered',
  'launch-at-login-not-set',
  'input-not-valid',
  'too-many-requests',
  'cancelled',
  'unexpected',
] as const;

export type ProblemCode = (typeof problemCodes)[number];

/**
 * Something that went wrong. Plain data, safe to show, log and send to the window: no field ever holds a secret, a
 * full address with a query, or an object of the HTTP library.
 */
export interface Problem {
  readonly code: ProblemCode;
  /** The host that was asked, e.g. `plex.tv`, or the server's name. */
  readonly host?: string;
  /** HTTP status, where an answer came. */
  readonly status?: number;
  /** Plex's own error number (`docs/plex-api.md`, "Error codes"). */
  readonly plexCode?: number;
  /** Plex's own words, shown as text only. Clipped to 300 characters. */
  readonly plexMessage?: string;
  /** Plex's `x-request-id`, for a report to Plex. */
  readonly requestId?: string;
  /** When trying again makes sense, in epoch milliseconds. */
  readonly retryAt?: number;
  /** When this began, in epoch milliseconds: for lock-outs, so that the user can be told since when. */
  readonly since?: number;
  /** One more detail for diagnostics, e.g. `net::ERR_CERT_DATE_INVALID`. Never shown as the main text. */
  readonly detail?: string;
}

/** Makes a problem; `undefined` details are left out. */
export function problem(
  code: ProblemCode,
  details: { [Key in keyof Omit<Problem, 'code'>]?: Problem[Key] | undefined } = {},
): Problem {
  const known = Object.entries(details).filter(([, value]) => value !== undefined);
  return { code, ...Object.fromEntries(known) };
}

/** What the one button beside a problem does. */
export type ProblemAction =
  | { readonly kind: 'none' }
  | { readonly kind: 'try-again' }
  | { readonly kind: 'sign-in-again' }
  | { readonly kind: 'use-browser' }
  | { readonly kind: 'choose-server' }
  | { readonly kind: 'allow-plain-http' }
  | { readonly kind: 'accept-risk' }
  | { readonly kind: 'unlock' }
  | { readonly kind: 'open-page'; readonly page: OutsidePage };

/**
 * The pages outside the app that can be opened, by id. The addresses themselves are constants of the main process;
 * no address ever comes from the window or from a server.
 */
export const outsidePages = [
  'plex-status',
  'plex-devices',
  'plex-link',
  'plex-two-factor-help',
  'plex-dns-rebinding-help',
  'releases',
] as const;
export type OutsidePage = (typeof outsidePages)[number];

const nothing: ProblemAction = { kind: 'none' };
const tryAgain: ProblemAction = { kind: 'try-again' };
const signInAgain: ProblemAction = { kind: 'sign-in-again' };
const useBrowser: ProblemAction = { kind: 'use-browser' };
const statusPage: ProblemAction = { kind: 'open-page', page: 'plex-status' };

/** The one thing to do about each problem. Complete by type. */
const actionByCode: Readonly<Record<ProblemCode, ProblemAction>> = {
  offline: tryAgain,
  'name-not-resolved': tryAgain,
  'not-reachable': tryAgain,
  'port-blocked': nothing,
  'proxy-refused': tryAgain,
  'login-page-answered': tryAgain,
  'certificate-expired': tryAgain,
  'certificate-not-trusted': nothing,
  'clock-wrong': tryAgain,
  'timed-out': tryAgain,
  'answer-damaged': tryAgain,
  'answer-too-large': nothing,
  'answer-not-understood': tryAgain,
  redirected: tryAgain,
  'rate-limited': tryAgain,
  'plex-failing': statusPage,
  'plex-says': tryAgain,
  'login-or-password-wrong': useBrowser,
  'code-needed': nothing,
  'code-wrong': nothing,
  'too-many-codes': useBrowser,
  'email-needed': nothing,
  'network-locked-out': useBrowser,
  'browser-sign-in-expired': useBrowser,
  'token-refused': nothing,
  'token-is-claim-token': nothing,
  'token-is-transient': nothing,
  'token-is-jwt': nothing,
  'token-malformed': nothing,
  'request-refused-as-faulty': useBrowser,
  'not-signed-in': signInAgain,
  'account-token-dead': signInAgain,
  'server-token-refused': tryAgain,
  'not-allowed': nothing,
  'no-server-chosen': { kind: 'choose-server' },
  'server-unknown': tryAgain,
  'server-not-reachable': tryAgain,
  'server-offline': tryAgain,
  'server-is-another-machine': tryAgain,
  'server-unclaimed': nothing,
  'plain-http-needs-consent': { kind: 'allow-plain-http' },
  'permanent-token-risk': { kind: 'accept-risk' },
  'address-not-allowed': nothing,
  'server-failing': tryAgain,
  'token-unknown': nothing,
  'source-malformed': nothing,
  'source-needs-owner': nothing,
  'source-server-too-old': nothing,
  'source-unknown': nothing,
  'clipboard-not-written': tryAgain,
  'clipboard-not-cleared': nothing,
  'clipboard-empty': nothing,
  'browser-not-opened': tryAgain,
  'not-saved': tryAgain,
  'store-read-only': nothing,
  'store-damaged': nothing,
  'keyring-missing': tryAgain,
  'keyring-locked': tryAgain,
  'secret-unreadable': signInAgain,
  'vault-locked': { kind: 'unlock' },
  'passphrase-wrong': nothing,
  'window-crashed': nothing,
  'shortcut-not-registered': nothing,
  'launch-at-login-not-set': nothing,
  'input-not-valid': nothing,
  'too-many-requests': tryAgain,
  cancelled: nothing,
  unexpected: tryAgain,
};

/** The one thing to offer beside a problem. */
export function actionFor(code: ProblemCode): ProblemAction {
  return actionByCode[code];
}

/**
 * Whether a problem is a verdict on the account token, as opposed to an outage. Only these may ask for a new sign-in:
 * 401 on plex.tv's v2 API, 422 "Invalid token" on v1, 498 for an expired JWT (`docs/plex-api.md`, "Token life").
 */
export function endsTheSession(code: ProblemCode): boolean {
  return code === 'account-token-dead';
}
