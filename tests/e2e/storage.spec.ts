/** Faults of the profile, in the real app. */

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPrivateDesktop } from '../../build/private-desktop.mjs';
import { startKeyring } from '../desktop/keyring.ts';
import { isLongRun } from '../long-run.ts';
import { expect, test } from './fixtures.ts';
import { signIn, status } from './window.ts';

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

for (const [what, content] of [
  ['empty', ''],
  ['cut off', '{"schema":1,"content":{"accounts":[{"rec'],
  ['NULs', '\0'.repeat(2000)],
] as const) {
  test(`S1 bar 19: with ${what} files in the profile the app starts, keeps them aside, and says so`, async ({
    launch,
    profile,
    tray,
  }) => {
    for (const name of ['accounts.json', 'settings.json', 'client-identifier.json'])
      await writeFile(join(profile, name), content);
    const startedAt = performance.now();
    const app = await launch();
    await tray.waitForMenu(app.processId, (menu) => menu.some(({ label, enabled }) => label === 'Sign in…' && enabled));
    const started = performance.now() - startedAt;
    test.info().annotations.push({ type: 'start to usable tray, ms', description: String(Math.round(started)) });
    if (isLongRun) expect(started).toBeLessThan(2000);
    await expect(status(await app.window())).toContainText('Saved data was damaged');
    const aside = (await readdir(profile)).filter((name) => name.includes('.bad-'));
    expect(aside).toHaveLength(3);
    for (const name of aside) expect(await readFile(join(profile, name), 'utf8')).toBe(content);
    await app.quit();
  });
}
