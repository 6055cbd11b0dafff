/**
 * The one window: made when first asked for, hidden instead of closed while the tray keeps the app, let go a while
 * after it was hidden, brought back when its page crashes.
 */

import { app, BrowserWindow, Menu, nativeTheme, type Session, screen } from 'electron';
import type { Clock } from '../ports.ts';
import { type Bounds, firstSize, placeOnScreen, smallestSize } from './window-bounds.ts';
import { windowKey } from './window-keys.ts';

/** Milliseconds a hidden window is kept ready to be shown again. */
const keptHidden = 120_000;

/** How often a crashed page is brought back, and within how many milliseconds: more than that is a loop. */
const mostRevivals = 3;
const revivalPeriod = 60_000;

/** What the page paints first, so that nothing flashes before it does: the page's own background colours. */
const backgrounds = { light: '#f6f5f2', dark: '#17181c' };

export interface WindowHostOptions {
  readonly preloadPath: string;
  readonly pageAddress: string;
  readonly title: string;
  /** The session pages are loaded in; asked for with each new window. */
  readonly session: () => Session;
  readonly clock: Clock;
  /** Whether closing hides; asked at the moment of closing, so it must answer from what is known already. */
  readonly keepRunningOnClose: () => boolean;
  readonly bounds: { readonly get: () => Bounds | null; readonly set: (bounds: Bounds) => void };
  readonly onShown: () => void;
  readonly onHidden: () => void;
  /** The window was closed for good, and `keepRunningOnClose` says no. */
  readonly onClosed: () => void;
  /** The page crashed so often that it was given up; the next `show` tries again. */
  readonly onGivenUp: () => void;
  readonly onQuitKey: () => void;
  /** Milliseconds after which a hidden window is let go, where not two minutes. */
  readonly keptHidden?: number;
}

export interface WindowHost {
  /** Shows, restores and focuses the window; makes it first where there is none. */
  readonly show: () => void;
  readonly hide: () => void;
  readonly isVisible: () => boolean;
  /** Sends to the page; without a window there is nobody to tell, and a new page asks by itself. */
  readonly send: (channel: string, message: unknown) => void;
  readonly destroy: () => void;
  readonly webContentsId: () => number | null;
}

export function createWindowHost(options: WindowHostOptions): WindowHost {
  let current: BrowserWindow | null = null;
  /** Whether the user wants to see the window; it is shown once its page has painted. */
  let wanted = false;
  let painted = false;
  let stopLettingGo: () => void = () => undefined;
  let revivals: readonly number[] = [];

  function open(): BrowserWindow {
    const place = placeOnScreen(
      options.bounds.get(),
      screen.getAllDisplays().map((display) => display.workArea),
    );
    const window = new BrowserWindow({
      ...firstSize,
      ...place,
      minWidth: smallestSize.width,
      minHeight: smallestSize.height,
      title: options.title,
      show: false,
      backgroundColor: nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light,
      webPreferences: {
        preload: options.preloadPath,
        session: options.session(),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        webviewTag: false,
        webgl: false,
        spellcheck: false,
        navigateOnDragDrop: false,
        disableDialogs: true,
        devTools: !app.isPackaged,
      },
    });
    current = window;
    painted = false;
    window.once('ready-to-show', () => {
      if (current !== window) return;
      painted = true;
      if (wanted) reveal(window);
    });
    window.on('close', (event) => {
      if (options.keepRunningOnClose()) {
        event.preventDefault();
        hide();
      } else {
        rememberBounds(window);
      }
    });
    window.on('closed', () => {
      // A window that was replaced may tell of its end late.
      if (current !== window) return;
      forget();
      if (!options.keepRunningOnClose()) options.onClosed();
    });
    // Minimised means "out of the way": beside a tray icon that is one thing with closed. macOS has its Dock for it.
    window.on('minimize', () => {
      if (process.platform !== 'darwin' && options.keepRunningOnClose()) hide();
    });
    window.webContents.on('render-process-gone', () => {
      if (current === window) revive(window);
    });
    window.webContents.on('before-input-event', (event, input) => {
      if (pressed(window, windowKey(input, process.platform))) event.preventDefault();
    });
    window.webContents.on('context-menu', (_event, { isEditable, editFlags }) => {
      if (!isEditable) return;
      Menu.buildFromTemplate([
        { role: 'cut', enabled: editFlags.canCut },
        { role: 'copy', enabled: editFlags.canCopy },
        { role: 'paste', enabled: editFlags.canPaste },
        { type: 'separator' },
        { role: 'selectAll', enabled: editFlags.canSelectAll },
      ]).popup({ window });
    });
    // Rejects when the window goes before its page has come; then nobody waits for it.
    window.loadURL(options.pageAddress).catch(() => undefined);
    return window;
  }

  function reveal(window: BrowserWindow): void {
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    options.onShown();
  }

  function show(): void {
    wanted = true;
    stopLettingGo();
    if (current === null) open();
    else if (painted) reveal(current);
  }

  function hide(): void {
    if (current === null) return;
    wanted = false;
    rememberBounds(current);
    current.hide();
    stopLettingGo();
    stopLettingGo = options.clock.after(options.keptHidden ?? keptHidden, destroy);
    options.onHidden();
  }

  function destroy(): void {
    const window = current;
    if (window === null) return;
    rememberBounds(window);
    forget();
    window.destroy();
  }

  function forget(): void {
    stopLettingGo();
    current = null;
    wanted = false;
    painted = false;
  }

  function rememberBounds(window: BrowserWindow): void {
    if (painted) options.bounds.set(window.getNormalBounds());
  }

  /** Replaces a window whose page crashed, if it was to be seen; a hidden one is not missed until it is shown. */
  function revive(window: BrowserWindow): void {
    const wasWanted = wanted;
    forget();
    // Not within the window's own event.
    setImmediate(() => window.destroy());
    if (!wasWanted) return;
    const now = options.clock.now();
    revivals = revivals.filter((at) => now - at < revivalPeriod);
    if (revivals.length >= mostRevivals) {
      options.onGivenUp();
      return;
    }
    revivals = [...revivals, now];
    show();
  }

  /** Does what a shortcut asks for; whether it was one. */
  function pressed(window: BrowserWindow, key: ReturnType<typeof windowKey>): boolean {
    const contents = window.webContents;
    switch (key) {
      case null:
        return false;
      case 'close':
        window.close();
        return true;
      case 'quit':
        options.onQuitKey();
        return true;
      case 'zoom-in':
        contents.setZoomLevel(Math.min(contents.getZoomLevel() + 0.5, 5));
        return true;
      case 'zoom-out':
        contents.setZoomLevel(Math.max(contents.getZoomLevel() - 0.5, -2));
        return true;
      case 'zoom-reset':
        contents.setZoomLevel(0);
        return true;
      case 'developer-tools':
        if (!app.isPackaged) contents.toggleDevTools();
        return !app.isPackaged;
    }
  }

  return {
    show,
    hide,
    destroy,
    isVisible: () => current?.isVisible() ?? false,
    send: (channel, message) => {
      if (current !== null && !current.webContents.isDestroyed()) current.webContents.send(channel, message);
    },
    webContentsId: () => current?.webContents.id ?? null,
  };
}
