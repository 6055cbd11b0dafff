/** The composition root: builds the parts and wires them, nothing else. The tray comes first, the rest when it is needed. */

import { hostname } from 'node:os';
import { app } from 'electron';
import { languageInEffect } from '../shared/texts/languages.ts';
import { startTexts } from '../shared/texts/start-texts.ts';
import { appId, collectAppFacts } from './app-facts.ts';
import { registerAppScheme } from './desktop/app-protocol.ts';
import { setApplicationMenu } from './desktop/application-menu.ts';
import { parseCommandLine } from './desktop/command-line.ts';
import { passwordStoreSwitch } from './desktop/encryption-standing.ts';
import { hardenApp } from './desktop/hardening.ts';
import { fewestOpenFiles, openFilesLimit } from './desktop/open-files.ts';
import { profileFolder, takeInstanceLock } from './desktop/single-instance.ts';
import { heedGraphicsFailures } from './desktop/software-rendering.ts';
import { startingTray } from './desktop/starting-tray.ts';
import { createTray } from './desktop/tray.ts';
import { droppedVariables, refusedStart } from './desktop/weakened-start.ts';
import { defaultPlexTvUrl, parsePlexTvUrl } from './plex/plex-tv-address.ts';
import type { RunningApp } from './running-app.ts';

/**
 * Milliseconds the panel has for taking the icon before the rest of the app is loaded anyway. It asks for the icon bit
 * by bit, and is answered by the thread that would be busy loading.
 */
const longestPlacing = 500;

/** Ends the start with one plain line on the terminal. */
function refuse(line: string, exitCode = 1): never {
  process.stderr.write(`${line}\n`);
  process.exit(exitCode);
}

const product = 'Plex Token Tray';
/** Answers on the terminal and ends, with nothing started. */
function answer(text: string): never {
  process.stdout.write(`${text}\n`);
  process.exit(0);
}
const systemLanguages = app.getPreferredSystemLanguages();
// What was chosen in Settings is known only later.
const texts = startTexts[languageInEffect('system', systemLanguages)];
if (process.argv.includes('--version')) answer(texts.version(product, app.getVersion()));
if (process.argv.includes('--help')) answer(texts.help(product, 'plex-token-tray'));

// Before anything else: neither Chromium nor Node has acted on them yet.
if (app.isPackaged) {
  const { commandLine } = app;
  const refused = refusedStart({
    hasSwitch: (name) => commandLine.hasSwitch(name),
    switchValue: (name) => commandLine.getSwitchValue(name),
    environment: process.env,
  });
  if (refused !== null) refuse(texts.startedWith(refused), 3);
  for (const name of droppedVariables) delete process.env[name];
  if (commandLine.hasSwitch('no-sandbox')) process.stderr.write(`${texts.withoutSandbox}\n`);
}

const openFiles = openFilesLimit();
if (openFiles !== null && openFiles < fewestOpenFiles) refuse(texts.tooFewOpenFiles(fewestOpenFiles, openFiles));

const plexTv = parsePlexTvUrl(process.env['PLEX_TV_URL']);
if (!plexTv.ok) refuse(texts.plexTvUrlRefused(texts.plexTvUrlFaults[plexTv.why], defaultPlexTvUrl));
const plexTvFromEnvironment = plexTv;
// Only a development start serves the page from a development server.
const devServer = app.isPackaged ? null : (process.env['ELECTRON_RENDERER_URL'] ?? null);
const facts = collectAppFacts({
  product,
  version: app.getVersion(),
  versions: process.versions,
  platform: process.platform,
  computerName: hostname(),
  systemLanguages,
  environment: process.env,
});

// Windows shows notifications and groups windows by it.
if (process.platform === 'win32') app.setAppUserModelId(appId);
hardenApp({ devServer });
registerAppScheme();
setApplicationMenu(process.platform);
const passwordStore = passwordStoreSwitch({
  platform: process.platform,
  electronVersion: process.versions.electron,
  isGiven: app.commandLine.hasSwitch('password-store'),
});
if (passwordStore !== null) app.commandLine.appendSwitch('password-store', passwordStore);

const commandLine = parseCommandLine(process.argv, texts);
if (!commandLine.ok) refuse(commandLine.line);
const { action, answerAt, hidden, trayPatience } = commandLine.value;
if (action !== null && answerAt === null)
  void import('./desktop/caller.ts').then(({ callRunningApp }) => callRunningApp(action, systemLanguages));
else start();

/** Starts the app, unless it runs already. */
function start(): void {
  const lock = takeInstanceLock(process.argv, (argv) => void withRest((running) => running.asked(argv)));
  if (lock === 'profile-not-writable') refuse(texts.folderNotWritable(profileFolder()));
  if (lock === 'another-runs') {
    app.exit(0);
    return;
  }

  heedGraphicsFailures(app.getPath('userData'));
  let trayVisible: boolean | null = null;
  const tray = app.whenReady().then(() => {
    const created = createTray({
      run: (call) => void withRest((running) => running.run(call)),
      onClick: () => void withRest((running) => running.trayClicked()),
      onHostChange: (visible) => {
        trayVisible = visible;
        if (rest !== null || !visible) void withRest((running) => running.trayVisibilityChanged(visible));
      },
      onPlaced: startRest,
    });
    created.show(startingTray(texts));
    if (hidden && action === null) setTimeout(startRest, longestPlacing);
    else void withRest((running) => running.asked(process.argv));
    return created;
  });

  let rest: Promise<RunningApp> | null = null;
  /** Does something with the rest of the app, which is loaded first where that has not happened yet. */
  const withRest = async (use: (running: RunningApp) => void): Promise<void> => {
    rest ??= Promise.all([tray, import('./running-app.ts')]).then(async ([{ show }, { startApp }]) => {
      const running = await startApp({ facts, plexTvFromEnvironment, devServer, trayPatience, showTray: show });
      if (trayVisible !== null) running.trayVisibilityChanged(trayVisible);
      return running;
    });
    use(await rest);
  };
  function startRest(): void {
    void withRest(() => undefined);
  }
}
