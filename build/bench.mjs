// @ts-check
/** Measures, and writes what it found to `docs/performance.md`: `npm run bench:connections`. */

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { inProject } from './project.mjs';
import { ensureReady } from './setup.mjs';
import { command, PlainError } from './terminal.mjs';

await command(async () => {
  await ensureReady('run-without-display');
  for (const name of process.argv.slice(2)) {
    const script = inProject('tests', 'bench', `${name}.ts`);
    if (!/^[a-z-]+$/.test(name) || !existsSync(script)) throw new PlainError(`There is no benchmark “${name}”.`);
    const child = spawn(process.execPath, ['--import', 'tsx', script], { cwd: inProject(), stdio: 'inherit' });
    const code = await new Promise((resolve) => child.once('exit', resolve));
    if (code !== 0) throw new PlainError(`The benchmark “${name}” failed.`);
  }
});
