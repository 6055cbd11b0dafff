/** Settings that only count once the desktop agrees to them: the shortcut and the start at login. */

import { type Problem, problem } from '../../shared/problem.ts';
import type { Settings, SettingsChange } from '../../shared/settings.ts';
import type { Shortcut } from './global-shortcut.ts';
import type { LaunchAtLogin } from './launch-at-login.ts';

export interface DesktopSettings {
  /** Brings the desktop into line with a change; the problem is why it could not be done, and nothing was changed. */
  readonly apply: (change: SettingsChange) => Problem | null;
  /** Brings it into line with what was kept; only once the app is ready. */
  readonly start: (settings: Settings) => Problem | null;
}

export function createDesktopSettings(shortcut: Shortcut, launchAtLogin: LaunchAtLogin): DesktopSettings {
  const useShortcut = (accelerator: string): Problem | null =>
    shortcut.set(accelerator) ? null : problem('shortcut-not-registered');
  return {
    apply: (change) => {
      if (change.launchAtLogin !== undefined) {
        try {
          launchAtLogin.set(change.launchAtLogin);
        } catch {
          return problem('launch-at-login-not-set');
        }
      }
      return change.shortcut === undefined ? null : useShortcut(change.shortcut);
    },
    start: (settings) => {
      if (settings.launchAtLogin) launchAtLogin.refresh();
      return settings.shortcut === '' ? null : useShortcut(settings.shortcut);
    },
  };
}
