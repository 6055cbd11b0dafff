// @ts-check
/** Runs the practice Plex alone: `npm run practice-plex`. */

import { spawn } from 'node:child_process';
import { inProject } from './project.mjs';
import { ensureReady } from './setup.mjs';
import { command } from './terminal.mjs';

await command(async () => {
  await ensureReady('run-without-display');
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', inProject('tests/practice-plex/cli.ts'), ...process.argv.slice(2)],
    {
      cwd: inProject(),
      stdio: 'inherit',
    },
  );
  process.on('SIGINT', () => undefined);
  process.exitCode = await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
});
