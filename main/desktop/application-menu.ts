/** The application menu: none, except on macOS, where copy and paste in text boxes come from it. */

import { Menu } from 'electron';

/** Sets the menu; best before the app is ready, since that spares Electron building its default one. */
export function setApplicationMenu(platform: NodeJS.Platform): void {
  Menu.setApplicationMenu(
    platform === 'darwin'
      ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
      : null,
  );
}
