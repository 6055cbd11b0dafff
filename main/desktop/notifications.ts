/** Says quietly what an action came to, while the window that would say so is not visible. */

import { Notification } from 'electron';
import type { AppState } from '../../shared/state.ts';
import { notificationText } from '../../shared/texts/english/notifications.ts';

export interface Notifications {
  /** Follows the state: each thing worth saying is said once. */
  readonly follow: (state: AppState) => void;
}

export function createNotifications(options: {
  readonly isWindowVisible: () => boolean;
  /** Renders a moment as the time of day. */
  readonly clock: (at: number) => string;
  readonly onClick: () => void;
}): Notifications {
  let told = 0;
  let shown: Notification | null = null;
  return {
    follow: ({ announcement, settings, app }) => {
      if (announcement.sequence === told) return;
      told = announcement.sequence;
      const body = notificationText(announcement.notice, options.clock);
      if (body === null || !settings.notifications || options.isWindowVisible() || !Notification.isSupported()) return;
      // The newest is the one that counts: there is never more than one.
      shown?.close();
      shown = new Notification({ title: app.product, body, silent: true, urgency: 'low' });
      shown.on('click', options.onClick);
      shown.show();
    },
  };
}
