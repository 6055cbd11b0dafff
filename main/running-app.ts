/** Everything behind the tray icon: stores, session, window and IPC, built once the icon is up. */

import { randomBytes, randomUUID } from 'node:crypto';
import { arch, release } from 'node:os';
import { join } from 'node:path';
import * as electron from 'electron';
import ElectronStore from 'electron-store';
import { canCopyTransientToken } from '../shared/allowed-actions.ts';
import { channels } from '../shared/contract.ts';
import { problem } from '../shared/problem.ts';
import type { AppFacts, AppState, PlexTvState, StateMessage } from '../shared/state.ts';
import { plexIdentity } from './app-facts.ts';
import { sendAnswer } from './desktop/answer-socket.ts';
import { openWindowSession, pageAddress, prepareServing } from './desktop/app-protocol.ts';
import { createClipboard, type ElectronClipboard } from './desktop/clipboard.ts';
import { type Answer, parseCommandLine } from './desktop/command-line.ts';
import { forbidCoreDumps } from './desktop/core-dumps.ts';
import { createDesktopSettings } from './desktop/desktop-settings.ts';
import { createEncryption } from './desktop/encryption.ts';
import { createShortcut } from './desktop/global-shortcut.ts';
import { openNetworkSession } from './desktop/hardening.ts';
import { perform } from './desktop/launch-action.ts';
import { createLaunchAtLogin } from './desktop/launch-at-login.ts';
import { offerLauncherActions } from './desktop/launcher-actions.ts';
import { endOnSignals, watchPower } from './desktop/lifecycle.ts';
import { isNativeWayland } from './desktop/native-wayland.ts';
import { createNotifications } from './desktop/notifications.ts';
import { openBrowserSignIn, openOutsidePage } from './desktop/outside-pages.ts';
import { ownCommand } from './desktop/own-command.ts';
import { comparePackagedFiles } from './desktop/packaged-files.ts';
import { openPlexNetwork } from './desktop/plex-network.ts';
import { watchScreenLock } from './desktop/screen-lock.ts';
import { watchGraphicsFailures } from './desktop/software-rendering.ts';
import { type CommandCall, nextTrayChange, type TrayModel, trayModel } from './desktop/tray-model.ts';
import { createTrayPatience } from './desktop/tray-patience.ts';
import { createWindowHost } from './desktop/window.ts';
import { readSelection } from './desktop/x11-selection.ts';
import { registerIpc } from './ipc.ts';
import { openLanguage } from './language.ts';
import { faultDetails } from './log/faults.ts';
import { createLiveSecrets } from './log/live-secrets.ts';
import { openLog } from './log/log.ts';
import { noticeDetails } from './log/notices.ts';
import { networkFingerprint } from './network-fingerprint.ts';
import type { PlexApi } from './plex/api.ts';
import { choosePlexTv, type PlexTvAddress } from './plex/plex-tv-address.ts';
import type { Transport } from './ports.ts';
import { latestRelease } from './releases/latest-release.ts';
import { createReleaseWatch } from './releases/release-watch.ts';
import { createSession } from './session/session.ts';
import { openSettings } from './settings/settings.ts';
import { createSteadyClock } from './steady-clock.ts';
import type { StoreFactory } from './storage/safe-store.ts';
import { openVault } from './vault/vault.ts';

/** Milliseconds after the start when what a first window needs is made ready: not while the panel still draws the icon. */
const preparesAfter = 300;

/** Milliseconds by which the tray's menu and a hidden window are behind the state, at most. */
const followsAfter = 40;

export interface RunningApp {
  readonly run: (call: CommandCall) => void;
  readonly trayClicked: () => void;
  readonly trayVisibilityChanged: (visible: boolean) => void;
  /** Does what a command line asks: this start's, or another's that found the app running. */
  readonly asked: (argv: readonly string[]) => void;
}

