/** One key combination that works anywhere on the desktop. */

/** Electron's `globalShortcut`, as far as it is needed. */
export interface GlobalShortcuts {
  readonly register: (accelerator: string, pressed: () => void) => boolean;
  readonly isRegistered: (accelerator: string) => boolean;
  readonly unregisterAll: () => void;
}

export interface Shortcut {
  /**
   * Makes `accelerator` (Electron's notation; empty for none) the one combination. Answers whether the system gave it to
   * the app; where it did not, the one before stays.
   */
  readonly set: (accelerator: string) => boolean;
}

export function createShortcut(shortcuts: GlobalShortcuts, pressed: () => void): Shortcut {
  let current = '';
  const register = (accelerator: string): boolean => {
    shortcuts.unregisterAll();
    if (accelerator === '') return true;
    try {
      // The answer alone has been wrong: the system is asked again whether the combination is ours.
      return shortcuts.register(accelerator, pressed) && shortcuts.isRegistered(accelerator);
    } catch {
      // Not a combination Electron knows.
      return false;
    }
  };
  return {
    set: (accelerator) => {
      if (register(accelerator)) {
        current = accelerator;
        return true;
      }
      register(current);
      return false;
    },
  };
}
