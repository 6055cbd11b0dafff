/** Turns the tray's model into the template Electron builds menus from. */

import type { MenuItemConstructorOptions } from 'electron';
import type { CommandCall, TrayItem } from './tray-model.ts';

/** The template of a menu whose entries call `run`. */
export function menuTemplate(
  items: readonly TrayItem[],
  run: (call: CommandCall) => void,
): MenuItemConstructorOptions[] {
  return items.map((item): MenuItemConstructorOptions => {
    switch (item.kind) {
      case 'separator':
        return { type: 'separator' };
      case 'label':
        return { id: item.id, label: menuLabel(item.label), enabled: false };
      case 'command':
        return { id: item.id, label: menuLabel(item.label), enabled: item.enabled, click: () => run(item.run) };
      case 'submenu':
        return { id: item.id, label: menuLabel(item.label), submenu: menuTemplate(item.items, run) };
    }
  });
}

/**
 * Plain text as a menu's label. Electron takes one `&` for a keyboard mnemonic on every system; `_`, which GTK means by
 * it, is escaped by Electron itself.
 */
export function menuLabel(text: string): string {
  return text.replaceAll('&', '&&');
}
