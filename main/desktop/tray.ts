/** The tray icon with its menu: shows a model, and comes back when the panel that carries it does. */

import { isDeepStrictEqual } from 'node:util';
import { Menu, nativeTheme, Tray } from 'electron';
import { watchMenuOpenings } from './menu-openings.ts';
import { watchTrayHost } from './tray-host.ts';
import { trayImage } from './tray-icons.ts';
import { menuTemplate } from './tray-menu.ts';
import type { CommandCall, TrayModel } from './tray-model.ts';
import { type PanelVariant, panelVariant } from './tray-panel.ts';

/**
 * Milliseconds between a menu closing and its replacement: some desktops tell of the click after the closing, and a click
 * on an entry of a menu that was replaced does nothing.
 */
const settleAfterClosing = 300;

/** Milliseconds a menu is believed open after a panel asked whether it may show it: not every panel says more. */
const longestAnnounced = 60_000;

/** Milliseconds a menu is believed open by who tells of its closing too: a panel may get lost on the way. */
const longestOpen = 10 * 60_000;

/**
 * Milliseconds after the start in which nobody listens to the panel yet: it asks for the icon then, and is answered by this
 * thread.
 */
const listensAfter = 30;

const chosenVariants = { light: 'on-light', dark: 'on-dark' } as const;

export interface TrayOptions {
  readonly run: (call: CommandCall) => void;
  /** The icon itself was clicked. Never arrives on desktops that open the menu instead. */
  readonly onClick: () => void;
  /** Whether the icon can be seen: told once soon after the start, then with each change. */
  readonly onHostChange: (visible: boolean) => void;
  /** The panel has taken the icon. Told again when it takes another one's. */
  readonly onPlaced: () => void;
}

export interface TrayHandle {
  /** Shows a model; does nothing when it is already shown. The first one makes the icon. */
  readonly show: (model: TrayModel) => void;
  readonly destroy: () => void;
}

export function createTray(options: TrayOptions): TrayHandle {
  let tray: Tray | null = null;
  let wanted: TrayModel | null = null;
  let shown: TrayModel | null = null;
  /** The guess for the panel; the user's own choice goes before it. */
  let guessed = guessedVariant('on-light');
  let shownVariant: PanelVariant | null = null;
  /** Calls off what waits for the open menu; `null` while no menu is open. */
  let menuOpen: NodeJS.Timeout | null = null;

  const update = (): void => {
    if (wanted === null) return;
    const variant = wanted.panel === 'auto' ? guessed : chosenVariants[wanted.panel];
    if (tray === null) {
      tray = new Tray(trayImage(wanted.icon, variant, process.platform));
      tray.setIgnoreDoubleClickEvents(true);
      tray.on('click', () => options.onClick());
    } else if (shown?.icon !== wanted.icon || shownVariant !== variant) {
      tray.setImage(trayImage(wanted.icon, variant, process.platform));
    }
    // A menu replaced under the pointer has crashed panels, and a tooltip comes with the menu announced anew: what is new
    // waits until the menu is closed.
    const { items, tooltip } = menuOpen === null || shown === null ? wanted : shown;
    if (shown?.tooltip !== tooltip) tray.setToolTip(tooltip);
    if (!isDeepStrictEqual(shown?.items, items)) tray.setContextMenu(buildMenu(items));
    shown = { ...wanted, items, tooltip };
    shownVariant = variant;
  };

  const believeOpen = (milliseconds: number): void => {
    if (menuOpen !== null) clearTimeout(menuOpen);
    menuOpen = setTimeout(() => {
      menuOpen = null;
      surelyOpen = false;
      update();
    }, milliseconds);
  };

  const buildMenu = (items: TrayModel['items']): Menu => {
    const menu = Menu.buildFromTemplate(menuTemplate(items, clicked));
    // On Windows and macOS. On Linux Electron tells neither, and the session bus is listened to.
    menu.on('menu-will-show', () => believeOpen(longestOpen));
    menu.on('menu-will-close', () => believeOpen(settleAfterClosing));
    return menu;
  };

  const clicked = (call: CommandCall): void => {
    // No panel keeps its menu open after a click.
    if (menuOpen !== null) believeOpen(settleAfterClosing);
    options.run(call);
  };

  let stopListening: () => void = () => undefined;
  /** The panel said so, and will say when it is over. */
  let surelyOpen = false;
  let listeningAt: string | null = null;
  const listenAt = (busName: string): void => {
    if (listeningAt === busName) return;
    stopListening();
    listeningAt = busName;
    stopListening = watchMenuOpenings(process.env, busName, (opening) => {
      if (opening === 'opened') believeOpen(longestOpen);
      else if (opening === 'closed') believeOpen(settleAfterClosing);
      else if (!surelyOpen) believeOpen(longestAnnounced);
      surelyOpen = opening === 'opened' || (surelyOpen && opening !== 'closed');
    });
  };

  const remove = (): void => {
    if (menuOpen !== null) clearTimeout(menuOpen);
    menuOpen = null;
    surelyOpen = false;
    if (tray !== null && !tray.isDestroyed()) tray.destroy();
    tray = null;
    shown = null;
    shownVariant = null;
  };

  let lost = false;
  let stopWatching: () => void = () => undefined;
  const watching = setTimeout(() => {
    stopWatching = watchTrayHost({
      platform: process.platform,
      environment: process.env,
      onChange: (visible) => {
        // A panel that has come (back) does not know the icon yet; only a new one makes itself known for certain.
        if (visible && lost) {
          remove();
          update();
        }
        lost = !visible;
        options.onHostChange(visible);
      },
      onIconTaken: options.onPlaced,
      onOwnIcon: (busName) => {
        // Taken before anybody listened, perhaps.
        options.onPlaced();
        listenAt(busName);
      },
    });
  }, listensAfter);

  const followTheme = (): void => {
    guessed = guessedVariant(guessed);
    if (tray !== null) update();
  };
  nativeTheme.on('updated', followTheme);

  return {
    show: (model) => {
      wanted = model;
      update();
    },
    destroy: () => {
      clearTimeout(watching);
      stopWatching();
      stopListening();
      nativeTheme.off('updated', followTheme);
      wanted = null;
      remove();
    },
  };
}

/** The icon variant for the panel as it is now; `before` stays where the system's own wish cannot be told. */
function guessedVariant(before: PanelVariant): PanelVariant {
  const { platform } = process;
  const desktop = process.env['ORIGINAL_XDG_CURRENT_DESKTOP'] ?? process.env['XDG_CURRENT_DESKTOP'] ?? '';
  if (platform !== 'linux')
    return panelVariant({ platform, desktop, systemIsDark: nativeTheme.shouldUseDarkColorsForSystemIntegratedUI });
  // With a theme chosen for the window, Electron tells that one instead of the system's.
  const systemIsDark = nativeTheme.themeSource === 'system' ? nativeTheme.shouldUseDarkColors : before === 'on-dark';
  return panelVariant({ platform, desktop, systemIsDark });
}
