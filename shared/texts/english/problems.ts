/** What went wrong, in plain words: for each problem a title, one sentence, and what its button says. */

import { displayName } from '../../display-name.ts';
import type { Problem, ProblemAction, ProblemCode } from '../../problem.ts';

/** The words for one problem. `clock` renders a moment as the time of day. */
export interface ProblemWords {
  readonly title: string;
  readonly explanation: (problem: Problem, clock: (at: number) => string) => string;
}

// Hosts may be servers' names, and Plex's words anything: both are made fit to show.
const where = (problem: Problem): string => displayName(problem.host ?? '', 'Plex', 120);
const said = (problem: Problem): string =>
  problem.plexMessage ? ` It said: “${displayName(problem.plexMessage, '', 300)}”` : '';
const waitUntil = (problem: Problem, clock: (at: number) => string): string =>
  problem.retryAt === undefined ? 'Wait a minute, then try again.' : `Try again at ${clock(problem.retryAt)}.`;

export const problems = {
  offline: {
    title: 'You are offline',
    explanation: () => 'This computer has no network connection. Nothing was lost; try again when it is back.',
  },
  'name-not-resolved': {
    title: 'Address not found',
    explanation: (problem) =>
      `The name ${where(problem)} could not be looked up. Check your connection, or the DNS filter in your router.`,
  },
  'not-reachable': {
    title: 'No answer',
    explanation: (problem) => `${where(problem)} refused or dropped the connection. Try again in a moment.`,
  },
  'port-blocked': {
    title: 'Port blocked',
    explanation: (problem) =>
      `The port in ${where(problem)} is one that browsers and this app never connect to. Use another port.`,
  },
  'proxy-refused': {
    title: 'The proxy refused',
    explanation: () => 'Your proxy did not let the request through. Check the proxy settings of your system.',
  },
  'login-page-answered': {
    title: 'A login page answered instead of Plex',
    explanation: () => 'Your network probably wants you to sign in first. Open a browser, do that, then try again.',
  },
  'certificate-expired': {
    title: 'Certificate expired',
    explanation: (problem) =>
      `The security certificate of ${where(problem)} is out of date. Restarting Plex Media Server renews it; if that does not help, check this computer’s clock.`,
  },
  'certificate-not-trusted': {
    title: 'Certificate not trusted',
    explanation: (problem) =>
      `${where(problem)} could not prove who it is, so nothing was sent. Use the server’s plex.direct address, or fix its certificate.`,
  },
  'clock-wrong': {
    title: 'Check your clock',
    explanation: () =>
      'The date or time of this computer seems wrong, so no certificate can be checked. Set it, then try again.',
  },
  'timed-out': {
    title: 'Too slow',
    explanation: (problem) => `${where(problem)} did not answer in time. Try again in a moment.`,
  },
  'answer-damaged': {
    title: 'The answer was cut off',
    explanation: (problem) => `What ${where(problem)} sent arrived incomplete. Try again.`,
  },
  'answer-too-large': {
    title: 'The answer was too large',
    explanation: (problem) => `${where(problem)} sent far more than Plex would, so reading stopped. Check the address.`,
  },
  'answer-not-understood': {
    title: 'Unexpected answer',
    explanation: (problem) =>
      `${where(problem)} answered something that is not Plex’s usual answer${problem.status === undefined ? '' : ` (HTTP ${problem.status})`}. Try again; if it stays, Plex may have changed.`,
  },
  redirected: {
    title: 'Sent elsewhere',
    explanation: (problem) =>
      `${where(problem)} tried to send the request on to another address. Nothing was sent there. Check the address or your network.`,
  },
  'rate-limited': {
    title: 'Too many requests',
    explanation: (problem, clock) => `Plex asks for a pause. ${waitUntil(problem, clock)}`,
  },
  'plex-failing': {
    title: 'Plex has a problem',
    explanation: (problem) =>
      `${where(problem)} cannot answer right now${problem.status === undefined ? '' : ` (HTTP ${problem.status})`}. You stay signed in; look at Plex’s status page or try again later.`,
  },
  'plex-says': {
    title: 'Plex refused',
    explanation: (problem) =>
      `Plex did not accept this${problem.status === undefined ? '' : ` (HTTP ${problem.status})`}.${said(problem)}`,
  },
  'login-or-password-wrong': {
    title: 'Wrong login or password',
    explanation: () =>
      'Plex does not know this combination. Check both, or sign in with the browser if you use Google, Apple or Facebook.',
  },
  'code-needed': {
    title: 'Verification code needed',
    explanation: () => 'Your account uses two-factor authentication. Enter the six digits from your authenticator app.',
  },
  'code-wrong': {
    title: 'That code did not work',
    explanation: () => 'It was mistyped, already used, or too old. Wait for the next code and enter that one.',
  },
  'too-many-codes': {
    title: 'Too many wrong codes',
    explanation: (problem, clock) =>
      `To keep Plex from locking you out, there is a pause now. ${waitUntil(problem, clock)}`,
  },
  'email-needed': {
    title: 'Use your email address',
    explanation: () => 'This account can only be signed in to with its email address, not with its username.',
  },
  'network-locked-out': {
    title: 'Plex blocks sign-in from your network',
    explanation: (problem, clock) =>
      `After repeated failures Plex refuses sign-ins from here${problem.since === undefined ? '' : ` (first seen ${clock(problem.since)})`}. It ends by itself after hours; until then sign in with the browser.`,
  },
  'browser-sign-in-expired': {
    title: 'Time ran out',
    explanation: () => 'The sign-in was not finished in the browser in time. Start again when you are ready.',
  },
  'token-refused': {
    title: 'Plex does not accept this token',
    explanation: () =>
      'It was mistyped, signed out, or belongs to something else. Copy it again, or sign in another way.',
  },
  'token-is-claim-token': {
    title: 'That is a claim token',
    explanation: () =>
      'A token that starts with “claim-” only connects a new server to an account. Paste an account token instead.',
  },
  'token-is-transient': {
    title: 'That is a transient token',
    explanation: () =>
      'A token that starts with “transient-” works at one server for at most 48 hours. Paste an account token instead.',
  },
  'token-is-jwt': {
    title: 'That is a JWT',
    explanation: () =>
      'Tokens that start with “eyJ” live seven days and are refused by media servers. Paste an account token instead.',
  },
  'token-malformed': {
    title: 'That does not look like a token',
    explanation: () =>
      'A Plex account token is about 20 letters and digits, without spaces. Copy only the token, then try again.',
  },
  'request-refused-as-faulty': {
    title: 'Plex found fault with the request',
    explanation: (problem) =>
      `This is a fault of this app, not yours.${said(problem)} Try the browser, and please report it.`,
  },
  'not-signed-in': {
    title: 'Not signed in',
    explanation: () => 'Sign in to Plex first.',
  },
  'account-token-dead': {
    title: 'Sign in again',
    explanation: () =>
      'Plex no longer accepts the token kept here: it was signed out, or the password was changed. Everything else is kept.',
  },
  'server-token-refused': {
    title: 'The server refused',
    explanation: (problem) =>
      `${where(problem)} does not accept the token Plex gave for it. Refresh the servers, then try again.`,
  },
  'not-allowed': {
    title: 'Not allowed',
    explanation: (problem) => `${where(problem)} does not allow this for your account.${said(problem)}`,
  },
  'no-server-chosen': {
    title: 'Choose a server',
    explanation: () => 'A transient token is made by a server. Choose one from the list first.',
  },
  'server-unknown': {
    title: 'Server not found',
    explanation: () => 'That server is no longer in your account’s list. Refresh the servers.',
  },
  'server-not-reachable': {
    title: 'Server not reachable',
    explanation: (problem) =>
      `None of the addresses of ${where(problem)} answered. Check that it is on and that you are on its network.`,
  },
  'server-offline': {
    title: 'Server offline',
    explanation: (problem, clock) =>
      `${where(problem)} is not connected to Plex${problem.since === undefined ? '' : ` (last seen ${clock(problem.since)})`} and none of its addresses answered. Start it, then try again.`,
  },
  'server-is-another-machine': {
    title: 'Another server answers there',
    explanation: (problem) =>
      `At the address of ${where(problem)} a different machine answers, so no token was sent. Refresh the servers.`,
  },
  'server-unclaimed': {
    title: 'Server without an owner',
    explanation: (problem) =>
      `${where(problem)} is not claimed by any account, so it makes no tokens. Claim it in Plex first.`,
  },
  'plain-http-needs-consent': {
    title: 'Only unencrypted',
    explanation: (problem) =>
      `No encrypted address of ${where(problem)} answered. It has an unencrypted one, where anyone on your local network could read the token. Allow that for this server?`,
  },
  'permanent-token-risk': {
    title: 'This server gives too much away',
    explanation: (problem) =>
      `${where(problem)} runs a version that lets whoever holds a transient token fetch a permanent one (CVE-2025-69414). Update it, or go on knowing that.`,
  },
  'address-not-allowed': {
    title: 'Address not allowed',
    explanation: () => 'Use an https address, or http with a private address such as 192.168.1.5.',
  },
  'server-failing': {
    title: 'The server has a problem',
    explanation: (problem) =>
      `${where(problem)} answered with an error${problem.status === undefined ? '' : ` (HTTP ${problem.status})`}. Try again in a moment, or look at its log.`,
  },
  'token-unknown': {
    title: 'Token no longer here',
    explanation: () => 'Transient tokens are kept only while the app runs. Generate a new one.',
  },
  'source-malformed': {
    title: 'Not a source',
    explanation: () => 'A source starts with “server://” or “provider://”, followed by an identifier.',
  },
  'source-needs-owner': {
    title: 'Owners only',
    explanation: (problem) => `Only the owner of ${where(problem)} can ask it for a source’s connections.`,
  },
  'source-server-too-old': {
    title: 'Server too old',
    explanation: (problem) => `${where(problem)} needs Plex Media Server 1.15.4 or newer for this. Update it first.`,
  },
  'source-unknown': {
    title: 'Source not known',
    explanation: (problem) => `${where(problem)} does not know this source, or may not give it out.${said(problem)}`,
  },
  'clipboard-not-written': {
    title: 'Could not copy',
    explanation: () =>
      'The clipboard did not take the text. Close other clipboard tools, then try again from the window.',
  },
  'clipboard-not-cleared': {
    title: 'Could not clear the clipboard',
    explanation: () => 'The token may still be on the clipboard. Copy something else over it.',
  },
  'clipboard-empty': {
    title: 'Nothing to paste',
    explanation: () => 'There is no text on the clipboard. Copy your token first.',
  },
  'browser-not-opened': {
    title: 'The browser did not open',
    explanation: () => 'Your system has no browser for this app to open. Use the code for plex.tv/link instead.',
  },
  'not-saved': {
    title: 'Could not save',
    explanation: () =>
      'Nothing could be written to the app’s folder. Is the disk full or read-only? What was saved before is untouched.',
  },
  'store-read-only': {
    title: 'Kept by a newer version',
    explanation: () => 'The saved data comes from a newer version of this app and is left as it is. Update the app.',
  },
  'store-damaged': {
    title: 'Saved data was damaged',
    explanation: () =>
      'A file of this app could not be read. It was set aside in the app’s folder, and the last good copy is used where there is one.',
  },
  'keyring-missing': {
    title: 'No keyring',
    explanation: () =>
      'Your system has no keyring to encrypt with, so nothing is written to disk: you will have to sign in again next time.',
  },
  'keyring-locked': {
    title: 'Keyring locked',
    explanation: () => 'Your system’s keyring is locked or waits for you. Unlock it, then try again.',
  },
  'secret-unreadable': {
    title: 'Saved sign-in unreadable',
    explanation: () =>
      'What was saved cannot be decrypted any more, for example because the keyring was replaced. It is kept aside; sign in again.',
  },
  'vault-locked': {
    title: 'Locked',
    explanation: () => 'Unlock with your passphrase to go on.',
  },
  'passphrase-wrong': {
    title: 'Wrong passphrase',
    explanation: () => 'That passphrase does not open the vault. Try again.',
  },
  'window-crashed': {
    title: 'The window crashed several times',
    explanation: () =>
      'It is not brought back by itself any more. The tray goes on working; opening the window tries again.',
  },
  'shortcut-not-registered': {
    title: 'The shortcut could not be taken',
    explanation: () => 'Another program has this key combination, or the desktop does not give it away.',
  },
  'launch-at-login-not-set': {
    title: 'Starting at login could not be set',
    explanation: () => 'The system did not let the app change what starts with the session.',
  },
  'input-not-valid': {
    title: 'Please check what you entered',
    explanation: () => 'Something is empty, too long, or not of the expected kind.',
  },
  'too-many-requests': {
    title: 'Too fast',
    explanation: () => 'The window asked for too much at once. Wait a second, then try again.',
  },
  cancelled: {
    title: 'Cancelled',
    explanation: () => 'Nothing was changed.',
  },
  unexpected: {
    title: 'Something went wrong in the app',
    explanation: () => 'This should not happen. Try again; if it stays, please report it with the diagnostics.',
  },
} as const satisfies Readonly<Record<ProblemCode, ProblemWords>>;

/** What the button beside a problem says; `null` where there is none. */
export function actionLabel(action: ProblemAction): string | null {
  switch (action.kind) {
    case 'none':
      return null;
    case 'try-again':
      return 'Try again';
    case 'sign-in-again':
      return 'Sign in again';
    case 'use-browser':
      return 'Sign in with the browser';
    case 'choose-server':
      return 'Choose a server';
    case 'allow-plain-http':
      return 'Allow for this server';
    case 'accept-risk':
      return 'Go on, I know';
    case 'unlock':
      return 'Unlock';
    case 'open-page':
      return {
        'plex-status': 'Open Plex’s status page',
        'plex-devices': 'Open Plex’s device list',
        'plex-link': 'Open plex.tv/link',
        'plex-two-factor-help': 'How two-factor works',
        'plex-dns-rebinding-help': 'How to allow plex.direct',
        releases: 'Get the newer version',
      }[action.page];
  }
}
