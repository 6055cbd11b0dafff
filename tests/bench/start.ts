/** From the start of the program to its icon at the panel, and the memory it settles at; both hidden, both against the floor. */

import { setTimeout as wait } from 'node:timers/promises';
import { type ProcessFigures, processTree } from './process-tree.ts';
import { bothPrograms, type Program, startProgram } from './programs.ts';
import { median } from './report.ts';
import type { Bench, Row } from './row.ts';

/** Milliseconds after which a hidden program counts as settled. */
const settling = 10_000;

export async function measureStart({ environment, tray, quick, say }: Bench): Promise<readonly Row[]> {
  const times: Record<Program, number[]> = { floor: [], ours: [] };
  const runs = quick ? 3 : 21;
  for (let run = 0; run < runs; run += 1) {
    // In turns, so that whatever else this computer does meets both alike.
    for (const program of bothPrograms) {
      const started = await startProgram(program, environment);
      await tray.waitForIcon(started.processId);
      times[program].push(performance.now() - started.startedAt);
      await started.end();
    }
    say(`start ${run + 1} of ${runs}`);
  }
  const ratio = median(times.ours) / median(times.floor);
  return [
    {
      what: 'Start (--hidden) to tray icon registered on D-Bus',
      goal: '≤ 1.10 x floor',
      measured: `${ratio.toFixed(2)} x (${median(times.ours).toFixed(0)} ms, floor ${median(times.floor).toFixed(0)} ms)`,
      met: ratio <= 1.1,
      figures: { ratio, unit: 'ms', ...times },
    },
  ];
}

export async function measureMemory({ environment, tray, quick, say }: Bench): Promise<readonly Row[]> {
  const seen: Record<Program, (readonly ProcessFigures[])[]> = { floor: [], ours: [] };
  const runs = quick ? 1 : 5;
  for (let run = 0; run < runs; run += 1) {
    for (const program of bothPrograms) {
      const started = await startProgram(program, environment);
      await tray.waitForIcon(started.processId);
      await wait(quick ? 3000 : settling);
      seen[program].push(processTree(started.processId));
      await started.end();
    }
    say(`memory ${run + 1} of ${runs}`);
  }
  const megabytes = (program: Program): number =>
    median(seen[program].map((tree) => tree.reduce((sum, { memory }) => sum + memory, 0))) / 2 ** 20;
  const processes = (program: Program): readonly string[] =>
    (seen[program].at(-1) ?? []).map(({ kind }) => kind).sort();
  const ratio = megabytes('ours') / megabytes('floor');
  return [
    {
      what: 'Memory of all processes (PSS), hidden and settled',
      goal: '≤ 1.08 x floor',
      measured: `${ratio.toFixed(2)} x (${megabytes('ours').toFixed(0)} MB, floor ${megabytes('floor').toFixed(0)} MB)`,
      met: ratio <= 1.08,
      figures: { ratio, unit: 'bytes', ...seen },
    },
    {
      what: 'Processes while hidden',
      goal: 'those of the floor',
      measured: `${processes('ours').length} (${processes('ours').join(', ')})`,
      met: processes('ours').join() === processes('floor').join(),
      figures: { ours: processes('ours'), floor: processes('floor') },
    },
  ];
}
