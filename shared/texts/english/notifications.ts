/** What notifications say. They show on lock screens and stay in lists: not even the last characters of a token are in one. */

import { displayName } from '../../display-name.ts';
import type { Notice } from '../../state.ts';
import { noticeText } from './notices.ts';

const copied = {
  'transient-token': 'Transient token',
  'account-token': 'Account token',
  'source-token': 'Source token',
} as const;

/** One sentence for what somebody's action came to; `null` for what nobody waits for. */
export function notificationText(notice: Notice, clock: (at: number) => string): string | null {
  switch (notice.kind) {
    case 'copied': {
      const from = notice.serverName === null ? '' : ` for ${displayName(notice.serverName)}`;
      const until = notice.clearsAt === null ? '' : ` The clipboard is cleared at ${clock(notice.clearsAt)}.`;
      return `${copied[notice.what]}${from} copied.${until}`;
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
