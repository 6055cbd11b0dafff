// @ts-check
/**
 * Measures the app against its budgets: `npm run bench`, whose options are in `tests/bench/bench.ts`. With a name, as in
 * `npm run bench:connections`, runs that one benchmark instead. Linux only, for they read /proc or bring a display.
 */

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { ensureBuilt } from './build.mjs';
import { inProject } from './project.mjs';
import { ensureReady } from './setup.mjs';
import { command, PlainError } from './terminal.mjs';

await command(async () => {
  if (process.platform !== 'linux') throw new PlainError('The benchmarks run on Linux only.');
  const [first = 'bench', ...others] = process.argv.slice(2);
  const [name, options] = first.startsWith('--') ? ['bench', [first, ...others]] : [first, others];
  const script = inProject('tests', 'bench', `${name}.ts`);
  if (!/^[a-z-]+$/.test(name) || !existsSync(script)) throw new PlainError(`There is no benchmark “${name}”.`);
  await ensureReady('test');
  await ensureBuilt();
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...options], {
    cwd: inProject(),
    stdio: 'inherit',
  });
  process.exitCode = await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
});
