// @ts-check
/** Runs the app with hot reload: `npm run dev`. A change in renderer/ shows at once, one in main/ restarts the app. */

import { spawn } from 'node:child_process';
import { electronViteEnvironment } from './build.mjs';
import { inProject } from './project.mjs';
import { ensureReady } from './setup.mjs';
import { hasDisplay } from './start.mjs';
import { command, PlainError } from './terminal.mjs';

await command(async () => {
  await ensureReady('run');
  if (!hasDisplay()) throw new PlainError('There is no display to show the app on. Start this in a desktop session.');
  const root = process.platform === 'linux' && process.getuid?.() === 0;
  const words = ['dev', '--watch', ...(root ? ['--noSandbox'] : []), '--', ...process.argv.slice(2)];
  const child = spawn(process.execPath, [inProject('node_modules/electron-vite/bin/electron-vite.js'), ...words], {
    cwd: inProject(),
    env: electronViteEnvironment(),
    stdio: 'inherit',
  });
  process.exitCode = await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
});
