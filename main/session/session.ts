/** What the app can do: every command of the contract, over one state. */

import type { CommandInput, CommandName, Commands, Done } from '../../shared/contract.ts';
import { type Problem, problem } from '../../shared/problem.ts';
import { done, failure } from '../../shared/result.ts';
import { type AppFacts, type AppState, initialState, type ReleaseState } from '../../shared/state.ts';
import { parsePlexTvUrl } from '../plex/plex-tv-address.ts';
import { createAccounts } from './accounts.ts';
import { createAvatars } from './avatars.ts';
import { type ClearOutcome, createClipboardLease } from './clipboard-lease.ts';
import { copyOffered } from './copying.ts';
import { diagnosticsReport } from './diagnostics.ts';
import { createOfferedCopy } from './offered-copy.ts';
import { createOutsideSignIn } from './outside-sign-in.ts';
import type { SessionContext, SessionPorts } from './parts.ts';
import { createPauses } from './pauses.ts';
import { createServers, type Servers } from './servers.ts';
import { createPasswordSignIn } from './sign-in.ts';
import { createSignOut } from './sign-out.ts';
import { createSigningIn } from './signing-in.ts';
import { createSingleFlight } from './single-flight.ts';
import { createSourceConnections } from './source-connections.ts';
import { announceProblem, createStateStore } from './state-store.ts';
import { createTokenSignIn } from './token-sign-in.ts';
import { createTransientTokens } from './transient-tokens.ts';
import { createVaultCommands } from './vault-commands.ts';

export interface Session {
  readonly state: () => AppState;
  readonly follow: (listener: (state: AppState) => void) => () => void;
  readonly commands: Commands;
  /** Runs a command given by name, as the tray and the window do. Never throws. */
  readonly run: <Name extends CommandName>(name: Name, input: CommandInput<Name>) => Promise<Done>;
  /** Shows what was kept. Asks neither the keyring nor the network. */
  readonly start: () => void;
  /** Tells a problem that came up outside, in the status region. */
  readonly tell: (problem: Problem) => void;
  /** The window is seen: what it shows should be true now. */
  readonly windowShown: () => void;
  /** Nobody sees the window any more. */
  readonly windowHidden: () => void;
  readonly trayVisibilityChanged: (visible: boolean) => void;
  /** Something became known about this installation or a newer one. */
  readonly releaseKnown: (change: Partial<ReleaseState>) => void;
  /** The last duties: our secret goes off the clipboard, and what is still on its way to the disk gets there. */
  readonly beforeQuit: () => Promise<void>;
  /** The user is away, on suspend or screen lock: nothing stays on the clipboard, and a passphrase is asked for again. */
  readonly userLeft: () => Promise<void>;
}

/** What can be done without opening the vault. Everything else waits for the passphrase. */
const worksWhileLocked: ReadonlySet<CommandName> = new Set<CommandName>([
  'unlock',
  'lock',
  'abandonVault',
  'cancelSignIn',
  'cancelGenerating',
  'clearClipboard',
  'copyDiagnostics',
  'changeSettings',
  'retryKeyring',
  'hideBanner',
  'openPage',
  'showWindow',
  'hideWindow',
  'quit',
]);

