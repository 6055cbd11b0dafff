/** The words of the tray's menu and tooltip. */

import { startTexts } from './start.ts';

/** Actions that the window has too bear the same words there. */
export const trayTexts = {
  copyTransientToken: 'Copy transient token',
  copyFor: 'Copy for',
  copyAs: 'Copy as',
  recentTokens: 'Recent tokens',
  moreInWindow: 'More in the window…',
  clearClipboard: 'Clear clipboard now',
  switchAccount: 'Switch account',
  refresh: 'Refresh',
  open: startTexts.open,
  settings: 'Settings',
  signIn: 'Sign in…',
  signOut: 'Sign out',
  lock: 'Lock',
  unlock: 'Unlock…',
  quit: startTexts.quit,
  notSignedIn: 'Not signed in',
  noServerChosen: 'No server chosen',
  noServers: 'No servers',
  generating: 'Generating a transient token…',
  ownServer: 'yours',
  sharedServer: 'shared',
  // Sentences that hold a name. The name has been made fit to show before.
  signedInAs: (name: string): string => `Signed in as ${name}`,
  locked: (name: string): string => `${name}: locked`,
  signInAgain: (name: string): string => `${name}: sign in again`,
  server: (name: string): string => `Server: ${name}`,
  serverOffline: (name: string): string => `Server: ${name} (offline)`,
  recentToken: (server: string, lastFour: string, made: string): string =>
    `${server}, ends in ${lastFour}, made ${made}`,
  clearClipboardWith: (timeLeft: string): string => `Clear clipboard now (about ${timeLeft} left)`,
  serverOf: (name: string, owner: string): string => `${name} (${owner})`,
} as const;
