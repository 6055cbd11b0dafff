/** What notifications say, in German; not even the last characters of a token are in one. */

import { displayName } from '../../display-name.ts';
import type { Notice } from '../../state.ts';
import { noticeText } from './notices.ts';

const copied = {
  'transient-token': 'Transient-Token',
  'account-token': 'Konto-Token',
  'source-token': 'Token der Quelle',
} as const;

/** One sentence for what somebody's action came to; `null` for what nobody waits for. */
export function notificationText(notice: Notice, clock: (at: number) => string): string | null {
  switch (notice.kind) {
    case 'copied': {
      const from = notice.serverName === null ? '' : ` für ${displayName(notice.serverName)}`;
      const until = notice.clearsAt === null ? '' : ` Die Zwischenablage wird um ${clock(notice.clearsAt)} geleert.`;
      return `${copied[notice.what]}${from} kopiert.${until}`;
    }
    case 'signed-in':
    case 'signed-out':
    case 'switched':
    case 'vault-locked':
    case 'problem':
      return noticeText(notice, clock);
    default:
      return null;
  }
}
