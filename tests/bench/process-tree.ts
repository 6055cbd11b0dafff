/** What a program and the processes it started take, read from `/proc`. Linux only. */

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** A process at one moment. */
export interface ProcessFigures {
  readonly processId: number;
  /** Chromium's name for it: `browser`, `zygote`, `gpu-process`, `renderer`, or a utility's service. */
  readonly kind: string;
  /** Proportional set size in bytes: memory shared with others counts by its share. */
  readonly memory: number;
  /** Processor time taken so far, in seconds. */
  readonly processorTime: number;
}

/** Clock ticks in a second. */
const ticks = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** The process and all its descendants that are there now. */
export function processTree(root: number): readonly ProcessFigures[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const fields = /^\d+$/u.test(name) ? statFields(Number(name)) : null;
    if (fields !== null) parents.set(Number(name), Number(fields[1]));
  }
  const isInTree = (processId: number): boolean => {
    if (processId === root) return true;
    const parent = parents.get(processId);
    return parent !== undefined && isInTree(parent);
  };
  return [...parents.keys()].filter(isInTree).flatMap((processId) => figures(processId) ?? []);
}

function figures(processId: number): ProcessFigures | null {
  try {
    const fields = statFields(processId);
    if (fields === null) return null;
    const kilobytes = /^Pss:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${processId}/smaps_rollup`, 'utf8'))?.[1];
    const command = readFileSync(`/proc/${processId}/cmdline`, 'utf8');
    return {
      processId,
      kind: /--utility-sub-type=([\w.]+)/u.exec(command)?.[1] ?? /--type=([\w-]+)/u.exec(command)?.[1] ?? 'browser',
      memory: Number(kilobytes ?? 0) * 1024,
      processorTime: (Number(fields[11]) + Number(fields[12])) / ticks,
    };
  } catch {
    // It has ended meanwhile.
    return null;
  }
}

/** `/proc/[pid]/stat` from the third field on: the second, the program's name, may hold anything. */
function statFields(processId: number): readonly string[] | null {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

/** All processor time of a program so far, in seconds. What ended processes took is in their parent's figures no more. */
export const processorTimeOf = (root: number): number =>
  processTree(root).reduce((sum, { processorTime }) => sum + processorTime, 0);
