/** Writes ledgers, one after the other, until killed; says which are on disk. */

import { ledger, openLedger } from '../ledger.ts';

const [folder = ''] = process.argv.slice(2);
const store = openLedger(folder);
for (let count = store.read().count + 1; ; count += 1) {
  const written = store.write(ledger(count, (count * 7919) % 20_000));
  if (!written.ok) throw new Error(written.problem.detail ?? written.problem.code);
  process.stdout.write(`${count}\n`);
}
