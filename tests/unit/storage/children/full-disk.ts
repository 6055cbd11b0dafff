/** On a small disk of its own: writes a ledger at every amount of room left, and says as JSON lines what came of it. */

import { readdirSync, rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ledger, openLedger } from '../ledger.ts';

const [folder = '', size = ''] = process.argv.slice(2);
const filler = join(folder, 'filler');
const step = 512;
const steps = Math.ceil((3 * Number(size)) / step);

function fillUpTo(room: number): void {
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(filler, '');
  // The file is made large at once, then filled: what does not fit any more is the room that is left.
  writeFileSync(filler, Buffer.alloc(bavail * bsize, 1));
  truncateSync(filler, Math.max(0, bavail * bsize - room));
}

for (let index = 0; index <= steps; index += 1) {
  const profile = join(folder, 'profile');
  rmSync(filler, { force: true });
  rmSync(profile, { recursive: true, force: true });
  const prepared = openLedger(profile).write(ledger(1, 800));
  fillUpTo(index * step);
  const store = openLedger(profile);
  const written = store.write(ledger(2, Number(size)));
  // Smaller again, as when an account is forgotten.
  const reopened = openLedger(profile);
  const forgotten = openLedger(profile).erase();
  const told = {
    prepared: prepared.ok,
    room: index * step,
    ok: written.ok,
    readBack: reopened.read().count,
    problem: reopened.problem,
    erased: forgotten.ok,
    left: readdirSync(profile),
  };
  process.stdout.write(`${JSON.stringify(told)}\n`);
}
