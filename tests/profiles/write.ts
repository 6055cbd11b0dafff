/** Writes this version's golden profile: `node --import tsx tests/profiles/write.ts`, once, when it is released. */

import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { account, openProfile, passphrase, settings, token } from './golden.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
const folder = join(import.meta.dirname, version);
mkdirSync(folder);
const profile = openProfile(folder);
const written = [
  profile.settings.change(settings),
  await profile.vault.keepAccount(account, token),
  await profile.vault.setActive(account.id),
  await profile.vault.changeMode({ mode: 'passphrase', passphrase }),
];
for (const name of readdirSync(folder)) if (!name.endsWith('.json')) rmSync(join(folder, name));
process.stdout.write(
  `${folder}: ${written.every(({ ok }) => ok) ? readdirSync(folder).join(', ') : JSON.stringify(written)}\n`,
);
