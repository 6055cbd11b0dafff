/** Keeps memory off the disk when a process crashes: a core dump holds every token that was in use. */

import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';

/**
 * Sets the size of core dumps to zero for this process and all it has started, and through them for all they start.
 * Linux only, where `prlimit` is there (util-linux); elsewhere the system decides. Answers whether it was done.
 */
export async function forbidCoreDumps(processId: number): Promise<boolean> {
  const limited = new Set<number>();
  // Again until nobody is left: a process may have been started in between, before its parent had the limit.
  for (;;) {
    const family = await familyOf(processId).catch(() => []);
    const left = (limited.size === 0 ? [processId] : family).filter((id) => !limited.has(id));
    if (left.length === 0) return true;
    for (const id of left) limited.add(id);
    const outcomes = await Promise.all(left.map(limitCore));
    if (limited.size === 1 && outcomes[0] === false) return false;
  }
}

function limitCore(processId: number): Promise<boolean> {
  return new Promise((resolve) => {
    execFile('prlimit', ['--core=0:0', `--pid=${processId}`], (error) => resolve(error === null));
  });
}

/** A process and everything that descends from it. */
export async function familyOf(processId: number): Promise<readonly number[]> {
  const ids = (await readdir('/proc')).map(Number).filter((id) => id > 0);
  const parents = new Map(await Promise.all(ids.map(async (id) => [id, await parentOf(id)] as const)));
  const belongs = (id: number | null): boolean => id === processId || (id !== null && belongs(parents.get(id) ?? null));
  return ids.filter(belongs);
}

/** The parent's id (proc(5), "/proc/[pid]/status"); `null` for a process that is gone. */
async function parentOf(processId: number): Promise<number | null> {
  const status = await readFile(`/proc/${processId}/status`, 'utf8').catch(() => '');
  const parent = /^PPid:\t(\d+)$/mu.exec(status)?.[1];
  return parent === undefined ? null : Number(parent);
}
