/** What happened, in one sentence: for the window's status region and the tray's tooltip. */

import { displayName } from '../../display-name.ts';
import type { Notice } from '../../state.ts';
import { problems } from './problems.ts';

const copiedWhat = {
  'transient-token': 'Transient token',
  'account-token': 'Account token',
  'source-token': 'Source token',
} as const;

/** One sentence for a notice. `clock` renders a moment as the time of day. */
export function noticeText(notice: Notice, clock: (at: number) => string): string {
  switch (notice.kind) {
    case 'welcome':
      return '';
    case 'signed-in':
      return `Signed in as ${displayName(notice.name)}.`;
    case 'signed-out':
      return notice.revoked
        ? `Signed out ${displayName(notice.name)}; Plex revoked the token.`
        : `Signed out ${displayName(notice.name)} here. Plex could not be asked to revoke the token: remove this device in your Plex account.`;
    case 'code-needed':
      return 'Plex asks for a verification code.';
    case 'generating':
      return `Generating a transient token on ${displayName(notice.serverName)}…`;
    case 'copied': {
      const from = notice.serverName === null ? '' : ` for ${displayName(notice.serverName)}`;
      const until = notice.clearsAt === null ? '' : ` The clipboard is cleared at ${clock(notice.clearsAt)}.`;
      return `${copiedWhat[notice.what]}${from} copied, ends in ${notice.lastFour}.${until}`;
    }
    case 'copy-offered': {
      const from = notice.serverName === null ? '' : ` for ${displayName(notice.serverName)}`;
      return `${copiedWhat[notice.what]}${from} is ready: copy it from the window.`;
    }
    case 'details-copied':
      return 'Account details copied as JSON, without secrets.';
    case 'source-read':
      return notice.connections === 1
        ? `${displayName(notice.name)}: one connection.`
        : `${displayName(notice.name)}: ${notice.connections} connections.`;
    case 'revoked':
      return `Plex has now revoked the token of ${displayName(notice.name)}.`;
    case 'diagnostics-copied':
      return 'Diagnostics copied. They hold no names, addresses or secrets.';
    case 'vault-moved':
      return {
        keyring: 'Credentials are now kept encrypted by your system’s keyring.',
        passphrase: 'Credentials are now kept encrypted by your passphrase.',
        'session-only': 'Credentials are now kept for this run only. What was stored has been removed.',
      }[notice.mode];
    case 'vault-locked':
      return 'Locked.';
    case 'vault-unlocked':
      return 'Unlocked.';
    case 'vault-abandoned':
      return 'Everything stored was removed. The tokens still live at Plex: remove this device in your Plex account.';
    case 'clipboard-cleared':
      return 'Clipboard cleared.';
    case 'clipboard-was-changed':
      return 'The clipboard holds something else now; it was left alone.';
    case 'refreshed':
      return notice.servers === 1 ? 'Up to date: one server.' : `Up to date: ${notice.servers} servers.`;
    case 'token-checked':
      return `The token ending in ${notice.lastFour} is ${notice.alive ? 'alive' : 'dead'} on ${displayName(notice.serverName)}.`;
    case 'switched':
      return `Now using ${displayName(notice.name)}.`;
    case 'browser-opened':
      return 'Finish signing in in your browser. This window may be closed meanwhile.';
    case 'link-code':
      return `Type ${notice.code} at plex.tv/link.`;
    case 'settings-saved':
      return 'Saved.';
    case 'cancelled':
      return 'Cancelled.';
    case 'problem': {
      const words = problems[notice.problem.code];
      return `${words.title}. ${words.explanation(notice.problem, clock)}`;
    }
  }
}
