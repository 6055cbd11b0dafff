/** What can be done from the keyboard: the one table behind the command palette, the shortcuts and their list. */

import {
  canClearClipboard,
  canCopyTransientToken,
  canLock,
  canRefresh,
  canSignOut,
  isSignedIn,
} from '../shared/allowed-actions.ts';
import type { Commands } from '../shared/contract.ts';
import type { AppState } from '../shared/state.ts';
import { accountName } from './account-name.ts';
import { serverName } from './connection-words.ts';
import { mainPlaces, type Place } from './places.ts';
import { words } from './words.ts';

/** What of the window the commands need. */
export interface WindowCommandPorts {
  readonly commands: Commands;
  readonly open: (place: Place) => void;
  /** Generates on the chosen server, or the one given, in the form chosen in the window. */
  readonly generate: (serverId?: string) => unknown;
}

export interface WindowCommand {
  readonly id: string;
  readonly label: string;
  /** The key that runs it together with Ctrl, or ⌘ on macOS. */
  readonly key: string | null;
  readonly run: (ports: WindowCommandPorts) => unknown;
}

const texts = () => words().window.commands;
const themes = ['system', 'light', 'dark'] as const;

/** The commands that make sense now. */
export function windowCommands(state: AppState): readonly WindowCommand[] {
  if (!state.ready) return [];
  const { servers, accounts, activeAccountId } = state;
  const chosen = servers.list.find(({ id }) => id === servers.chosenId);
  return [
    ...when(chosen !== undefined && canCopyTransientToken(state), {
      id: 'generate',
      label: words().window.home.generate,
      key: 'Enter',
      run: ({ generate }: WindowCommandPorts) => generate(),
    }),
    ...servers.list
      .filter(({ id }) => canCopyTransientToken(state, id))
      .map((server) => ({
        id: `generate/${server.id}`,
        label: texts().copyFor(serverName(server)),
        key: null,
        run: ({ generate }: WindowCommandPorts) => generate(server.id),
      })),
    ...when(canClearClipboard(state), {
      id: 'clear-clipboard',
      label: texts().clearClipboard,
      key: null,
      run: ({ commands }: WindowCommandPorts) => commands.clearClipboard({}),
    }),
    ...when(canRefresh(state), {
      id: 'refresh',
      label: words().window.home.refresh,
      key: 'r',
      run: ({ commands }: WindowCommandPorts) => commands.refresh({}),
    }),
    ...mainPlaces
      .filter((name) => name === 'settings' || accounts.length > 0)
      .map((name) => ({
        id: `go/${name}`,
        label: texts().goTo(words().window.navigation[name]),
        key: String(mainPlaces.indexOf(name) + 1),
        run: ({ open }: WindowCommandPorts) => open({ name }),
      })),
    ...accounts
      .filter(({ id }) => id !== activeAccountId)
      .map((account) => ({
        id: `switch/${account.id}`,
        label: texts().switchTo(accountName(account)),
        key: null,
        run: ({ commands }: WindowCommandPorts) => commands.switchAccount({ accountId: account.id }),
      })),
    ...when(accounts.length > 0, {
      id: 'add-account',
      label: words().window.accounts.add,
      key: null,
      run: ({ open }: WindowCommandPorts) => open({ name: 'add-account' }),
    }),
    ...when(isSignedIn(state), {
      id: 'copy-details',
      label: texts().copyDetails,
      key: null,
      run: ({ commands }: WindowCommandPorts) => commands.copyAccountDetails({}),
    }),
    ...themes
      .filter((theme) => theme !== state.settings.theme)
      .map((theme) => ({
        id: `theme/${theme}`,
        label: texts().theme(words().window.settings.themes[theme]),
        key: null,
        run: ({ commands }: WindowCommandPorts) => commands.changeSettings({ theme }),
      })),
    ...when(canLock(state), {
      id: 'lock',
      label: words().window.vault.lockNow,
      key: null,
      run: ({ commands }: WindowCommandPorts) => commands.lock({}),
    }),
    ...when(canSignOut(state), {
      id: 'sign-out',
      label: words().window.navigation.signOut,
      key: null,
      run: ({ commands }: WindowCommandPorts) => commands.signOut({}),
    }),
  ];
}

const when = (allowed: boolean, command: WindowCommand): readonly WindowCommand[] => (allowed ? [command] : []);

/** The commands in whose labels each typed word occurs; those that begin with what was typed come first. */
export function findCommands(commands: readonly WindowCommand[], typed: string): readonly WindowCommand[] {
  const wanted = typed.trim().toLocaleLowerCase();
  const words = wanted.split(/\s+/u);
  const found = commands.filter(({ label }) => {
    const text = label.toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
  const begins = ({ label }: WindowCommand): number => Number(!label.toLocaleLowerCase().startsWith(wanted));
  return [...found].sort((one, other) => begins(one) - begins(other));
}

/** A key press as far as shortcuts go. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** What a key press means: the palette, the list of shortcuts, a command, or nothing. `typing`: the cursor is in a text box. */
export function pressed(
  press: KeyPress,
  state: AppState,
  typing: boolean,
): 'palette' | 'shortcuts' | WindowCommand | null {
  if (press.altKey) return null;
  const held = state.app.platform === 'darwin' ? press.metaKey && !press.ctrlKey : press.ctrlKey && !press.metaKey;
  if (!held) return press.key === '?' && !press.ctrlKey && !press.metaKey && !typing ? 'shortcuts' : null;
  if (press.shiftKey) return null;
  const key = press.key.toLowerCase();
  if (key === 'k') return 'palette';
  return windowCommands(state).find((command) => command.key?.toLowerCase() === key) ?? null;
}

/** How a shortcut is written on this system. */
export const keyWords = (key: string, platform: AppState['app']['platform']): string =>
  platform === 'darwin' ? `⌘${key.toUpperCase()}` : `Ctrl+${key.length === 1 ? key.toUpperCase() : key}`;
