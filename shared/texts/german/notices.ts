/** What happened, in one German sentence. */

import { displayName } from '../../display-name.ts';
import type { Notice } from '../../state.ts';
import { problems } from './problems.ts';

const copiedWhat = {
  'transient-token': 'Transient-Token',
  'account-token': 'Konto-Token',
  'source-token': 'Token der Quelle',
} as const;

/** One sentence for a notice. `clock` renders a moment as the time of day. */
export function noticeText(notice: Notice, clock: (at: number) => string): string {
  switch (notice.kind) {
    case 'welcome':
      return '';
    case 'signed-in':
      return `Angemeldet als ${displayName(notice.name)}.`;
    case 'signed-out':
      return notice.revoked
        ? `${displayName(notice.name)} ist abgemeldet; Plex hat das Token widerrufen.`
        : `${displayName(notice.name)} ist hier abgemeldet. Plex war für den Widerruf des Tokens nicht zu erreichen: Bitte dieses Gerät im Plex-Konto entfernen.`;
    case 'code-needed':
      return 'Plex fragt nach einem Bestätigungscode.';
    case 'generating':
      return `Transient-Token auf ${displayName(notice.serverName)} wird erzeugt…`;
    case 'copied': {
      const from = notice.serverName === null ? '' : ` für ${displayName(notice.serverName)}`;
      const until = notice.clearsAt === null ? '' : ` Die Zwischenablage wird um ${clock(notice.clearsAt)} geleert.`;
      return `${copiedWhat[notice.what]}${from} kopiert, endet auf ${notice.lastFour}.${until}`;
    }
    case 'copy-offered': {
      const from = notice.serverName === null ? '' : ` für ${displayName(notice.serverName)}`;
      return `${copiedWhat[notice.what]}${from} liegt bereit: im Fenster kopieren.`;
    }
    case 'details-copied':
      return 'Kontodaten als JSON kopiert, ohne Geheimnisse.';
    case 'source-read':
      return notice.connections === 1
        ? `${displayName(notice.name)}: eine Verbindung.`
        : `${displayName(notice.name)}: ${notice.connections} Verbindungen.`;
    case 'revoked':
      return `Plex hat das Token von ${displayName(notice.name)} nun widerrufen.`;
    case 'diagnostics-copied':
      return 'Diagnose kopiert. Sie enthält weder Namen noch Adressen noch Geheimnisse.';
    case 'vault-moved':
      return {
        keyring: 'Die Zugangsdaten liegen nun verschlüsselt im Schlüsselbund des Systems.',
        passphrase: 'Die Zugangsdaten sind nun mit der Passphrase verschlüsselt.',
        'session-only': 'Die Zugangsdaten gelten nun nur, bis die App endet. Was gespeichert war, ist gelöscht.',
      }[notice.mode];
    case 'vault-locked':
      return 'Gesperrt.';
    case 'vault-unlocked':
      return 'Entsperrt.';
    case 'vault-abandoned':
      return 'Alles Gespeicherte ist gelöscht. Die Tokens gelten bei Plex weiter: Bitte dieses Gerät im Plex-Konto entfernen.';
    case 'clipboard-cleared':
      return 'Zwischenablage geleert.';
    case 'clipboard-was-changed':
      return 'In der Zwischenablage liegt inzwischen etwas anderes; sie blieb, wie sie ist.';
    case 'refreshed':
      return notice.servers === 1 ? 'Aktuell: ein Server.' : `Aktuell: ${notice.servers} Server.`;
    case 'token-checked':
      return `Das Token, das auf ${notice.lastFour} endet, ist auf ${displayName(notice.serverName)} ${notice.alive ? 'gültig' : 'ungültig'}.`;
    case 'switched':
      return `Jetzt wird ${displayName(notice.name)} verwendet.`;
    case 'browser-opened':
      return 'Die Anmeldung geht im Browser weiter. Dieses Fenster darf solange zu.';
    case 'link-code':
      return `${notice.code} auf plex.tv/link eingeben.`;
    case 'settings-saved':
      return 'Gespeichert.';
    case 'cancelled':
      return 'Abgebrochen.';
    case 'problem': {
      const words = problems[notice.problem.code];
      return `${words.title}. ${words.explanation(notice.problem, clock)}`;
    }
  }
}
