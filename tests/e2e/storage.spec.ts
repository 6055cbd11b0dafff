/** Faults of the profile, in the real app. */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPrivateDesktop } from '../../build/private-desktop.mjs';
import { startKeyring } from '../desktop/keyring.ts';
import { expect, test } from './fixtures.ts';
import { signIn } from './window.ts';

test('S8 after kill -9 the next start takes over, and the account is still there', async ({ launch, plex }) => {
  const desktop = await startPrivateDesktop();
  const keyring = await startKeyring(desktop.environment);
  const environment = { ...desktop.environment, ...keyring.environment };
  const account = plex.accounts[1];
  if (account === undefined) throw new Error('No account.');
  const app = await launch({ environment });
  await signIn(await app.window(), plex, account);
  await app.quit('SIGKILL');
  const again = await launch({ environment });
  await expect((await again.window()).getByRole('button', { name: 'Sign out' })).toBeVisible();
  await again.quit();
  await keyring.stop();
  await desktop.stop();
});

for (const [what, name] of [
  ['spaces and an emoji', 'a profile with 🎟️ spaces'],
  ['quotes and a dollar', `it's "one" $HOME`],
  ['a name of 200 characters', 'x'.repeat(200)],
] as const) {
  test(`S18 a profile with ${what} in its path works like any other`, async ({ launch }) => {
    const folder = await mkdtemp(join(tmpdir(), 'plex-token-tray-'));
    const profile = join(folder, name);
    const app = await launch({ profile });
    await expect((await app.window()).getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
    await app.quit();
    expect(JSON.parse(await readFile(join(profile, 'client-identifier.json'), 'utf8'))).toMatchObject({ schema: 1 });
    await rm(folder, { recursive: true });
  });
}
