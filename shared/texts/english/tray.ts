/** The words of the tray's menu and tooltip. */

/** Fixed labels. Actions that the window has too bear the same words there. */
export const trayLabels = {
  copyTransientToken: 'Copy transient token',
  copyFor: 'Copy for',
  copyAs: 'Copy as',
  recentTokens: 'Recent tokens',
  moreInWindow: 'More in the window…',
  clearClipboard: 'Clear clipboard now',
  switchAccount: 'Switch account',
  refresh: 'Refresh',
  open: 'Open',
  settings: 'Settings',
  signIn: 'Sign in…',
  signOut: 'Sign out',
  lock: 'Lock',
  unlock: 'Unlock…',
  quit: 'Quit',
  starting: 'Starting…',
  notSignedIn: 'Not signed in',
  noServerChosen: 'No server chosen',
  noServers: 'No servers',
  generating: 'Generating a transient token…',
  ownServer: 'yours',
  sharedServer: 'shared',
} as const;

/** Sentences that hold a name. The name has been made fit to show before. */
export const traySentences = {
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

/** A number of whole seconds in words: `40 s`, `2 min`, `1 min 30 s`. */
export function aboutSeconds(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (minutes === 0) return `${rest} s`;
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}
