/**
 * Starts the app, hidden, when the user signs in to the desktop. Electron does so on Windows and macOS; on Linux an
 * entry in the autostart folder does (Desktop Application Autostart Specification).
 */

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';

/** Electron's part of it. */
export interface LoginItems {
  readonly setLoginItemSettings: (settings: { openAtLogin: boolean; args: string[] }) => void;
}

export interface LaunchAtLogin {
  /** Switches it on or off; throws where the system does not let it. */
  readonly set: (enabled: boolean) => void;
  /** Corrects an entry that is there after the app has moved; makes none, for the user may have removed it. */
  readonly refresh: () => void;
}

const hidden = '--hidden';

export function createLaunchAtLogin(options: {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly product: string;
  /** Program and first arguments of this app. */
  readonly command: readonly string[];
  readonly loginItems: LoginItems;
}): LaunchAtLogin {
  const { platform, environment, product, command, loginItems } = options;
  if (platform !== 'linux')
    return {
      set: (openAtLogin) => loginItems.setLoginItemSettings({ openAtLogin, args: [...command.slice(1), hidden] }),
      refresh: () => undefined,
    };
  const path = autostartPath(environment);
  const entry = autostartEntry(product, [...command, hidden]);
  return {
    set: (enabled) => {
      if (!enabled) {
        rmSync(path, { force: true });
        return;
      }
      // New users do not have the folder yet.
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, entry);
    },
    refresh: () => {
      try {
        if (readFileSync(path, 'utf8') !== entry) writeFileSync(path, entry);
      } catch {
        // None there, or not ours to change.
      }
    },
  };
}

/** Where the entry belongs. A relative `XDG_CONFIG_HOME` is to be ignored (XDG Base Directory Specification). */
export function autostartPath(environment: Readonly<Record<string, string | undefined>>): string {
  const given = environment['XDG_CONFIG_HOME'] ?? '';
  const folder = isAbsolute(given) ? given : join(environment['HOME'] || homedir(), '.config');
  return join(folder, 'autostart', 'plex-token-tray.desktop');
}

/** The entry's content (Desktop Entry Specification). */
export function autostartEntry(product: string, command: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${product}`,
    `Exec=${command.map(execArgument).join(' ')}`,
    'Icon=plex-token-tray',
    'Terminal=false',
    'StartupNotify=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/**
 * One argument as `Exec` wants it: quoted where it has to be, with backslashes before what is special inside quotes; then
 * each backslash doubled, as in any value of an entry, and `%`, which begins a field code, doubled too.
 */
function execArgument(argument: string): string {
  const plain = /^[\w@%+=:,./-]+$/u.test(argument);
  const quoted = plain ? argument : `"${argument.replace(/["`$\\]/gu, '\\$&')}"`;
  return quoted.replaceAll('\\', '\\\\').replaceAll('%', '%%');
}
