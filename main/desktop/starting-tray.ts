/** What the tray shows before anything was read: the little that is possible then. */

import { trayLabels } from '../../shared/texts/english/tray.ts';
import type { TrayModel } from './tray-model.ts';

export const startingTray: TrayModel = {
  icon: 'signed-out',
  panel: 'auto',
  tooltip: 'Plex Token Tray',
  items: [
    { kind: 'label', id: 'account', label: trayLabels.starting },
    { kind: 'separator' },
    { kind: 'command', id: 'open', label: trayLabels.open, enabled: true, run: { name: 'showWindow', input: {} } },
    { kind: 'command', id: 'quit', label: trayLabels.quit, enabled: true, run: { name: 'quit', input: {} } },
  ],
};
