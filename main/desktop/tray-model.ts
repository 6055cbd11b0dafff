/** What the tray shows, as a pure function of the state: icon, tooltip and menu. */

import {
  activeAccount,
  canClearClipboard,
  canCopyTransientToken,
  canLock,
  canRefresh,
  canSignOut,
  canUnlock,
  chosenServer,
  isSignedIn,
} from '../../shared/allowed-actions.ts';
import type { CommandInput, CommandName } from '../../shared/contract.ts';
import { displayName } from '../../shared/display-name.ts';
import { copyFormats, type Settings } from '../../shared/settings.ts';
import type { AccountSummary, AppState, ServerSummary } from '../../shared/state.ts';
import type { Words } from '../../shared/texts/words.ts';
import { aboutSeconds } from '../../shared/time-words.ts';

/** The icon's states, each recognisable by its shape. */
export type TrayIcon = 'signed-out' | 'ready' | 'busy' | 'locked' | 'problem';

/** A command with its input, as an entry of the menu runs it. */
export type CommandCall = {
  [Name in CommandName]: { readonly name: Name; readonly input: CommandInput<Name> };
}[CommandName];

/** One line of the menu. `id` stays the same for the same thing from one model to the next. Labels are plain text. */
export type TrayItem =
  | { readonly kind: 'separator' }
  | { readonly kind: 'label'; readonly id: string; readonly label: string }
  | {
      readonly kind: 'command';
      readonly id: string;
      readonly label: string;
      readonly enabled: boolean;
      readonly run: CommandCall;
    }
  | { readonly kind: 'submenu'; readonly id: string; readonly label: string; readonly items: readonly TrayItem[] };

export interface TrayModel {
  readonly icon: TrayIcon;
  /** The panel the icon has to stand out on, as the user chose. */
  readonly panel: Settings['trayPanel'];
  readonly tooltip: string;
  readonly items: readonly TrayItem[];
}

/** Servers listed in the menu; a longer list belongs in the window, where it can be searched and scrolled. */
export const mostServersInMenu = 10;

/** Tokens listed in the menu to be copied again, the newest first. */
const mostTokensInMenu = 5;

/** What the tray shows for a state at the moment `now`, in epoch milliseconds, in the words of a language. */
export function trayModel(state: AppState, now: number, words: Words): TrayModel {
  return {
    icon: trayIcon(state),
    panel: state.settings.trayPanel,
    tooltip: tooltip(state, words),
    items: menuItems(state, now, words),
  };
}

/** The next moment after `now` at which the same state shows another model; `null` where only a new state does. */
export function nextTrayChange({ clipboard }: AppState, now: number): number | null {
  if (clipboard.kind !== 'holding' || clipboard.clearsAt === null) return null;
  const shown = roundedSecondsLeft(clipboard.clearsAt - now);
  const next = shown - stepBelow(shown);
  // Less than one step is left: what comes then is a new state.
  return next <= 0 ? null : clipboard.clearsAt - next * 1000;
}

function trayIcon(state: AppState): TrayIcon {
  const account = activeAccount(state);
  if (state.generatingFor !== null || state.servers.loading || state.signIn.step === 'asking') return 'busy';
  if (account === null) return 'signed-out';
  if (state.vault.locked) return 'locked';
  const troubled =
    account.standing === 'sign-in-needed' ||
    state.account.problem !== null ||
    state.servers.problem !== null ||
    state.announcement.notice.kind === 'problem';
  return troubled ? 'problem' : 'ready';
}

function tooltip(state: AppState, words: Words): string {
  const notice = words.notice(state.announcement.notice, words.times.clock);
  return `${state.app.product}\n${notice === '' ? accountLine(state, words) : notice}`;
}

function menuItems(state: AppState, now: number, words: Words): readonly TrayItem[] {
  const signedIn = isSignedIn(state);
  return [
    { kind: 'label', id: 'account', label: accountLine(state, words) },
    ...(signedIn ? [{ kind: 'label', id: 'server', label: serverLine(state, words) } as const] : []),
    { kind: 'separator' },
    command('copy', words.tray.copyTransientToken, canCopyTransientToken(state), {
      name: 'copyTransientToken',
      input: {},
    }),
    ...submenu('copy-for', words.tray.copyFor, signedIn ? serverItems(state, words) : []),
    ...submenu('copy-as', words.tray.copyAs, signedIn ? formatItems(state, words) : []),
    ...submenu('recent', words.tray.recentTokens, recentItems(state, words)),
    command('clear-clipboard', clearLabel(state, now, words), canClearClipboard(state), {
      name: 'clearClipboard',
      input: {},
    }),
    { kind: 'separator' },
    ...submenu('switch-account', words.tray.switchAccount, accountItems(state)),
    command('refresh', words.tray.refresh, canRefresh(state), { name: 'refresh', input: {} }),
    { kind: 'separator' },
    command('open', words.tray.open, true, { name: 'showWindow', input: {} }),
    command('settings', words.tray.settings, state.ready, { name: 'showWindow', input: { page: 'settings' } }),
    ...(canLock(state) ? [command('lock', words.tray.lock, true, { name: 'lock', input: {} })] : []),
    canUnlock(state)
      ? command('unlock', words.tray.unlock, true, { name: 'showWindow', input: {} })
      : signedIn
        ? command('sign-out', words.tray.signOut, canSignOut(state), { name: 'signOut', input: {} })
        : command('sign-in', words.tray.signIn, state.ready, { name: 'showWindow', input: {} }),
    command('quit', words.tray.quit, true, { name: 'quit', input: {} }),
  ];
}

