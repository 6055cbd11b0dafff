/** What a hidden app does while nobody asks anything of it: nothing. */

import { setTimeout as wait } from 'node:timers/promises';
import { processorTimeOf } from './process-tree.ts';
import { bothPrograms, type Program, startProgram } from './programs.ts';
import type { Bench, Row } from './row.ts';

/**
 * Milliseconds after the start when nothing of starting goes on any more: half a minute after it V8 tidies its memory,
 * once (`--js-flags=--trace-gc` shows it). And how long is looked.
 */
const settling = 45_000;
const watched = 60_000;

interface Idleness {
  readonly seconds: number;
  readonly turns: number;
  readonly timers: number;
}

export async function measureIdle({ environment, tray, quick, say }: Bench): Promise<readonly Row[]> {
  const length = quick ? 5000 : watched;
  const look = async (program: Program): Promise<Idleness> => {
    const started = await startProgram(program, environment, { observed: true });
    await tray.waitForIcon(started.processId);
    await wait(quick ? 3000 : settling);
    const turns = async () => {
      const report = started.report('turns');
      started.signal('SIGUSR2');
      return report;
    };
    // The first answer opens standard output, which turns our loop once more after it.
    await turns();
    await wait(1000);
    const [turnsBefore, timeBefore] = [await turns(), processorTimeOf(started.processId)];
    await wait(length);
    const [timeAfter, turnsAfter] = [processorTimeOf(started.processId), await turns()];
    await started.end();
    return {
      seconds: timeAfter - timeBefore,
      turns: turnsAfter.turns - turnsBefore.turns,
      timers: turnsAfter.timers,
    };
  };
  const seen = {} as Record<Program, Idleness>;
  for (const program of bothPrograms) {
    seen[program] = await look(program);
    say(`idle ${program}`);
  }
  const { ours, floor } = seen;
  // The question itself turns the loop; the floor, which never wakes, tells how often.
  const wakeUps = Math.max(0, ours.turns - floor.turns);
  return [
    {
      what: `Processor time while hidden for ${length / 1000} s`,
      goal: '0 wake-ups, ≤ floor + 0.02 s',
      measured: `${wakeUps} wake-ups, ${ours.timers} timers, ${ours.seconds.toFixed(2)} s (floor ${floor.seconds.toFixed(2)} s)`,
      met: wakeUps === 0 && ours.timers === 0 && ours.seconds <= floor.seconds + 0.02,
      figures: { unit: 's', ours, floor },
    },
  ];
}
