/** Says quietly what an action came to, while the window that would say so is not visible. */

import { Notification } from 'electron';
import type { AppState } from '../../shared/state.ts';
import type { Words } from '../../shared/texts/words.ts';

export interface Notifications {
  /** Follows the state: each thing worth saying is said once. */
  readonly follow: (state: AppState) => void;
}

export function createNotifications(options: {
  readonly isWindowVisible: () => boolean;
  readonly words: () => Words;
  readonly onClick: () => void;
}): Notifications {
  let told = 0;
  let shown: Notification | null = null;
  return {
    follow: ({ announcement, settings, app }) => {
      if (announcement.sequence === told) return;
      told = announcement.sequence;
      const { notification, times } = options.words();
      const body = notification(announcement.notice, times.clock);
      if (body === null || !settings.notifications || options.isWindowVisible() || !Notification.isSupported()) return;
      // The newest is the one that counts: there is never more than one.
      shown?.close();
      shown = new Notification({ title: app.product, body, silent: true, urgency: 'low' });
      shown.on('click', options.onClick);
      shown.show();
    },
  };
}