/** A submenu, or nothing where there is nothing to choose. */
function submenu(id: string, label: string, items: readonly TrayItem[]): readonly TrayItem[] {
  return items.length === 0 ? [] : [{ kind: 'submenu', id, label, items }];
}

function command(id: string, label: string, enabled: boolean, run: CommandCall): TrayItem {
  return { kind: 'command', id, label, enabled, run };
}

function accountLine(state: AppState, words: Words): string {
  const account = activeAccount(state);
  if (account === null) return words.tray.notSignedIn;
  const name = isolated(accountName(account));
  if (state.vault.locked) return words.tray.locked(name);
  return account.standing === 'signed-in' ? words.tray.signedInAs(name) : words.tray.signInAgain(name);
}

const accountName = ({ label, name }: AccountSummary): string => displayName(label === '' ? name : label);

function serverLine(state: AppState, words: Words): string {
  if (state.generatingFor !== null) return words.tray.generating;
  const server = chosenServer(state);
  if (server === null) return state.servers.list.length === 0 ? words.tray.noServers : words.tray.noServerChosen;
  const name = isolated(displayName(server.name));
  return server.online || server.connection.kind === 'connected'
    ? words.tray.server(name)
    : words.tray.serverOffline(name);
}

function serverItems(state: AppState, words: Words): readonly TrayItem[] {
  const { list } = state.servers;
  const shown = list.slice(0, mostServersInMenu);
  const labels = serverLabels(shown, words);
  const items = shown.map((server, index) =>
    command(`copy-for/${server.id}`, labels[index] ?? '', canCopyTransientToken(state, server.id), {
      name: 'copyTransientToken',
      input: { serverId: server.id },
    }),
  );
  if (list.length <= mostServersInMenu) return items;
  return [
    ...items,
    { kind: 'separator' },
    command('more-servers', words.tray.moreInWindow, true, { name: 'showWindow', input: {} }),
  ];
}

function formatItems(state: AppState, words: Words): readonly TrayItem[] {
  return copyFormats.map((format) =>
    command(`copy-as/${format}`, words.copyFormats[format], canCopyTransientToken(state), {
      name: 'copyTransientToken',
      input: { format },
    }),
  );
}

/** A token known to be dead is of no use on the clipboard. */
function recentItems(state: AppState, words: Words): readonly TrayItem[] {
  return state.tokens
    .slice(0, mostTokensInMenu)
    .map(({ id, serverName, lastFour, mintedAt, check }) =>
      command(
        `recent/${id}`,
        words.tray.recentToken(isolated(displayName(serverName)), lastFour, words.times.clock(mintedAt)),
        check.result !== 'dead',
        { name: 'copyAgain', input: { tokenId: id } },
      ),
    );
}

/** The other accounts; the one in use is at the top of the menu already. */
function accountItems(state: AppState): readonly TrayItem[] {
  return state.accounts
    .filter(({ id }) => id !== state.activeAccountId)
    .map((account) =>
      command(`switch-account/${account.id}`, isolated(accountName(account)), true, {
        name: 'switchAccount',
        input: { accountId: account.id },
      }),
    );
}

function clearLabel({ clipboard }: AppState, now: number, words: Words): string {
  if (clipboard.kind !== 'holding' || clipboard.clearsAt === null) return words.tray.clearClipboard;
  const seconds = roundedSecondsLeft(clipboard.clearsAt - now);
  return seconds === 0 ? words.tray.clearClipboard : words.tray.clearClipboardWith(aboutSeconds(seconds));
}

/**
 * The seconds left are told in steps, so that the menu is made anew a few times and not every second: down from a figure
 * to the next lower one by this many seconds.
 */
function stepBelow(seconds: number): number {
  if (seconds <= 10) return 5;
  if (seconds <= 60) return 10;
  return seconds <= 120 ? 30 : 60;
}

/** The figure told for some milliseconds left: never less than what is left, by less than a step more. */
function roundedSecondsLeft(milliseconds: number): number {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const step = stepBelow(seconds);
  return Math.ceil(seconds / step) * step;
}

/**
 * A label for each server: its name; where several share one, the owner with it; where that is not enough either, the
 * beginning of the machine identifier.
 */
export function serverLabels(servers: readonly ServerSummary[], words: Words): readonly string[] {
  const names = servers.map((server) => displayName(server.name));
  const withOwners = tellApart(names, (index) =>
    words.tray.serverOf(isolated(names[index] ?? ''), owner(servers[index], words)),
  );
  return tellApart(withOwners, (index) => `${withOwners[index]} ${servers[index]?.id.slice(0, 6)}`);
}

/** Replaces each label that occurs more than once by `longer(index)`. */
function tellApart(labels: readonly string[], longer: (index: number) => string): readonly string[] {
  const times = new Map<string, number>();
  for (const label of labels) times.set(label, (times.get(label) ?? 0) + 1);
  return labels.map((label, index) => (times.get(label) === 1 ? label : longer(index)));
}

function owner(server: ServerSummary | undefined, words: Words): string {
  if (server?.owned) return words.tray.ownServer;
  return server?.ownerName ? isolated(displayName(server.ownerName)) : words.tray.sharedServer;
}

const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/** Keeps a right-to-left name from turning round the words beside it. */
function isolated(name: string): string {
  return rightToLeft.test(name) ? `\u2068${name}\u2069` : name;
}
