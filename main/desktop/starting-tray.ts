/** What the tray shows before anything was read: the little that is possible then. */

import type { StartTexts } from '../../shared/texts/start-texts.ts';
import type { TrayModel } from './tray-model.ts';

export function startingTray(texts: StartTexts): TrayModel {
  return {
    icon: 'signed-out',
    panel: 'auto',
    tooltip: 'Plex Token Tray',
    items: [
      { kind: 'label', id: 'account', label: texts.starting },
      { kind: 'separator' },
      { kind: 'command', id: 'open', label: texts.open, enabled: true, run: { name: 'showWindow', input: {} } },
      { kind: 'command', id: 'quit', label: texts.quit, enabled: true, run: { name: 'quit', input: {} } },
    ],
  };
}