export async function startApp(options: {
  readonly facts: AppFacts;
  /** What `PLEX_TV_URL` gave. */
  readonly plexTvFromEnvironment: PlexTvAddress & { readonly ok: true };
  /** Origin of the development server, where the page comes from it. */
  readonly devServer: string | null;
  /** Milliseconds a tray may be missing before the window is shown instead. */
  readonly trayPatience: number;
  readonly showTray: (model: TrayModel) => void;
}): Promise<RunningApp> {
  const { facts, plexTvFromEnvironment, devServer } = options;
  const { app } = electron;
  if (process.platform === 'linux') void forbidCoreDumps(process.pid);
  const clock = createSteadyClock();
  const folder = app.getPath('userData');
  const secrets = createLiveSecrets();
  const log = openLog({ folder, secrets, now: clock.now });
  const reportFault = (fault: unknown): void => log.write('fault', faultDetails(fault));
  // With a listener Electron shows no box with the fault's own words, and goes on.
  process.on('uncaughtException', reportFault);
  process.on('unhandledRejection', reportFault);
  const createStore: StoreFactory = (storeOptions) => new ElectronStore<Record<string, unknown>>(storeOptions);
  const settings = openSettings({ folder, createStore, randomUuid: randomUUID, now: clock.now });
  const language = await openLanguage({
    choice: settings.settings().language,
    systemLanguages: facts.systemLanguages,
    onChanged: () => {
      followSoon();
      offerActions();
    },
  });
  const vault = openVault({
    folder,
    createStore,
    encryption: createEncryption({ safeStorage: electron.safeStorage, clock, platform: process.platform }),
    clock,
    randomBytes,
  });

  const plexTv = (): PlexTvState => choosePlexTv(plexTvFromEnvironment, settings.settings().plexTvUrl);
  let network: Transport | null = null;
  const opened = new Map<string, Promise<PlexApi>>();
  const loadPlex = (url: string): Promise<PlexApi> => {
    const api = opened.get(url) ?? openPlex(url);
    opened.set(url, api);
    // What could not be loaded once may be another time.
    api.catch(() => opened.delete(url));
    return api;
  };
  const openPlex = (url: string): Promise<PlexApi> =>
    import('./plex/api.ts').then(({ openPlexApi, createDirectTransport, rememberingSecrets }) => {
      network ??= openPlexNetwork();
      const api = openPlexApi({
        plexTvUrl: url,
        clock,
        transport: network,
        directTransport: createDirectTransport(),
        identity: () =>
          plexIdentity({
            facts,
            settings: settings.settings(),
            clientIdentifier: settings.clientIdentifier,
            platformVersion: release(),
          }),
      });
      return rememberingSecrets(api, secrets);
    });

  const onWayland = isNativeWayland({
    platform: process.platform,
    electronVersion: facts.electron.version,
    environment: process.env,
    switchValue: (name) => app.commandLine.getSwitchValue(name),
  });
  const session = createSession(facts, {
    clock,
    randomBytes,
    randomUuid: randomUUID,
    clipboard: createClipboard(
      electron as unknown as ElectronClipboard<unknown>,
      process.platform,
      () => !onWayland || electron.BrowserWindow.getFocusedWindow() !== null,
      async (selection) => (process.platform === 'linux' && !onWayland ? readSelection(process.env, selection) : null),
    ),
    vault,
    settings,
    plexTv,
    loadPlex,
    readPicture: (...asked) => import('./pictures.ts').then(({ readPicture }) => readPicture(...asked)),
    networkFingerprint,
    diagnostics: {
      system: {
        Chromium: process.versions.chrome,
        Node: process.versions.node,
        System: `${process.platform} ${release()} ${arch()}`,
        Desktop: `${process.env['XDG_CURRENT_DESKTOP'] ?? 'unknown'} on ${process.env['XDG_SESSION_TYPE'] ?? 'unknown'}`,
        Packaged: app.isPackaged ? 'yes' : 'no',
      },
      logTail: log.tail,
      reportFault,
    },
    desktop: {
      showWindow: () => window.show(),
      hideWindow: () => window.hide(),
      quit: () => app.quit(),
      applySettings: (change) => desktopSettings.apply(change),
      openPage: openOutsidePage,
      openSignInPage: (address) => openBrowserSignIn(address, plexTv().isDefault ? null : plexTv().url),
    },
  });

  const command = ownCommand({
    platform: process.platform,
    isPackaged: app.isPackaged,
    executable: process.execPath,
    appFolder: app.getAppPath(),
    appImage: process.env['APPIMAGE'],
  });
  const desktopSettings = createDesktopSettings(
    createShortcut(electron.globalShortcut, () => void session.run('copyTransientToken', {})),
    createLaunchAtLogin({
      platform: process.platform,
      environment: process.env,
      product: facts.product,
      command,
      loginItems: app,
    }),
  );

  const offerActions = (): void =>
    offerLauncherActions(
      process.platform,
      command,
      language.words(),
      ({ name, input }) => void session.run(name, input as never),
    );

  const pageFolder = join(app.getAppPath(), 'out', 'renderer');
  const page = devServer === null ? pageAddress : `${devServer}/index.html`;
  const window = createWindowHost({
    preloadPath: join(app.getAppPath(), 'out', 'preload', 'preload.cjs'),
    pageAddress: page,
    title: facts.product,
    session: () => openWindowSession(pageFolder),
    clock,
    keepRunningOnClose: () => session.state().trayVisible,
    bounds: { get: settings.windowBounds, set: settings.keepWindowBounds },
    onShown: () => {
      if (windowIsBehind) tellWindow(session.state());
      session.windowShown();
    },
    onHidden: session.windowHidden,
    onClosed: () => app.quit(),
    onGivenUp: () => session.tell(problem('window-crashed')),
    onQuitKey: () => app.quit(),
  });

  const notifications = createNotifications({
    isWindowVisible: window.isVisible,
    words: language.words,
    onClick: window.show,
  });

  const message = (state: AppState): StateMessage => ({ state, now: clock.now() });
  registerIpc({
    run: (name, input) => session.run(name, input),
    readState: () => message(session.state()),
    windowContentsId: window.webContentsId,
    pageAddress: page,
    now: clock.now,
  });
  // Only while locking the screen would have to change something: a listener costs two connections.
  let stopListening: (() => void) | null = null;
  const listenForLock = ({ clipboard, vault: kept }: AppState): void => {
    const worthIt = clipboard.kind !== 'nothing' || (kept.mode === 'passphrase' && !kept.locked);
    if (process.platform !== 'linux' || worthIt === (stopListening !== null)) return;
    stopListening?.();
    stopListening = worthIt ? watchScreenLock(process.env, () => void session.userLeft()) : null;
  };
  const releases = createReleaseWatch({
    clock,
    current: facts.version,
    look: () => {
      // A session of its own: nothing that Plex left behind goes along.
      const network = openNetworkSession('releases');
      return latestRelease((input, init) => network.fetch(String(input), init));
    },
    onNewer: (newer) => session.releaseKnown({ newer }),
  });
  /** What nobody looks at follows a little later, and once: a click's request and its answer are not to wait for that. */
  let following = false;
  const followSoon = (): void => {
    if (following) return;
    following = true;
    clock.after(followsAfter, () => {
      following = false;
      showTray();
      if (windowIsBehind) tellWindow(session.state());
    });
  };
  /** Calls off the next showing of the same state, which tells how much time is left. */
  let stopCounting: () => void = () => undefined;
  const showTray = (): void => {
    stopCounting();
    const state = session.state();
    const now = clock.now();
    options.showTray(trayModel(state, now, language.words()));
    const next = nextTrayChange(state, now);
    stopCounting = next === null ? () => undefined : clock.after(next - now, showTray);
  };
  let logged = session.state().announcement.sequence;
  let windowIsBehind = false;
  const tellWindow = (state: AppState): void => {
    windowIsBehind = false;
    window.send(channels.stateChanged, message(state));
  };
  session.follow((state) => {
    const { sequence, notice } = state.announcement;
    if (sequence !== logged) log.write('told', noticeDetails(notice));
    logged = sequence;
    followSoon();
    if (window.isVisible()) tellWindow(state);
    else windowIsBehind = true;
    listenForLock(state);
    notifications.follow(state);
    language.follow(state);
    releases.want(state.settings.lookForUpdates);
  });
  endOnSignals({ beforeQuit: session.beforeQuit });
  const userLeft = (): void => void session.userLeft();
  const wakeUp = (): void => {
    clock.catchUp();
    // Its clock slept too, and goes by ours.
    tellWindow(session.state());
  };
  watchPower({ suspend: userLeft, lock: userLeft, resume: wakeUp });
  app.on('child-process-gone', (_event, { type, reason, exitCode }) =>
    log.write('process-gone', { type, reason, exitCode }),
  );
  app.on('render-process-gone', (_event, _contents, { reason, exitCode }) =>
    log.write('page-gone', { reason, exitCode }),
  );
  watchGraphicsFailures(folder);
  log.write('started', { version: facts.version, electron: facts.electron.version });
  session.start();
  const refused = desktopSettings.start(settings.settings());
  if (refused !== null) session.tell(refused);
  offerActions();
  releases.want(settings.settings().lookForUpdates);
  void comparePackagedFiles(process.resourcesPath).then((files) => session.releaseKnown({ files }));

  clock.after(preparesAfter, () => {
    prepareServing();
  });

  const patience = createTrayPatience({
    clock,
    milliseconds: options.trayPatience,
    isWindowVisible: window.isVisible,
    onGivenUp: window.show,
  });

  function asked(argv: readonly string[]): void {
    const commandLine = parseCommandLine(argv, language.words().start);
    const { answerAt } = commandLine.ok ? commandLine.value : commandLine;
    const tell = async (answer: Answer): Promise<void> => {
      if (answerAt !== null) await sendAnswer(answerAt, answer, process.platform);
    };
    if (!commandLine.ok) void tell({ exitCode: 1, line: commandLine.line });
    else if (commandLine.value.action !== null)
      void perform(commandLine.value.action, { state: session.state, run: session.run, words: language.words }, tell);
    else if (!commandLine.value.hidden) window.show();
  }

  return {
    asked,
    run: ({ name, input }) => void session.run(name, input as never),
    trayClicked: () => {
      const state = session.state();
      if (state.settings.trayClick === 'copy' && canCopyTransientToken(state))
        void session.run('copyTransientToken', {});
      else window.show();
    },
    trayVisibilityChanged: (visible) => {
      session.trayVisibilityChanged(visible);
      patience.visibilityChanged(visible);
    },
  };
}
