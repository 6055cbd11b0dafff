/** What the tray shows, as a pure function of the state: icon, tooltip and menu. */

import {
  activeAccount,
  canClearClipboard,
  canCopyTransientToken,
  canRefresh,
  canSignOut,
  canUnlock,
  chosenServer,
  isSignedIn,
} from '../../shared/allowed-actions.ts';
import type { CommandInput, CommandName } from '../../shared/contract.ts';
import { displayName } from '../../shared/display-name.ts';
import type { AppState, ServerSummary } from '../../shared/state.ts';
import { noticeText } from '../../shared/texts/english/notices.ts';
import { trayLabels, traySentences } from '../../shared/texts/english/tray.ts';

/** The icon's states, each recognisable by its shape. */
export type TrayIcon = 'signed-out' | 'ready' | 'busy' | 'problem';

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
  readonly tooltip: string;
  readonly items: readonly TrayItem[];
}

/** Servers listed in the menu; a longer list belongs in the window, where it can be searched and scrolled. */
export const mostServersInMenu = 10;

/** What the tray shows for a state. `clock` renders a moment as the time of day. */
export function trayModel(state: AppState, clock: (at: number) => string): TrayModel {
  return { icon: trayIcon(state), tooltip: tooltip(state, clock), items: menuItems(state) };
}

function trayIcon(state: AppState): TrayIcon {
  const account = activeAccount(state);
  if (state.generatingFor !== null || state.servers.loading || state.signIn.step === 'asking') return 'busy';
  if (account === null) return 'signed-out';
  const troubled =
    account.standing === 'sign-in-needed' ||
    state.account.problem !== null ||
    state.servers.problem !== null ||
    state.announcement.notice.kind === 'problem';
  return troubled ? 'problem' : 'ready';
}

function tooltip(state: AppState, clock: (at: number) => string): string {
  const notice = noticeText(state.announcement.notice, clock);
  return `${state.app.product}\n${notice === '' ? accountLine(state) : notice}`;
}

function menuItems(state: AppState): readonly TrayItem[] {
  const signedIn = isSignedIn(state);
  return [
    { kind: 'label', id: 'account', label: accountLine(state) },
    ...(signedIn ? [{ kind: 'label', id: 'server', label: serverLine(state) } as const] : []),
    { kind: 'separator' },
    command('copy', trayLabels.copyTransientToken, canCopyTransientToken(state), {
      name: 'copyTransientToken',
      input: {},
    }),
    ...(signedIn && state.servers.list.length > 0
      ? [{ kind: 'submenu', id: 'copy-for', label: trayLabels.copyFor, items: serverItems(state) } as const]
      : []),
    command('clear-clipboard', trayLabels.clearClipboard, canClearClipboard(state), {
      name: 'clearClipboard',
      input: {},
    }),
    command('refresh', trayLabels.refresh, canRefresh(state), { name: 'refresh', input: {} }),
    { kind: 'separator' },
    command('open', trayLabels.open, true, { name: 'showWindow', input: {} }),
    canUnlock(state)
      ? command('unlock', trayLabels.unlock, true, { name: 'showWindow', input: {} })
      : signedIn
        ? command('sign-out', trayLabels.signOut, canSignOut(state), { name: 'signOut', input: {} })
        : command('sign-in', trayLabels.signIn, state.ready, { name: 'showWindow', input: {} }),
    command('quit', trayLabels.quit, true, { name: 'quit', input: {} }),
  ];
}

function command(id: string, label: string, enabled: boolean, run: CommandCall): TrayItem {
  return { kind: 'command', id, label, enabled, run };
}

function accountLine(state: AppState): string {
  const account = activeAccount(state);
  if (account === null) return trayLabels.notSignedIn;
  const name = isolated(displayName(account.label === '' ? account.name : account.label));
  if (state.vault.locked) return traySentences.locked(name);
  return account.standing === 'signed-in' ? traySentences.signedInAs(name) : traySentences.signInAgain(name);
}

function serverLine(state: AppState): string {
  if (state.generatingFor !== null) return trayLabels.generating;
  const server = chosenServer(state);
  if (server === null) return state.servers.list.length === 0 ? trayLabels.noServers : trayLabels.noServerChosen;
  const name = isolated(displayName(server.name));
  return server.online || server.connection.kind === 'connected'
    ? traySentences.server(name)
    : traySentences.serverOffline(name);
}

function serverItems(state: AppState): readonly TrayItem[] {
  const labels = serverLabels(state.servers.list);
  const shown = state.servers.list.slice(0, mostServersInMenu).map((server, index) =>
    command(`copy-for/${server.id}`, labels[index] ?? '', canCopyTransientToken(state, server.id), {
      name: 'copyTransientToken',
      input: { serverId: server.id },
    }),
  );
  if (state.servers.list.length <= mostServersInMenu) return shown;
  return [
    ...shown,
    { kind: 'separator' },
    command('more-servers', trayLabels.moreInWindow, true, { name: 'showWindow', input: {} }),
  ];
}

/**
 * A label for each server: its name; where several share one, the owner with it; where that is not enough either, the
 * beginning of the machine identifier.
 */
export function serverLabels(servers: readonly ServerSummary[]): readonly string[] {
  const names = servers.map((server) => displayName(server.name));
  const withOwners = tellApart(names, (index) =>
    traySentences.serverOf(isolated(names[index] ?? ''), owner(servers[index])),
  );
  return tellApart(withOwners, (index) => `${withOwners[index]} ${servers[index]?.id.slice(0, 6)}`);
}

/** Replaces each label that occurs more than once by `longer(index)`. */
function tellApart(labels: readonly string[], longer: (index: number) => string): readonly string[] {
  const times = new Map<string, number>();
  for (const label of labels) times.set(label, (times.get(label) ?? 0) + 1);
  return labels.map((label, index) => (times.get(label) === 1 ? label : longer(index)));
}

function owner(server: ServerSummary | undefined): string {
  if (server?.owned) return trayLabels.ownServer;
  return server?.ownerName ? isolated(displayName(server.ownerName)) : trayLabels.sharedServer;
}

const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/** Keeps a right-to-left name from turning round the words beside it. */
function isolated(name: string): string {
  return rightToLeft.test(name) ? `\u2068${name}\u2069` : name;
}
