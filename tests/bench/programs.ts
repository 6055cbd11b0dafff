/** Starts our app and the floor app, plainly as a user would or with a look inside. */

import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { electronPath } from '../../build/electron-path.mjs';

const bench = import.meta.dirname;

/** The two programs that are compared. */
export const folders = { ours: resolve(bench, '../..'), floor: join(bench, 'floor-app') } as const;
export type Program = keyof typeof folders;
export const bothPrograms: readonly Program[] = ['floor', 'ours'];

/** What the observed app reports (`observed-app/main.cjs`). */
export type Report =
  | { readonly kind: 'opened'; readonly at: number }
  | { readonly kind: 'turns'; readonly turns: number; readonly timers: number };

/** Milliseconds a report may take. */
const deadline = 15_000;

export interface StartedProgram {
  readonly processId: number;
  /** Milliseconds on this process's clock, just before the program was started. */
  readonly startedAt: number;
  /** Waits for the next report of a kind. */
  readonly report: <Kind extends Report['kind']>(kind: Kind) => Promise<Extract<Report, { kind: Kind }>>;
  readonly signal: (signal: NodeJS.Signals) => void;
  /** Ends it and removes its profile. */
  readonly end: () => Promise<void>;
}

/** Starts a program with a new profile. `observed` has it report, which plain measurements go without. */
export async function startProgram(
  program: Program,
  environment: Readonly<Record<string, string>>,
  options: { readonly observed?: boolean; readonly profile?: string } = {},
): Promise<StartedProgram> {
  const profile = options.profile ?? (await mkdtemp(join(tmpdir(), 'bench-profile-')));
  const folder = folders[program];
  const words = options.observed ? [join(bench, 'observed-app'), `--observed=${folder}`] : [folder];
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const startedAt = performance.now();
  const child = spawn(electronPath(), [...words, `--user-data-dir=${profile}`, ...root, '--hidden'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const reports = new EventEmitter().setMaxListeners(0);
  createInterface(child.stdout).on('line', (line) => {
    if (!line.startsWith('{')) return;
    const report = JSON.parse(line) as Report;
    reports.emit(report.kind, report);
  });
  return {
    processId: child.pid ?? -1,
    startedAt,
    report: async (kind) => (await once(reports, kind, { signal: AbortSignal.timeout(deadline) }))[0],
    signal: (signal) => child.kill(signal),
    end: async () => {
      await ended(child);
      if (options.profile === undefined) await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}
