/** Nothing is lost when a write cannot finish: the app killed, the disk full, the folder read-only. */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { times } from '../../long-run.ts';
import { bundleChild } from './child-programs.ts';
import { ledger, openLedger } from './ledger.ts';

const killRounds = times(20, 200);
const fileName = 'ledger.json';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plex-token-tray-storage-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Kills the writer with SIGKILL when it reports its nth write; answers the last write it reported. */
async function killAfter(writer: ChildProcess, writes: number): Promise<number> {
  let last = 0;
  let seen = 0;
  const { stdout } = writer;
  if (stdout === null) throw new Error('The writer has no output.');
  for await (const line of createInterface({ input: stdout })) {
    last = Number(line);
    seen += 1;
    // It goes on writing meanwhile: where in a write the signal hits it is up to the machine.
    if (seen === writes) writer.kill('SIGKILL');
  }
  return last;
}

describe('killed while writing', () => {
  it(
    `S5 bar 18: ${killRounds} kills: what was reported is there, whole, and nothing else is left`,
    async () => {
      const program = await bundleChild('writer');
      for (let round = 1; round <= killRounds; round += 1) {
        const writer = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
        const reported = await killAfter(writer, 1 + ((round * 37) % 23));
        const store = openLedger(folder);
        expect(store.problem).toBeNull();
        expect(store.read().count).toBeGreaterThanOrEqual(reported);
        expect(reported).toBeGreaterThan(0);
        expect(readdirSync(folder).sort()).toEqual([fileName, `${fileName}.bak`]);
        for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
      }
      rmSync(dirname(program), { recursive: true });
    },
    times(300_000, 1_800_000),
  );
});

describe('disk full', () => {
  const size = 6000;

  it(
    'S4 bar 17: a limit on file sizes at every 512 bytes: the old content or the new, never half of one',
    async () => {
      const program = await bundleChild('one-write');
      const outcomes = new Set<boolean>();
      for (let blocks = 0; blocks <= size / 512 + 4; blocks += 1) {
        rmSync(join(folder, fileName), { force: true });
        rmSync(join(folder, `${fileName}.bak`), { force: true });
        expect(openLedger(folder).write(ledger(1, 100)).ok).toBe(true);
        // `ulimit -f` counts in blocks of 512 bytes (POSIX, "ulimit").
        const limited = `ulimit -f ${blocks}; exec "$@"`;
        const { stdout } = spawnSync('sh', ['-c', limited, 'sh', process.execPath, program, folder, '2', String(size)]);
        const told = JSON.parse(String(stdout));
        const reopened = openLedger(folder);
        expect(reopened.problem).toBeNull();
        expect(reopened.read()).toEqual(told.written.ok ? ledger(2, size) : ledger(1, 100));
        expect(told.after).toBe(told.written.ok ? 2 : 1);
        if (!told.written.ok) expect(told.written.problem.code).toBe('not-saved');
        expect(readdirSync(folder).sort()).toEqual([fileName, `${fileName}.bak`]);
        outcomes.add(told.written.ok);
      }
      expect(outcomes).toEqual(new Set([true, false]));
      rmSync(dirname(program), { recursive: true });
    },
    times(300_000, 1_800_000),
  );

  const ownNamespace = process.getuid?.() === 0 ? ['-m'] : ['-rm'];
  const canMount = spawnSync('unshare', [...ownNamespace, 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;
  // A disk of one's own needs root, or a kernel that lets users have one.
  describe.runIf(canMount)('with a disk of its own (needs root or user namespaces)', () => {
    it(
      'S4 bar 17: a full disk at every 512 bytes of room: the old content or the new, and forgetting always works',
      async () => {
        const program = await bundleChild('full-disk');
        const mounted = 'mount -t tmpfs -o size=96k tmpfs "$0" && exec "$@"';
        const { stdout, stderr } = spawnSync('unshare', [
          ...ownNamespace,
          'sh',
          '-c',
          mounted,
          folder,
          process.execPath,
          program,
          folder,
          String(size),
        ]);
        const lines = String(stdout)
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line));
        expect(String(stderr)).toBe('');
        expect(lines.length).toBeGreaterThan(30);
        for (const line of lines) {
          expect(line).toMatchObject({ prepared: true, problem: null, erased: true, left: [] });
          expect(line.readBack).toBe(line.ok ? 2 : 1);
        }
        expect(lines.map((line) => line.ok)).toContain(false);
        expect(lines.map((line) => line.ok)).toContain(true);
        rmSync(dirname(program), { recursive: true });
      },
      times(300_000, 1_800_000),
    );
  });
});

describe('a folder nothing can be written to', () => {
  it('S3 is told at once, without letting electron-store try; a folder of one’s own is mended instead', async () => {
    const program = await bundleChild('one-write');
    chmodSync(dirname(program), 0o755);
    expect(openLedger(folder).write(ledger(1, 100)).ok).toBe(true);
    chmodSync(join(folder, fileName), 0o644);
    chmodSync(folder, 0o555);
    // Root may write anywhere, so as root it is tried as nobody. Any other user owns the folder and may mend its mode.
    const isRoot = process.getuid?.() === 0;
    const { stdout } = spawnSync(
      process.execPath,
      [program, folder, '2', '100'],
      isRoot ? { uid: 65534, gid: 65534 } : {},
    );
    const refused = {
      before: 1,
      written: { ok: false, problem: { code: 'not-saved' } },
      problem: { code: 'not-saved' },
      unsaved: { code: 'not-saved' },
      after: 1,
      storesMade: 0,
    };
    const mended = { before: 1, written: { ok: true }, problem: null, unsaved: null, after: 2, storesMade: 1 };
    expect(JSON.parse(String(stdout))).toMatchObject(isRoot ? refused : mended);
    chmodSync(folder, 0o700);
    expect(openLedger(folder).read()).toEqual(ledger(isRoot ? 1 : 2, 100));
    rmSync(dirname(program), { recursive: true });
  }, 60_000);
});
