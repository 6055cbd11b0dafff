/** Writes one ledger where that may be impossible, and says what came of it as JSON. */

import { createConfStore } from '../conf-store.ts';
import { ledger, openLedger } from '../ledger.ts';

const [folder = '', count = '', size = ''] = process.argv.slice(2);
let storesMade = 0;
const store = openLedger(folder, (options) => {
  storesMade += 1;
  return createConfStore(options);
});
const before = store.read().count;
const written = store.write(ledger(Number(count), Number(size)));
const told = {
  before,
  written,
  problem: store.problem,
  unsaved: store.unsaved(),
  after: store.read().count,
  storesMade,
};
process.stdout.write(JSON.stringify(told));
