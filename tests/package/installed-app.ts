/** The package, unpacked and installed by an ordinary user, and what can be done with it from outside. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from '@playwright/test';
import type { OrdinaryUser } from '../../build/ordinary-user.mjs';
import { archiveIn } from '../../build/package.mjs';
import { signalProcess } from '../signal-process.ts';

const dist = resolve(import.meta.dirname, '../../dist');

/** How a program ended, and what it printed. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

export interface RunOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** File descriptor to read from. */
  readonly input?: number;
}

export interface InstalledApp {
  readonly user: OrdinaryUser;
  /** The unpacked archive. */
  readonly folder: string;
  /** The archive it came from, without its folder. */
  readonly archive: string;
  readonly entry: string;
  /** Runs a program to its end as the user, with the app's command on the path. */
  readonly run: (program: string, args?: readonly string[], options?: RunOptions) => Promise<Ended>;
  /** Starts the app by its desktop entry, as a desktop does, and answers its process id. */
  readonly startByEntry: (environment: Readonly<Record<string, string>>) => Promise<number>;
  /** Starts the app by its command, and answers its process id. */
  readonly startByCommand: (args: readonly string[], environment: Readonly<Record<string, string>>) => Promise<number>;
  /** Ends the app where a test left it running. */
  readonly end: () => Promise<void>;
}

/** Unpacks the archive in the user's home and adds the app to their menu, in the steps docs/packaging.md gives. */
export async function install(user: OrdinaryUser): Promise<InstalledApp> {
  const archive = archiveIn(dist);
  if (archive === null) throw new Error('There is no package.');
  const folder = join(user.home, archive.replace(/\.tar\.gz$/u, ''));
  const owner = process.getuid?.() === user.uid ? {} : { uid: user.uid, gid: user.gid };
  const basics = {
    HOME: user.home,
    USER: user.name,
    LOGNAME: user.name,
    PATH: `${user.home}/.local/bin:${process.env['PATH'] ?? ''}`,
  };

  const start = (program: string, args: readonly string[], { environment = {} }: RunOptions) =>
    spawn(program, args, { ...owner, cwd: user.home, env: { ...environment, ...basics }, stdio: 'ignore' });

  const run: InstalledApp['run'] = async (program, args = [], { environment = {}, input } = {}) => {
    const child = spawn(program, args, {
      ...owner,
      cwd: user.home,
      env: { ...environment, ...basics },
      stdio: [input ?? 'ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, output };
  };

  const succeed = async (program: string, args: readonly string[], options: RunOptions = {}): Promise<void> => {
    const { code, output } = await run(program, args, options);
    if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}: ${output}`);
  };

  // From an open file: the user may not be able to look into the checkout.
  await succeed('tar', ['-xz'], { input: openSync(join(dist, archive), 'r') });
  await succeed('mkdir', ['-p', '.local/bin', '.local/share']);
  await succeed('cp', ['-r', `${folder}/share/.`, '.local/share/']);
  await succeed('ln', ['-sf', `${folder}/plex-token-tray`, '.local/bin/']);

  const executable = join(folder, 'plex-token-tray-app');
  const started = async (): Promise<number> => {
    await expect.poll(() => mainProcess(executable)).not.toBeNull();
    return mainProcess(executable) ?? -1;
  };
  const entry = join(user.home, '.local/share/applications/plex-token-tray.desktop');
  return {
    user,
    folder,
    archive,
    entry,
    run,
    startByEntry: async (environment) => {
      const launching = start('gio', ['launch', entry], { environment });
      // Not until its output ends: the app goes on writing there.
      const [code] = (await once(launching, 'exit')) as [number | null];
      if (code !== 0) throw new Error(`The desktop entry could not be launched: ${code}`);
      return started();
    },
    startByCommand: async (args, environment) => {
      start('plex-token-tray', args, { environment });
      return started();
    },
    end: async () => {
      const processId = mainProcess(executable);
      if (processId === null) return;
      signalProcess(processId, 'SIGTERM');
      await ended(processId);
    },
  };
}

/** Waits until a process is gone. */
export async function ended(processId: number): Promise<void> {
  await expect.poll(() => isAlive(processId)).toBe(false);
}

const isAlive = (processId: number): boolean => {
  const state = /^State:\t(.)/mu.exec(readProc(processId, 'status'))?.[1];
  return state !== undefined && state !== 'Z';
};

/** A process and everything it has started, by proc(5). */
export function family(processId: number): readonly number[] {
  const children = processIds().filter((id) => /^PPid:\t(\d+)$/mu.exec(readProc(id, 'status'))?.[1] === `${processId}`);
  return [processId, ...children.flatMap(family)];
}

/** TCP ports that a process and everything it has started listens on. */
export function listeningPorts(processId: number): readonly number[] {
  const sockets = new Set(
    family(processId).flatMap((id) =>
      descriptors(id).flatMap((descriptor) => {
        const target = linkTarget(`/proc/${id}/fd/${descriptor}`);
        return target?.startsWith('socket:[') === true ? [target.slice('socket:['.length, -1)] : [];
      }),
    ),
  );
  return ['tcp', 'tcp6'].flatMap((table) =>
    readProc(processId, `net/${table}`)
      .split('\n')
      .map((line) => line.trim().split(/\s+/u))
      // State 0A is "listening"; the tenth column is the socket.
      .filter(([, , , state, , , , , , socket]) => state === '0A' && socket !== undefined && sockets.has(socket))
      .map(([, address]) => Number.parseInt(address?.split(':')[1] ?? '', 16)),
  );
}

/** Open files of a process; none for one that is gone. */
function descriptors(processId: number): readonly string[] {
  try {
    return readdirSync(`/proc/${processId}/fd`);
  } catch {
    return [];
  }
}

/** A file of proc(5); empty for a process that is gone. */
export function readProc(processId: number, name: string): string {
  const path = `/proc/${processId}/${name}`;
  try {
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  } catch {
    return '';
  }
}

/** Chromium's helpers run from the same file, each with a `--type`. */
function mainProcess(executable: string): number | null {
  const found = processIds().find(
    (id) => linkTarget(`/proc/${id}/exe`) === executable && !readProc(id, 'cmdline').includes('--type='),
  );
  return found ?? null;
}

const processIds = (): readonly number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((id) => id > 0);

function linkTarget(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
