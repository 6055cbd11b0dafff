/**
 * Measures the app against the budgets of `docs/performance.md`: `npm run bench`. `--quick` measures less, to see that
 * it works; `--only=start,idle` measures some of it; `--record` writes the table to `docs/performance.md`.
 */

import { mkdir, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { findElectron } from '../../build/electron-binary.mjs';
import { startPrivateDesktop } from '../../build/private-desktop.mjs';
import { startStatusNotifierWatcher } from '../desktop/status-notifier.ts';
import { measureCodeSize } from './code-size.ts';
import { measureCopying } from './copying.ts';
import { measureIdle } from './idle.ts';
import { measureManyServers } from './many-servers.ts';
import { measureOpening } from './opening.ts';
import { machine, table, writeSection } from './report.ts';
import type { Measurement, Row } from './row.ts';
import { measureMemory, measureStart } from './start.ts';

const measurements: Readonly<Record<string, Measurement>> = {
  size: measureCodeSize,
  start: measureStart,
  memory: measureMemory,
  opening: measureOpening,
  copying: measureCopying,
  'many-servers': measureManyServers,
  idle: measureIdle,
};

const results = resolve(import.meta.dirname, '../../bench/results.json');
const quick = process.argv.includes('--quick');
const only = process.argv
  .find((argument) => argument.startsWith('--only='))
  ?.slice('--only='.length)
  .split(',');

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const unknown = only?.filter((name) => measurements[name] === undefined) ?? [];
if (unknown.length > 0) {
  say(`There is no measurement called ${unknown.join(', ')}. There are: ${Object.keys(measurements).join(', ')}.`);
  process.exit(1);
}
const desktop = await startPrivateDesktop({ windowManager: true });
const tray = await startStatusNotifierWatcher(desktop.environment);
const rows: Row[] = [];
try {
  for (const [name, measure] of Object.entries(measurements)) {
    if (only === undefined || only.includes(name))
      rows.push(...(await measure({ environment: desktop.environment, tray, quick, say })));
  }
} finally {
  await tray.stop();
  await desktop.stop();
}

const electron = findElectron()?.version ?? 'unknown';
const where = `${machine()}, Electron ${electron}`;
const drawn = table(
  ['what', 'goal', 'measured', 'met'],
  rows.map(({ what, goal, measured, met }) => [what, goal, measured, met ? 'yes' : 'no']),
);
say(`\n${drawn}\n\n${where}${quick ? '; a quick run, whose figures say little' : ''}`);
await mkdir(resolve(results, '..'), { recursive: true });
await writeFile(results, `${JSON.stringify({ electron, where, quick, rows }, null, 2)}\n`);
say('Every single value: bench/results.json');
if (process.argv.includes('--record'))
  writeSection(
    'Against a bare Electron app',
    `\`npm run bench\` on ${where}. The floor is \`tests/bench/floor-app\`, run in turns with ours on the same binary; medians.\n\n${drawn}`,
  );
const missed = rows.filter(({ met }) => !met);
if (missed.length > 0) {
  say(`Not met: ${missed.map(({ what }) => what).join('; ')}.`);
  process.exitCode = 1;
}
