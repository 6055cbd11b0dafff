// @ts-check
/** Starts the app against plex.tv: `npm start`. What follows `--` goes to the app. */

import { spawn } from 'node:child_process';
import { ensureBuilt } from './build.mjs';
import { electronPath } from './electron-path.mjs';
import { inProject } from './project.mjs';
import { ensureReady } from './setup.mjs';
import { command, isStartedDirectly, PlainError, say } from './terminal.mjs';

/** Whether there is a screen to show anything on. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** What Electron needs to be told on the command line here. */
export function electronSwitches() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return [];
  say('Running as root: Chromium’s sandbox is off. Better start it as an ordinary user.');
  return ['--no-sandbox'];
}

if (isStartedDirectly(import.meta.url)) {
  await command(start);
}

async function start() {
  await ensureReady('run');
  if (!hasDisplay()) {
    throw new PlainError(
      'There is no display to show the app on. Start it in a desktop session, or watch it work without one: npm run demo',
    );
  }
  await ensureBuilt();
  const app = spawn(electronPath(), [inProject(), ...electronSwitches(), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  process.on('SIGINT', () => app.kill('SIGINT'));
  process.exitCode = await new Promise((resolve) => app.once('exit', (code) => resolve(code ?? 1)));
}
