/** What the command line is answered, in German. */

import type { Catalogue } from '../catalogue.ts';

export const commandLineTexts = {
  notRunning: 'Plex Token Tray läuft nicht.',
  noAnswer: 'Plex Token Tray hat nicht geantwortet.',
  notStarted: 'Plex Token Tray ließ sich nicht starten.',
  shown: 'Das Fenster ist offen.',
  locked: 'Gesperrt.',
  nothingToLock:
    'Es gibt keine Passphrase, hinter der gesperrt werden könnte. In den Einstellungen lässt sich eine wählen.',
  quitting: 'Plex Token Tray wird beendet.',
  noSuchServer: (name) => `Es gibt keinen Server namens „${name}“.`,
  severalServers: (name, servers) =>
    `Mehrere Server heißen „${name}“. Bitte die Kennung angeben: ${servers.join(', ')}.`,
} as const satisfies Catalogue['commandLine'];
