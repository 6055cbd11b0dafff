/**
 * Measures the app against the budgets of `docs/performance.md`: `npm run bench`. `--quick` measures less, to see that
 * it works; `--only=start,idle` measures some of it.
 */

import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { resolve } from 'node:path';
import { findElectron } from '../../build/electron-binary.mjs';
import { startPrivateDesktop } from '../../build/private-desktop.mjs';
import { startStatusNotifierWatcher } from '../desktop/status-notifier.ts';
import { measureCodeSize } from './code-size.ts';
import { measureIdle } from './idle.ts';
import { measureOpening } from './opening.ts';
import type { Measurement, Row } from './row.ts';
import { measureMemory, measureStart } from './start.ts';

const measurements: Readonly<Record<string, Measurement>> = {
  size: measureCodeSize,
  start: measureStart,
  memory: measureMemory,
  opening: measureOpening,
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

/** A table in Markdown, its columns padded so that it can be read as it is. */
function drawn(rows: readonly Row[]): string {
  const lines = [
    ['what', 'goal', 'measured', 'met'],
    ...rows.map(({ what, goal, measured, met }) => [what, goal, measured, met ? 'yes' : 'NO']),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = lines;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

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
const machine = `Electron ${electron}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)} at the end`;
say(`\n${drawn(rows)}\n\n${machine}${quick ? '; a quick run, whose figures say little' : ''}`);
await mkdir(resolve(results, '..'), { recursive: true });
await writeFile(results, `${JSON.stringify({ electron, machine, quick, rows }, null, 2)}\n`);
say('Every single value: bench/results.json');
const missed = rows.filter(({ met }) => !met);
if (missed.length > 0) {
  say(`Not met: ${missed.map(({ what }) => what).join('; ')}.`);
  process.exitCode = 1;
}
