/** What is said before the rest of the app is loaded, in German. */

import type { Catalogue } from '../catalogue.ts';

export const startTexts = {
  starting: 'Startet…',
  open: 'Öffnen',
  quit: 'Beenden',
  version: (product, version) => `${product} ${version}`,
  help: (product, program) => `${product}: kopiert Plex-Tokens, die von selbst ablaufen.

Aufruf: ${program} [Option]

  --copy-transient-token  auf dem gewählten Server ein Transient-Token erzeugen und kopieren
  --server NAME           mit dem Vorigen: auf diesem Server (Name oder Gerätekennung)
  --show                  das Fenster zeigen
  --lock                  die Konten hinter ihrer Passphrase sperren
  --quit                  die laufende App beenden
  --hidden                ohne Fenster im Infobereich starten
  --wait-for-tray DAUER   mit dem Vorigen: wie viele Sekunden, bevor doch das Fenster kommt
  --version               die Version ausgeben
  --help                  dies ausgeben

Läuft die App schon, so tut sie das Verlangte, und dieser Befehl endet.
PLEX_TV_URL ersetzt die Basisadresse der API von plex.tv. Leer gilt sie als nicht gesetzt.`,
  twoActions: (one, other) => `${one} und ${other} passen nicht zusammen.`,
  serverWithoutName: '--server braucht einen Namen: --server NAME',
  serverTwice: '--server kam mehr als einmal vor. Bitte für einen Server auf einmal kopieren.',
  serverWithoutCopy: '--server gehört zu --copy-transient-token.',
  startedWith: (refused) => `Plex Token Tray startet nicht mit ${refused}.`,
  withoutSandbox: 'Plex Token Tray läuft ohne Chromiums Sandbox, weil es mit --no-sandbox gestartet wurde.',
  tooFewOpenFiles: (needed, allowed) =>
    `Plex Token Tray braucht ${needed} offene Dateien, hier sind nur ${allowed} erlaubt. Siehe: ulimit -n`,
  folderNotWritable: (folder) =>
    `Plex Token Tray kann nicht in seinen Ordner ${folder} schreiben. Ist der Datenträger voll oder schreibgeschützt?`,
  plexTvUrlRefused: (why, example) =>
    `PLEX_TV_URL ist nicht brauchbar: ${why}. Nötig ist eine https-Adresse, oder http auf diesem Computer, etwa ${example} oder http://127.0.0.1:4000/api/v2.`,
  plexTvUrlFaults: {
    'no-address': 'das ist keine Adresse',
    'with-login': 'Benutzername oder Passwort gehören nicht hinein',
    'with-query': 'sie darf weder Abfrage noch Fragment haben',
    'not-encrypted': 'sie ist nicht verschlüsselt',
  },
} as const satisfies Catalogue['start'];
