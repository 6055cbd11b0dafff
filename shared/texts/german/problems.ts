/** What went wrong, in plain German. */

import { displayName } from '../../display-name.ts';
import type { Problem, ProblemAction } from '../../problem.ts';
import type { Catalogue } from '../catalogue.ts';

// Hosts may be servers' names, and Plex's words anything: both are made fit to show.
const where = (problem: Problem): string => displayName(problem.host ?? '', 'Plex', 120);
const said = (problem: Problem): string =>
  problem.plexMessage ? ` Die Antwort war: „${displayName(problem.plexMessage, '', 300)}“` : '';
const status = (problem: Problem): string => (problem.status === undefined ? '' : ` (HTTP ${problem.status})`);
const waitUntil = (problem: Problem, clock: (at: number) => string): string =>
  problem.retryAt === undefined
    ? 'Bitte eine Minute warten und es dann noch einmal versuchen.'
    : `Der nächste Versuch ist um ${clock(problem.retryAt)} möglich.`;

export const problems = {
  offline: {
    title: 'Keine Netzwerkverbindung',
    explanation: () =>
      'Dieser Computer ist offline. Nichts ist verloren; sobald er wieder im Netz ist, geht es weiter.',
  },
  'name-not-resolved': {
    title: 'Adresse nicht gefunden',
    explanation: (problem) =>
      `Der Name ${where(problem)} ließ sich nicht auflösen. Bitte die Verbindung prüfen, oder den DNS-Filter im Router.`,
  },
  'not-reachable': {
    title: 'Keine Antwort',
    explanation: (problem) =>
      `${where(problem)} hat die Verbindung abgelehnt oder abgebrochen. Bitte gleich noch einmal versuchen.`,
  },
  'port-blocked': {
    title: 'Port gesperrt',
    explanation: (problem) =>
      `Den Port in ${where(problem)} sprechen weder Browser noch diese App jemals an. Bitte einen anderen nehmen.`,
  },
  'proxy-refused': {
    title: 'Der Proxy hat abgelehnt',
    explanation: () =>
      'Der Proxy hat die Anfrage nicht durchgelassen. Bitte die Proxy-Einstellungen des Systems prüfen.',
  },
  'login-page-answered': {
    title: 'Statt Plex antwortet eine Anmeldeseite',
    explanation: () =>
      'Vermutlich verlangt das Netzwerk erst eine Anmeldung. Bitte im Browser erledigen und es dann noch einmal versuchen.',
  },
  'certificate-expired': {
    title: 'Zertifikat abgelaufen',
    explanation: (problem) =>
      `Das Sicherheitszertifikat von ${where(problem)} ist nicht mehr gültig. Ein Neustart von Plex Media Server erneuert es; hilft das nicht, bitte die Uhr dieses Computers prüfen.`,
  },
  'certificate-not-trusted': {
    title: 'Zertifikat nicht vertrauenswürdig',
    explanation: (problem) =>
      `${where(problem)} konnte sich nicht ausweisen, deshalb wurde nichts gesendet. Es hilft die plex.direct-Adresse des Servers oder ein gültiges Zertifikat.`,
  },
  'clock-wrong': {
    title: 'Bitte die Uhr prüfen',
    explanation: () =>
      'Datum oder Uhrzeit dieses Computers scheinen nicht zu stimmen, deshalb lässt sich kein Zertifikat prüfen. Bitte richtig stellen und es dann noch einmal versuchen.',
  },
  'timed-out': {
    title: 'Zu langsam',
    explanation: (problem) =>
      `${where(problem)} hat nicht rechtzeitig geantwortet. Bitte gleich noch einmal versuchen.`,
  },
  'answer-damaged': {
    title: 'Die Antwort brach ab',
    explanation: (problem) => `Was ${where(problem)} schickte, kam unvollständig an. Bitte noch einmal versuchen.`,
  },
  'answer-too-large': {
    title: 'Die Antwort war zu groß',
    explanation: (problem) =>
      `${where(problem)} schickte weit mehr, als Plex es täte; das Lesen wurde beendet. Bitte die Adresse prüfen.`,
  },
  'answer-not-understood': {
    title: 'Unerwartete Antwort',
    explanation: (problem) =>
      `${where(problem)} hat etwas anderes geantwortet, als Plex es sonst tut${status(problem)}. Bitte noch einmal versuchen; bleibt es dabei, hat sich Plex vielleicht geändert.`,
  },
  redirected: {
    title: 'Woandershin geschickt',
    explanation: (problem) =>
      `${where(problem)} wollte die Anfrage an eine andere Adresse weiterleiten. Dorthin wurde nichts gesendet. Bitte Adresse oder Netzwerk prüfen.`,
  },
  'rate-limited': {
    title: 'Zu viele Anfragen',
    explanation: (problem, clock) => `Plex bittet um eine Pause. ${waitUntil(problem, clock)}`,
  },
  'plex-failing': {
    title: 'Plex hat ein Problem',
    explanation: (problem) =>
      `${where(problem)} kann gerade nicht antworten${status(problem)}. Die Anmeldung bleibt bestehen; mehr weiß die Statusseite von Plex, oder es klappt später.`,
  },
  'plex-says': {
    title: 'Plex hat abgelehnt',
    explanation: (problem) => `Plex hat das nicht angenommen${status(problem)}.${said(problem)}`,
  },
  'login-or-password-wrong': {
    title: 'Anmeldename oder Passwort falsch',
    explanation: () =>
      'Plex kennt diese Kombination nicht. Bitte beides prüfen. Für Konten bei Google, Apple oder Facebook: mit dem Browser anmelden.',
  },
  'code-needed': {
    title: 'Bestätigungscode nötig',
    explanation: () =>
      'Dieses Konto nutzt die Zwei-Faktor-Authentisierung. Bitte die sechs Ziffern aus der Authenticator-App eingeben.',
  },
  'code-wrong': {
    title: 'Dieser Code galt nicht',
    explanation: () =>
      'Er war vertippt, schon benutzt oder zu alt. Bitte den nächsten Code abwarten und diesen eingeben.',
  },
  'too-many-codes': {
    title: 'Zu viele falsche Codes',
    explanation: (problem, clock) =>
      `Damit Plex das Konto nicht sperrt, ist jetzt eine Pause. ${waitUntil(problem, clock)}`,
  },
  'email-needed': {
    title: 'Bitte die E-Mail-Adresse verwenden',
    explanation: () => 'Bei diesem Konto gilt zum Anmelden nur die E-Mail-Adresse, nicht der Benutzername.',
  },
  'network-locked-out': {
    title: 'Plex sperrt Anmeldungen aus diesem Netzwerk',
    explanation: (problem, clock) =>
      `Nach wiederholten Fehlversuchen lehnt Plex Anmeldungen von hier ab${problem.since === undefined ? '' : ` (zuerst um ${clock(problem.since)})`}. Das endet nach einigen Stunden von selbst; bis dahin geht es mit dem Browser.`,
  },
  'browser-sign-in-expired': {
    title: 'Die Zeit ist abgelaufen',
    explanation: () => 'Die Anmeldung im Browser wurde nicht rechtzeitig fertig. Ein neuer Versuch geht jederzeit.',
  },
  'token-refused': {
    title: 'Plex nimmt dieses Token nicht an',
    explanation: () =>
      'Es ist vertippt, abgemeldet oder gehört zu etwas anderem. Bitte neu kopieren oder anders anmelden.',
  },
  'token-is-claim-token': {
    title: 'Das ist ein Claim-Token',
    explanation: () =>
      'Ein Token, das mit „claim-“ beginnt, verbindet nur einen neuen Server mit einem Konto. Gebraucht wird ein Konto-Token.',
  },
  'token-is-transient': {
    title: 'Das ist ein Transient-Token',
    explanation: () =>
      'Ein Token, das mit „transient-“ beginnt, gilt auf einem Server für höchstens 48\u00a0Stunden. Gebraucht wird ein Konto-Token.',
  },
  'token-is-jwt': {
    title: 'Das ist ein JWT',
    explanation: () =>
      'Tokens, die mit „eyJ“ beginnen, gelten sieben Tage, und Media-Server lehnen sie ab. Gebraucht wird ein Konto-Token.',
  },
  'token-malformed': {
    title: 'Das sieht nicht nach einem Token aus',
    explanation: () =>
      'Ein Konto-Token von Plex hat etwa 20 Buchstaben und Ziffern, ohne Leerzeichen. Bitte nur das Token kopieren und es noch einmal versuchen.',
  },
  'request-refused-as-faulty': {
    title: 'Plex beanstandet die Anfrage',
    explanation: (problem) =>
      `Das ist ein Fehler dieser App.${said(problem)} Mit dem Browser geht es vielleicht; bitte melden.`,
  },
  'not-signed-in': {
    title: 'Nicht angemeldet',
    explanation: () => 'Dafür ist erst eine Anmeldung bei Plex nötig.',
  },
  'account-token-dead': {
    title: 'Bitte neu anmelden',
    explanation: () =>
      'Plex nimmt das hier verwahrte Token nicht mehr an: Es wurde abgemeldet, oder das Passwort wurde geändert. Alles andere bleibt erhalten.',
  },
  'server-token-refused': {
    title: 'Der Server hat abgelehnt',
    explanation: (problem) =>
      `${where(problem)} nimmt das Server-Zugriffstoken nicht an, das Plex dafür gab. Bitte die Server aktualisieren und es noch einmal versuchen.`,
  },
  'not-allowed': {
    title: 'Nicht erlaubt',
    explanation: (problem) => `${where(problem)} erlaubt das für dieses Konto nicht.${said(problem)}`,
  },
  'no-server-chosen': {
    title: 'Bitte einen Server wählen',
    explanation: () => 'Ein Transient-Token macht immer ein Server. Bitte erst einen aus der Liste wählen.',
  },
  'server-unknown': {
    title: 'Server nicht gefunden',
    explanation: () => 'Dieser Server steht nicht mehr in der Liste des Kontos. Bitte die Server aktualisieren.',
  },
  'server-not-reachable': {
    title: 'Server nicht erreichbar',
    explanation: (problem) =>
      `Keine der Adressen von ${where(problem)} hat geantwortet. Ist er eingeschaltet und dieser Computer in seinem Netzwerk?`,
  },
  'server-offline': {
    title: 'Server nicht verbunden',
    explanation: (problem, clock) =>
      `${where(problem)} ist nicht mit Plex verbunden${problem.since === undefined ? '' : ` (zuletzt gesehen um ${clock(problem.since)})`}, und keine seiner Adressen hat geantwortet. Bitte starten und es dann noch einmal versuchen.`,
  },
  'server-is-another-machine': {
    title: 'Dort antwortet ein anderer Server',
    explanation: (problem) =>
      `Unter der Adresse von ${where(problem)} antwortet ein anderes Gerät, deshalb wurde kein Token gesendet. Bitte die Server aktualisieren.`,
  },
  'server-unclaimed': {
    title: 'Server ohne Eigentümer',
    explanation: (problem) =>
      `${where(problem)} gehört zu keinem Konto und macht deshalb keine Tokens. Bitte erst in Plex einem Konto zuordnen.`,
  },
  'plain-http-needs-consent': {
    title: 'Nur unverschlüsselt',
    explanation: (problem) =>
      `Keine verschlüsselte Adresse von ${where(problem)} hat geantwortet. Es gibt eine unverschlüsselte, bei der jeder im lokalen Netzwerk das Token mitlesen könnte. Für diesen Server erlauben?`,
  },
  'permanent-token-risk': {
    title: 'Dieser Server gibt zu viel preis',
    explanation: (problem) =>
      `Mit der Version von ${where(problem)} kommt man von einem Transient-Token zu einem dauerhaften (CVE-2025-69414). Bitte aktualisieren, oder in diesem Wissen fortfahren.`,
  },
  'address-not-allowed': {
    title: 'Adresse nicht erlaubt',
    explanation: () => 'Erlaubt sind https-Adressen, oder http mit einer privaten Adresse wie 192.168.1.5.',
  },
  'server-failing': {
    title: 'Der Server hat ein Problem',
    explanation: (problem) =>
      `${where(problem)} antwortete mit einem Fehler${status(problem)}. Bitte gleich noch einmal versuchen, oder in sein Protokoll sehen.`,
  },
  'token-unknown': {
    title: 'Token nicht mehr da',
    explanation: () => 'Transient-Tokens werden nur verwahrt, solange die App läuft. Bitte ein neues erzeugen.',
  },
  'source-malformed': {
    title: 'Das ist keine Quelle',
    explanation: () => 'Eine Quelle beginnt mit „server://“ oder „provider://“, gefolgt von einer Kennung.',
  },
  'source-needs-owner': {
    title: 'Nur für Eigentümer',
    explanation: (problem) =>
      `Nur der Eigentümer von ${where(problem)} kann nach den Verbindungen einer Quelle fragen.`,
  },
  'source-server-too-old': {
    title: 'Server zu alt',
    explanation: (problem) =>
      `${where(problem)} braucht dafür Plex Media Server 1.15.4 oder neuer. Bitte erst aktualisieren.`,
  },
  'source-unknown': {
    title: 'Quelle unbekannt',
    explanation: (problem) =>
      `${where(problem)} kennt diese Quelle nicht oder darf sie nicht preisgeben.${said(problem)}`,
  },
  'clipboard-not-written': {
    title: 'Kopieren misslungen',
    explanation: () =>
      'Die Zwischenablage hat den Text nicht angenommen. Bitte andere Zwischenablage-Programme schließen und es im Fenster noch einmal versuchen.',
  },
  'clipboard-not-cleared': {
    title: 'Leeren der Zwischenablage misslungen',
    explanation: () => 'Das Token liegt vielleicht noch in der Zwischenablage. Bitte etwas anderes darüber kopieren.',
  },
  'clipboard-empty': {
    title: 'Nichts zum Einfügen',
    explanation: () => 'In der Zwischenablage liegt kein Text. Bitte erst das Token kopieren.',
  },
  'browser-not-opened': {
    title: 'Der Browser ließ sich nicht öffnen',
    explanation: () => 'Das System hat keinen Browser für diese App. Es geht auch mit dem Code für plex.tv/link.',
  },
  'not-saved': {
    title: 'Speichern misslungen',
    explanation: () =>
      'In den Ordner der App ließ sich nichts schreiben. Ist der Datenträger voll oder schreibgeschützt? Was schon gespeichert war, ist unberührt.',
  },
  'store-read-only': {
    title: 'Von einer neueren Version gespeichert',
    explanation: () =>
      'Die gespeicherten Daten stammen von einer neueren Version dieser App und bleiben, wie sie sind. Bitte die App aktualisieren.',
  },
  'store-damaged': {
    title: 'Gespeicherte Daten waren beschädigt',
    explanation: () =>
      'Eine Datei dieser App war nicht lesbar. Sie liegt beiseite im Ordner der App; gibt es eine gute Kopie, wird die letzte verwendet.',
  },
  'keyring-missing': {
    title: 'Kein Schlüsselbund',
    explanation: () =>
      'Das System hat keinen Schlüsselbund zum Verschlüsseln, deshalb wird nichts gespeichert: Beim nächsten Mal ist eine neue Anmeldung nötig.',
  },
  'keyring-locked': {
    title: 'Schlüsselbund gesperrt',
    explanation: () =>
      'Der Schlüsselbund des Systems ist gesperrt oder wartet auf eine Eingabe. Bitte entsperren und es dann noch einmal versuchen.',
  },
  'secret-unreadable': {
    title: 'Gespeicherte Anmeldung nicht lesbar',
    explanation: () =>
      'Das Gespeicherte lässt sich nicht mehr entschlüsseln, etwa weil der Schlüsselbund ersetzt wurde. Es bleibt beiseite liegen; bitte neu anmelden.',
  },
  'vault-locked': {
    title: 'Gesperrt',
    explanation: () => 'Mit der Passphrase entsperren, dann geht es weiter.',
  },
  'passphrase-wrong': {
    title: 'Falsche Passphrase',
    explanation: () => 'Diese Passphrase öffnet den Speicher nicht. Bitte noch einmal versuchen.',
  },
  'window-crashed': {
    title: 'Das Fenster ist mehrmals abgestürzt',
    explanation: () =>
      'Es kommt nicht mehr von selbst zurück. Das Symbol im Infobereich arbeitet weiter; beim Öffnen wird es noch einmal versucht.',
  },
  'shortcut-not-registered': {
    title: 'Das Tastenkürzel ist nicht zu haben',
    explanation: () => 'Ein anderes Programm hat diese Tasten, oder der Desktop gibt sie nicht her.',
  },
  'launch-at-login-not-set': {
    title: 'Der Start beim Anmelden ließ sich nicht einstellen',
    explanation: () => 'Das System ließ nicht zu, dass die App ändert, was mit der Sitzung startet.',
  },
  'input-not-valid': {
    title: 'Bitte die Eingabe prüfen',
    explanation: () => 'Etwas ist leer, zu lang oder nicht von der erwarteten Art.',
  },
  'too-many-requests': {
    title: 'Zu schnell',
    explanation: () => 'Das Fenster hat zu viel auf einmal verlangt. Bitte kurz warten und es noch einmal versuchen.',
  },
  cancelled: {
    title: 'Abgebrochen',
    explanation: () => 'Nichts wurde geändert.',
  },
  unexpected: {
    title: 'In der App ging etwas schief',
    explanation: () =>
      'Das sollte nicht vorkommen. Bitte noch einmal versuchen; bleibt es dabei, bitte mit der Diagnose melden.',
  },
} as const satisfies Catalogue['problems'];

/** What the button beside a problem says; `null` where there is none. */
export function actionLabel(action: ProblemAction): string | null {
  switch (action.kind) {
    case 'none':
      return null;
    case 'try-again':
      return 'Noch einmal';
    case 'sign-in-again':
      return 'Neu anmelden';
    case 'use-browser':
      return 'Mit dem Browser anmelden';
    case 'choose-server':
      return 'Server wählen';
    case 'allow-plain-http':
      return 'Für diesen Server erlauben';
    case 'accept-risk':
      return 'Trotzdem fortfahren';
    case 'unlock':
      return 'Entsperren';
    case 'open-page':
      return {
        'plex-status': 'Statusseite von Plex öffnen',
        'plex-devices': 'Geräteliste von Plex öffnen',
        'plex-link': 'plex.tv/link öffnen',
        'plex-two-factor-help': 'So funktionieren zwei Faktoren',
        'plex-dns-rebinding-help': 'So wird plex.direct erlaubt',
        releases: 'Neuere Version holen',
      }[action.page];
  }
}