export function createSession(facts: AppFacts, ports: SessionPorts): Session {
  const store = createStateStore(initialState(facts, ports.plexTv(), ports.settings.settings()));

  const lease = createClipboardLease({ ...ports, onExpired: clipboardEmptied });
  function clipboardEmptied(outcome: ClearOutcome): void {
    if (outcome === 'not-cleared') {
      announceProblem(store, problem('clipboard-not-cleared'));
      return;
    }
    store.update({ clipboard: { kind: 'nothing' } });
    if (outcome === 'cleared') store.announce({ kind: 'clipboard-cleared' });
    else if (outcome === 'was-changed') store.announce({ kind: 'clipboard-was-changed' });
  }

  const offered = createOfferedCopy(ports.clock, () => store.update({ clipboard: { kind: 'nothing' } }));
  const context: SessionContext = {
    ...ports,
    store,
    lease,
    offered,
    pauses: createPauses(ports.clock),
    singleFlight: () => createSingleFlight(ports.clock, ports.diagnostics.reportFault),
  };
  const servers = createServers(context, () => accounts.refresh());
  const tokens = createTransientTokens(context, servers, () => accounts);
  const source = createSourceConnections(context, servers);
  const accounts = createAccounts(context, servers, () => {
    tokens.accountChanged();
    source.forget();
  });
  const { signOut, revokeLeftOver } = createSignOut(context, accounts, tokens.forgetAll);
  const signingIn = createSigningIn(context, accounts);
  const passwordSignIn = createPasswordSignIn(context, signingIn);
  const outsideSignIn = createOutsideSignIn(context, signingIn);
  const tokenSignIn = createTokenSignIn(context, signingIn);
  const vaultCommands = createVaultCommands(context, {
    refresh: accounts.refresh,
    locked: () => {
      signingIn.cancel();
      accounts.showKept();
    },
    forgetTokens: tokens.forgetAll,
  });
  const avatars = createAvatars(context);
  const { desktop, settings, vault } = ports;

  async function clearClipboard(): Promise<ClearOutcome> {
    offered.take();
    const outcome = await lease.clear();
    clipboardEmptied(outcome);
    return outcome;
  }

  let pagesAsked = 0;
  const commands: Commands = {
    signInWithPassword: passwordSignIn.submit,
    signInOutside: ({ way }) => outsideSignIn.start(way),
    signInWithTokenOnClipboard: tokenSignIn.fromClipboard,
    cancelSignIn: async () => {
      signingIn.cancel();
      return done;
    },
    refresh: async () => {
      void revokeLeftOver().catch(ports.diagnostics.reportFault);
      const outcome = await accounts.refresh();
      if (outcome.ok) store.announce({ kind: 'refreshed', servers: store.get().servers.list.length });
      return outcome;
    },
    chooseServer: ({ serverId }) => servers.choose(serverId),
    reachServer: ({ serverId }) => told(servers.reach(serverId)),
    switchAccount: ({ accountId }) => accounts.switchTo(accountId),
    labelAccount: ({ accountId, label }) => accounts.label(accountId, label),
    copyAccountDetails: accounts.copyDetails,
    copyAccountToken: accounts.copyToken,
    acceptPermanentTokenRisk: ({ serverId }) => decide(serverId, { warningAccepted: true }),
    allowPlainHttp: ({ serverId }) => decide(serverId, { plainHttpAllowed: true }),
    addServerAddress: ({ serverId, address }) => told(servers.addAddress(serverId, address)),
    removeServerAddress: ({ serverId, address }) => told(servers.removeAddress(serverId, address)),
    copyTransientToken: ({ serverId, format }) => tokens.generateAndCopy(serverId ?? null, format ?? null),
    copyAgain: ({ tokenId, format }) => tokens.copyAgain(tokenId, format ?? null),
    checkToken: ({ tokenId }) => tokens.check(tokenId),
    forgetToken: async ({ tokenId }) => tokens.forget(tokenId),
    readSourceConnections: source.read,
    copySourceToken: source.copyToken,
    cancelGenerating: async () => {
      tokens.cancel();
      source.cancel();
      return done;
    },
    clearClipboard: async () => {
      const outcome = await clearClipboard();
      return outcome === 'not-cleared' ? failure(problem('clipboard-not-cleared')) : done;
    },
    copyOffered: () => told(copyOffered(context)),
    signOut: ({ accountId }) => signOut(accountId ?? null),
    changeSettings: async (change) => {
      if (change.plexTvUrl !== undefined && !parsePlexTvUrl(change.plexTvUrl).ok)
        return told(Promise.resolve(failure(problem('address-not-allowed'))));
      const refused = desktop.applySettings(change);
      if (refused !== null) return told(Promise.resolve(failure(refused)));
      const changed = settings.change(change);
      if (!changed.ok) return told(Promise.resolve(changed));
      store.update({ settings: changed.value });
      store.announce({ kind: 'settings-saved' });
      if (change.clipboardSeconds !== undefined) changeClipboardLifetime(change.clipboardSeconds);
      vaultCommands.used();
      if (ports.plexTv().url !== store.get().plexTv.url) plexTvChanged();
      return done;
    },
    copyDiagnostics: async () => {
      const copied = await lease.copyOpenly(diagnosticsReport(store.get(), ports.diagnostics));
      if (!copied.ok) return told(Promise.resolve(copied));
      store.update({ clipboard: { kind: 'nothing' } });
      store.announce({ kind: 'diagnostics-copied' });
      return done;
    },
    changeVaultMode: vaultCommands.changeMode,
    unlock: ({ passphrase }) => vaultCommands.unlock(passphrase),
    lock: vaultCommands.lock,
    abandonVault: vaultCommands.abandon,
    retryKeyring: async () => {
      const state = await vault.tryAgain();
      store.update({ vault: state });
      if (state.problem !== null) announceProblem(store, state.problem);
      return state.problem === null ? done : failure(state.problem);
    },
    hideBanner: async ({ banner }) => {
      const { hiddenBanners } = store.get();
      if (!hiddenBanners.includes(banner)) store.update({ hiddenBanners: [...hiddenBanners, banner] });
      return done;
    },
    openPage: async ({ page }) => {
      await desktop.openPage(page);
      return done;
    },
    showWindow: async ({ page }) => {
      pagesAsked += 1;
      store.update({ askedPage: page === undefined ? null : { sequence: pagesAsked, page } });
      desktop.showWindow();
      return done;
    },
    hideWindow: async () => {
      desktop.hideWindow();
      return done;
    },
    quit: async () => {
      desktop.quit();
      return done;
    },
  };

  /** Another plex.tv has other accounts: nothing of the former one is shown, or sent there. */
  function plexTvChanged(): void {
    signingIn.cancel();
    store.update({ plexTv: ports.plexTv() });
    accounts.showKept();
    if (store.get().activeAccountId !== null) void accounts.refresh();
  }

  /** Remembers a decision about a server, and what it was asked for can be tried again. */
  async function decide(serverId: string, decision: Parameters<Servers['remember']>[1]): Promise<Done> {
    const remembered = await servers.remember(serverId, decision);
    if (remembered.ok && store.get().generatingProblem?.serverId === serverId)
      store.update({ generatingProblem: null });
    return told(Promise.resolve(remembered));
  }

  /** An outcome, its problem told in the status region. */
  async function told(outcome: Promise<Done>): Promise<Done> {
    const result = await outcome;
    if (!result.ok) announceProblem(store, result.problem);
    return result;
  }

  function changeClipboardLifetime(seconds: number): void {
    const { clipboard } = store.get();
    if (clipboard.kind !== 'holding') return;
    const lifetime = seconds === 0 ? null : seconds * 1000;
    lease.extend(lifetime);
    store.update({ clipboard: { ...clipboard, clearsAt: lifetime === null ? null : ports.clock.now() + lifetime } });
  }

  async function run<Name extends CommandName>(name: Name, input: CommandInput<Name>): Promise<Done> {
    vaultCommands.used();
    if (vault.state().locked && !worksWhileLocked.has(name)) {
      desktop.showWindow();
      return told(Promise.resolve(failure(problem('vault-locked'))));
    }
    try {
      const outcome = await commands[name](input);
      // Wherever it was asked for, the passphrase is entered in the window.
      if (!outcome.ok && outcome.problem.code === 'vault-locked') desktop.showWindow();
      return outcome;
    } catch (error) {
      // A fault of ours must not take the tray down; its text may hold anything, so only its kind is told.
      ports.diagnostics.reportFault(error);
      const told = problem('unexpected', { detail: error instanceof Error ? error.name : typeof error });
      announceProblem(store, told);
      return failure(told);
    }
  }

  return {
    state: store.get,
    follow: store.follow,
    commands,
    run,
    tell: (found) => announceProblem(store, found),
    start: () => {
      accounts.showKept();
      store.update({ ready: true });
      const found = vault.problem ?? settings.problem;
      if (found !== null) announceProblem(store, found);
    },
    windowShown: () => {
      avatars.windowShown();
      const { activeAccountId, vault: kept } = store.get();
      if (servers.wasRead() || activeAccountId === null || kept.locked) return;
      void accounts.refresh().then((outcome) => {
        // What went wrong before is over.
        const { announcement, servers: shown } = store.get();
        if (outcome.ok && announcement.notice.kind === 'problem')
          store.announce({ kind: 'refreshed', servers: shown.list.length });
      });
    },
    windowHidden: avatars.windowHidden,
    trayVisibilityChanged: (trayVisible) => store.update({ trayVisible }),
    releaseKnown: (change) => store.update({ release: { ...store.get().release, ...change } }),
    beforeQuit: async () => {
      await Promise.all([clearClipboard(), accounts.settled()]);
    },
    userLeft: async () => {
      await clearClipboard();
      await vaultCommands.lock();
    },
  };
}
