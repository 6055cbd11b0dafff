/** From "Open" in the tray's menu to a window that is painted and takes a click; against a bare window with static HTML. */

import { setTimeout as wait } from 'node:timers/promises';
import { bothPrograms, type Program, startProgram } from './programs.ts';
import { median } from './report.ts';
import type { Bench, Row } from './row.ts';

/** Milliseconds until nothing of starting goes on any more. */
const settling = 1500;

export async function measureOpening({ environment, tray, quick, say }: Bench): Promise<readonly Row[]> {
  const times: Record<Program, number[]> = { floor: [], ours: [] };
  const runs = quick ? 3 : 21;
  for (let run = 0; run < runs; run += 1) {
    for (const program of bothPrograms) {
      const started = await startProgram(program, environment, { observed: true });
      await tray.waitForIcon(started.processId);
      await wait(settling);
      const opened = started.report('opened');
      const clickedAt = await tray.click(started.processId, ['Open']);
      times[program].push((await opened).at - clickedAt);
      await started.end();
    }
    say(`opening ${run + 1} of ${runs}`);
  }
  const ratio = median(times.ours) / median(times.floor);
  return [
    {
      what: '“Open” to window painted and accepting input',
      goal: '≤ 1.25 x bare window',
      measured: `${ratio.toFixed(2)} x (${median(times.ours).toFixed(0)} ms, bare ${median(times.floor).toFixed(0)} ms)`,
      met: ratio <= 1.25,
      figures: { ratio, unit: 'ms', ...times },
    },
  ];
}
