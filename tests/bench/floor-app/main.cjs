// @ts-check
/**
 * The floor every figure is compared with: the least an Electron app with a tray icon can be. A menu of two entries, and
 * a window with static HTML, made when asked for.
 */

const { app, BrowserWindow, Menu, Tray } = require('electron');
const { join } = require('node:path');

/** @type {Electron.Tray | undefined} */
let tray;

function open() {
  const window = new BrowserWindow({ width: 460, height: 720, show: false });
  window.once('ready-to-show', () => {
    window.show();
    window.focus();
  });
  void window.loadFile(join(__dirname, 'page.html'));
}

app.on('window-all-closed', () => undefined);
void app.whenReady().then(() => {
  tray = new Tray(join(__dirname, 'icon.png'));
  tray.setToolTip('Floor App');
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: 'Open', click: open },
      { label: 'Quit', role: 'quit' },
    ]),
  );
});
