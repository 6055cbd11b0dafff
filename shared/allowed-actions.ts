/** Which actions make sense now. One predicate per action, used by the tray's menu and the window's buttons alike. */

import type { AppState, ServerSummary } from './state.ts';

/** The account in use, if one is signed in. */
export function activeAccount(state: AppState) {
  return state.accounts.find((account) => account.id === state.activeAccountId) ?? null;
}

/** Whether an account is in use, its token is believed good, and nothing has to be unlocked to use it. */
export function isSignedIn(state: AppState): boolean {
  return activeAccount(state)?.standing === 'signed-in' && !state.vault.locked;
}

/** Whether there is a passphrase to lock the accounts behind. */
export function canLock(state: AppState): boolean {
  return state.vault.mode === 'passphrase' && !state.vault.locked;
}

/** Whether the passphrase has to be entered before any account can be used or added. */
export function canUnlock(state: AppState): boolean {
  return state.vault.locked;
}

/** The server the big button means, if the list has it. */
export function chosenServer(state: AppState): ServerSummary | null {
  return state.servers.list.find((server) => server.id === state.servers.chosenId) ?? null;
}

/** Whether a transient token can be generated on the chosen server, or on the one given. */
export function canCopyTransientToken(state: AppState, serverId: string | null = state.servers.chosenId): boolean {
  return (
    isSignedIn(state) && state.generatingFor === null && state.servers.list.some((server) => server.id === serverId)
  );
}

export function canRefresh(state: AppState): boolean {
  return isSignedIn(state) && !state.servers.loading;
}

export function canSignOut(state: AppState): boolean {
  return activeAccount(state) !== null;
}

export function canClearClipboard(state: AppState): boolean {
  return state.clipboard.kind === 'holding';
}

/** Whether the sign-in form or a token may be sent: never twice at once. */
export function canSignIn(state: AppState): boolean {
  return state.signIn.step === 'idle' || state.signIn.step === 'code-needed';
}

/** Whether signing in outside the app may begin, or begin anew in another way. */
export function canSignInOutside(state: AppState): boolean {
  return canSignIn(state) || state.signIn.step === 'outside';
}

/** Whether a server can be asked for a source's connections. */
export function canAskForSource(state: AppState, serverId: string): boolean {
  const server = state.servers.list.find(({ id }) => id === serverId);
  return isSignedIn(state) && !state.source.asking && server?.sourceObstacle === null;
}
