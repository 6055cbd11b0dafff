/** The report behind "Copy diagnostics": all a helper needs, and nothing that says whose computer it is. */

import type { AppState } from '../../shared/state.ts';

/** What the report and the log know of this computer. */
export interface DiagnosticsPort {
  /** Versions and kinds: operating system, desktop, Chromium … by name. */
  readonly system: Readonly<Record<string, string>>;
  /** The newest lines of the log, oldest first. */
  readonly logTail: (lines: number) => readonly string[];
  /** Writes down a fault of ours. */
  readonly reportFault: (fault: unknown) => void;
}

/** Lines of the log in a report. */
const reportedLines = 50;

/**
 * The report as text. From the state it takes kinds, counts and codes: no names, ids or addresses, no tokens, no ends
 * of tokens, and of the settings not how the app introduces itself.
 */
export function diagnosticsReport(state: AppState, { system, logTail }: DiagnosticsPort): string {
  const { app, vault, settings, servers, clipboard } = state;
  const count = (kind: string): number => servers.list.filter(({ connection }) => connection.kind === kind).length;
  const lines: readonly (readonly [string, string | number | boolean])[] = [
    ['App', app.version],
    ['Electron', `${app.electron.version}${app.electron.isFallback ? ' (development build)' : ''}`],
    ...Object.entries(system),
    ['plex.tv', state.plexTv.isDefault ? 'default' : 'another address'],
    ['Tray icon', state.trayVisible ? 'visible' : 'no tray found'],
    ['Credentials', vault.keeping],
    ['Credentials problem', problemText(vault.problem)],
    ['Accounts', state.accounts.length],
    ['Account in use', state.accounts.find(({ id }) => id === state.activeAccountId)?.standing ?? 'none'],
    ['Account problem', problemText(state.account.problem)],
    ['Sign-in', state.signIn.step],
    ['Servers', servers.list.length],
    ['Servers connected / failed', `${count('connected')} / ${count('failed')}`],
    ['Servers problem', problemText(servers.problem)],
    ['Tokens in this run', state.tokens.length],
    ['Clipboard', clipboard.kind],
    ['Clipboard cleared after', settings.clipboardSeconds === 0 ? 'never' : `${settings.clipboardSeconds} s`],
    ['Copy format', settings.copyFormat],
    ['Theme', settings.theme],
  ];
  const facts = lines.map(([name, value]) => `${name}: ${value}`);
  return ['Plex Token Tray diagnostics', ...facts, '', 'Log:', ...logTail(reportedLines), ''].join('\n');
}

const problemText = (problem: AppState['vault']['problem']): string =>
  problem === null ? 'none' : [problem.code, problem.status, problem.detail].filter(Boolean).join(' ');
