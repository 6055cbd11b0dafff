/** What can be done from the keyboard: the one table behind the command palette, the shortcuts and their list. */

import {
  canClearClipboard,
  canCopyTransientToken,
  canLock,
  canRefresh,
  canSignOut,
  canUnlock,
  isSignedIn,
} from '../shared/allowed-actions.ts';
import type { Commands } from '../shared/contract.ts';
import { type CopyFormat, copyFormats } from '../shared/settings.ts';
import type { AppState } from '../shared/state.ts';
import { languageChoices } from '../shared/texts/languages.ts';
import { accountName } from './account-name.ts';
import { serverName } from './connection-words.ts';
import { languageName } from './language-name.ts';
import { mainPlaces, type Place } from './places.ts';
import { words } from './words.ts';

/** What of the window the commands need. */
export interface WindowCommandPorts {
  readonly commands: Commands;
  readonly open: (place: Place) => void;
  /** Generates on the chosen server, or the one given, in the form chosen in the window. */
  readonly generate: (serverId?: string) => unknown;
  /** Generates on the chosen server, and copies in a form of its own. */
  readonly generateAs: (format: CopyFormat) => unknown;
}

export interface WindowCommand {
  readonly id: string;
  readonly label: string;
  /** What else people may type who mean this. */
  readonly also?: string;
  /** The key that runs it together with Ctrl, or ⌘ on macOS. */
  readonly key: string | null;
  readonly run: (ports: WindowCommandPorts) => unknown;
}

const texts = () => words().window.commands;
const also = () => texts().also;
const themes = ['system', 'light', 'dark'] as const;

/** The commands that make sense now. */
export function windowCommands(state: AppState): readonly WindowCommand[] {
  if (!state.ready) return [];
  const { servers, accounts, activeAccountId } = state;
  const chosen = servers.list.find(({ id }) => id === servers.chosenId);
  const canGenerate = chosen !== undefined && canCopyTransientToken(state);
  return [
    ...when(canGenerate, {
      id: 'generate',
      label: words().window.home.generate,
      also: also().generate,
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
    ...copyFormats
      .filter(() => canGenerate)
      .map((format) => ({
        id: `generate-as/${format}`,
        label: texts().generateAs(words().window.copyAs.formats[format]),
        also: also().generate,
        key: null,
        run: ({ generateAs }: WindowCommandPorts) => generateAs(format),
      })),
    ...when(canClearClipboard(state), {
      id: 'clear-clipboard',
      label: texts().clearClipboard,
      also: also().clearClipboard,
      key: null,
      run: ({ commands }: WindowCommandPorts) => commands.clearClipboard({}),
    }),
    ...when(canRefresh(state), {
      id: 'refresh',
      label: words().window.home.refresh,
      also: also().refresh,
      key: 'r',
      run: ({ commands }: WindowCommandPorts) => commands.refresh({}),
    }),
    ...mainPlaces
      .filter((name) => name === 'settings' || accounts.length > 0)
      .map((name) => ({
        id: `go/${name}`,
        label: texts().goTo(words().window.navigation[name]),
        also: also().places[name],
        key: String(mainPlaces.indexOf(name) + 1),
        run: ({ open }: WindowCommandPorts) => open({ name }),
      })),
    ...accounts
      .filter(({ id }) => id !== activeAccountId)
      .map((account) => ({
        id: `switch/${account.id}`,
        label: texts().switchTo(accountName(account)),
        also: also().switchTo,
        key: null,
        run: ({ commands }: WindowCommandPorts) => commands.switchAccount({ accountId: account.id }),
      })),
    ...when(!canUnlock(state), {
      id: 'add-account',
      label: words().window.accounts.add,
      also: also().addAccount,
      key: null,
      run: ({ open }: WindowCommandPorts) => open({ name: 'add-account' }),
    }),
    ...when(isSignedIn(state), {
      id: 'copy-details',
      label: texts().copyDetails,
      also: also().copyDetails,
      key: null,
      run: ({ commands }: WindowCommandPorts) => commands.copyAccountDetails({}),
    }),
    ...themes.map((theme) => ({
      id: `theme/${theme}`,
      label: texts().theme(words().window.settings.themes[theme]),
      also: also().themes[theme],
      key: null,
      run: ({ commands }: WindowCommandPorts) => commands.changeSettings({ theme }),
    })),
    ...languageChoices.map((language) => ({
      id: `language/${language}`,
      label: texts().language(languageName(language)),
      also: also().language,
      key: null,
      run: ({ commands }: WindowCommandPorts) => commands.changeSettings({ language }),
    })),
    {
      id: 'copy-diagnostics',
      label: words().window.settings.copyDiagnostics,
      also: also().copyDiagnostics,
      key: null,
      run: ({ commands }: WindowCommandPorts) => commands.copyDiagnostics({}),
    },
    {
      id: 'about',
      label: words().window.about.open,
      also: also().about,
      key: null,
      run: ({ open }: WindowCommandPorts) => open({ name: 'about' }),
    },
    ...when(canLock(state), {
      id: 'lock',
      label: words().window.vault.lockNow,
      also: also().lock,
      key: null,
      run: ({ commands }: WindowCommandPorts) => commands.lock({}),
    }),
    ...when(canSignOut(state), {
      id: 'sign-out',
      label: words().window.navigation.signOut,
      also: also().signOut,
      key: null,
      run: ({ commands }: WindowCommandPorts) => commands.signOut({}),
    }),
    {
      id: 'quit',
      label: words().window.shortcuts.quit,
      also: also().quit,
      // Ctrl+Q is the desktop's own, and works without a page too.
      key: null,
      run: ({ commands }: WindowCommandPorts) => commands.quit({}),
    },
  ];
}

const when = (allowed: boolean, command: WindowCommand): readonly WindowCommand[] => (allowed ? [command] : []);

/**
 * The commands in whose labels, or in the other words for them, each typed word occurs. Those that begin with what was
 * typed come first, then those whose own words say it.
 */
export function findCommands(commands: readonly WindowCommand[], typed: string): readonly WindowCommand[] {
  const wanted = typed.trim().toLocaleLowerCase();
  const words = wanted.split(/\s+/u);
  const says = (text: string): boolean => words.every((word) => text.toLocaleLowerCase().includes(word));
  const distance = ({ label }: WindowCommand): number =>
    label.toLocaleLowerCase().startsWith(wanted) ? 0 : says(label) ? 1 : 2;
  return commands
    .filter(({ label, also: otherWords = '' }) => says(`${label} ${otherWords}`))
    .sort((one, other) => distance(one) - distance(other));
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
  platform === 'darwin'
    ? `⌘${key.toUpperCase()}`
    : `${words().window.shortcuts.controlKey}+${key.length === 1 ? key.toUpperCase() : key}`;
