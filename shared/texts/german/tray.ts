/** The words of the tray's menu and tooltip, in German. */

import type { Catalogue } from '../catalogue.ts';
import { startTexts } from './start.ts';

export const trayTexts = {
  copyTransientToken: 'Transient-Token kopieren',
  copyFor: 'Kopieren für',
  copyAs: 'Kopieren als',
  recentTokens: 'Letzte Tokens',
  moreInWindow: 'Mehr im Fenster…',
  clearClipboard: 'Zwischenablage jetzt leeren',
  switchAccount: 'Konto wechseln',
  refresh: 'Aktualisieren',
  open: startTexts.open,
  settings: 'Einstellungen',
  signIn: 'Anmelden…',
  signOut: 'Abmelden',
  lock: 'Sperren',
  unlock: 'Entsperren…',
  quit: startTexts.quit,
  notSignedIn: 'Nicht angemeldet',
  noServerChosen: 'Kein Server gewählt',
  noServers: 'Keine Server',
  generating: 'Transient-Token wird erzeugt…',
  ownServer: 'eigener',
  sharedServer: 'geteilt',
  signedInAs: (name) => `Angemeldet als ${name}`,
  locked: (name) => `${name}: gesperrt`,
  signInAgain: (name) => `${name}: neu anmelden`,
  server: (name) => `Server: ${name}`,
  serverOffline: (name) => `Server: ${name} (nicht verbunden)`,
  recentToken: (server, lastFour, made) => `${server}, endet auf ${lastFour}, von ${made}`,
  clearClipboardWith: (timeLeft) => `Zwischenablage jetzt leeren (noch etwa ${timeLeft})`,
  serverOf: (name, owner) => `${name} (${owner})`,
} as const satisfies Catalogue['tray'];
