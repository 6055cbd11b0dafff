/** Changes where credentials are kept, again and again, until killed; says each mode it reached. */

import { mkdirSync } from 'node:fs';
import { createTestKeyring } from '../test-keyring.ts';
import { passphrase, recordOf, tokenOf, vaultIn } from '../vault-world.ts';

const [folder = '', key = ''] = process.argv.slice(2);
mkdirSync(folder, { recursive: true, mode: 0o700 });
const vault = vaultIn(folder, createTestKeyring(Buffer.from(key, 'hex')));
for (const id of ['anna', 'ben']) await vault.keepAccount(recordOf(id), tokenOf(id));
for (;;) {
  for (const change of [{ mode: 'passphrase', passphrase }, { mode: 'keyring' }] as const) {
    const changed = await vault.changeMode(change);
    if (!changed.ok) throw new Error(changed.problem.code);
    process.stdout.write(`${change.mode}\n`);
  }
}
