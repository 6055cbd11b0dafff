// @ts-check
/** The main job in front of you, against the practice Plex: `npm run demo`. */

import { spawn } from 'node:child_process';
import { ensureBuilt } from './build.mjs';
import { inProject } from './project.mjs';
import { ensureReady } from './setup.mjs';
import { hasDisplay } from './start.mjs';
import { command } from './terminal.mjs';

await command(async () => {
  await ensureReady('run-without-display');
  await ensureBuilt();
  const words = ['--import', 'tsx', inProject('tests/demo/demo.ts'), ...(hasDisplay() ? ['--on-this-desktop'] : [])];
  const child = spawn(process.execPath, words, { cwd: inProject(), stdio: 'inherit' });
  // Ctrl+C reaches the demo too, which ends what it started.
  process.on('SIGINT', () => undefined);
  process.exitCode = await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
});
