/** The words of the tray's menu and tooltip. */

/** Fixed labels. Actions that the window has too bear the same words there. */
export const trayLabels = {
  copyTransientToken: 'Copy transient token',
  copyFor: 'Copy for',
  moreInWindow: 'More in the window…',
  clearClipboard: 'Clear clipboard now',
  refresh: 'Refresh',
  open: 'Open',
  signIn: 'Sign in…',
  signOut: 'Sign out',
  unlock: 'Unlock…',
  quit: 'Quit',
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
  serverOf: (name: string, owner: string): string => `${name} (${owner})`,
} as const;
