/** The composition root: builds the parts and wires them, nothing else. The tray comes first, the rest when it is needed. */

import { hostname } from 'node:os';
import { app } from 'electron';
import { defaultSettings } from '../shared/settings.ts';
import { initialState } from '../shared/state.ts';
import { collectAppFacts } from './app-facts.ts';
import { registerAppScheme } from './desktop/app-protocol.ts';
import { setApplicationMenu } from './desktop/application-menu.ts';
import { passwordStoreSwitch } from './desktop/encryption-standing.ts';
import { hardenApp } from './desktop/hardening.ts';
import { parseCommandLine, profileFolder, takeInstanceLock } from './desktop/single-instance.ts';
import { createTray } from './desktop/tray.ts';
import { trayModel } from './desktop/tray-model.ts';
import { droppedVariables, refusedStart } from './desktop/weakened-start.ts';
import { choosePlexTv, parsePlexTvUrl } from './plex/plex-tv-address.ts';
import type { RunningApp } from './running-app.ts';

/** Ends the start with one plain line on the terminal. */
function refuse(line: string, exitCode = 1): never {
  process.stderr.write(`${line}\n`);
  process.exit(exitCode);
}

// Before anything else: neither Chromium nor Node has acted on them yet.
if (app.isPackaged) {
  const { commandLine } = app;
  const refused = refusedStart({
    hasSwitch: (name) => commandLine.hasSwitch(name),
    switchValue: (name) => commandLine.getSwitchValue(name),
    environment: process.env,
  });
  if (refused !== null) refuse(`Plex Token Tray does not start with ${refused}.`, 3);
  for (const name of droppedVariables) delete process.env[name];
  if (commandLine.hasSwitch('no-sandbox'))
    process.stderr.write(
      'Plex Token Tray runs without Chromium’s sandbox, because it was started with --no-sandbox.\n',
    );
}

const plexTv = parsePlexTvUrl(process.env['PLEX_TV_URL']);
if (!plexTv.ok) refuse(plexTv.message);
// Only a development start serves the page from a development server.
const devServer = app.isPackaged ? null : (process.env['ELECTRON_RENDERER_URL'] ?? null);
const facts = collectAppFacts({
  product: 'Plex Token Tray',
  version: app.getVersion(),
  electronVersion: process.versions.electron,
  platform: process.platform,
  computerName: hostname(),
});

hardenApp({ devServer });
registerAppScheme();
setApplicationMenu(process.platform);
const passwordStore = passwordStoreSwitch({
  platform: process.platform,
  electronVersion: process.versions.electron,
  isGiven: app.commandLine.hasSwitch('password-store'),
});
if (passwordStore !== null) app.commandLine.appendSwitch('password-store', passwordStore);

let running: RunningApp | null = null;
/** Whether the window was asked for before the rest of the app was there. */
let windowWanted = !parseCommandLine(process.argv).hidden;
const showWindow = (): void => {
  windowWanted = true;
  running?.showWindow();
};

const lock = takeInstanceLock(({ hidden }) => {
  if (!hidden) showWindow();
});
if (lock === 'profile-not-writable')
  refuse(`Plex Token Tray cannot write to its folder ${profileFolder()}. Is the disk full or read-only?`);
if (lock === 'another-runs') app.exit(0);
else
  void app.whenReady().then(async () => {
    const clock = (at: number): string =>
      new Date(at).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
    let trayVisible: boolean | null = null;
    const tray = createTray({
      run: (call) => running?.run(call),
      onClick: showWindow,
      onHostChange: (visible) => {
        trayVisible = visible;
        running?.trayVisibilityChanged(visible);
      },
    });
    tray.show(trayModel(initialState(facts, choosePlexTv(plexTv, ''), defaultSettings), clock));

    const { startApp } = await import('./running-app.ts');
    running = startApp({
      facts,
      plexTvFromEnvironment: plexTv,
      devServer,
      showTray: (state) => tray.show(trayModel(state, clock)),
    });
    if (windowWanted) running.showWindow();
    if (trayVisible !== null) running.trayVisibilityChanged(trayVisible);
  });
