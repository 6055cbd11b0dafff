/** Faults of the profile, in the real app. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { electronPath } from '../../build/electron-path.mjs';
import { startPrivateDesktop } from '../../build/private-desktop.mjs';
import { startKeyring } from '../desktop/keyring.ts';
import { isLongRun } from '../long-run.ts';
import { expect, test } from './fixtures.ts';
import { untilKept } from './kept-accounts.ts';
import { signIn, status } from './window.ts';

test('S8 after kill -9 the next start takes over, and the account is still there', async ({
  launch,
  plex,
  profile,
}) => {
  const desktop = await startPrivateDesktop();
  const keyring = await startKeyring(desktop.environment);
  const environment = { ...desktop.environment, ...keyring.environment };
  const account = plex.accounts[1];
  if (account === undefined) throw new Error('No account.');
  const app = await launch({ environment });
  await signIn(await app.window(), plex, account);
  await untilKept(profile);
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
  test(`S18 a profile with ${what} in its path works like any other`, async ({ launch, profile: folder }) => {
    const profile = join(folder, name);
    const app = await launch({ profile });
    await expect((await app.window()).getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
    await app.quit();
    expect(JSON.parse(await readFile(join(profile, 'client-identifier.json'), 'utf8'))).toMatchObject({ schema: 1 });
  });
}

const isUsable = (menu: readonly { readonly label: string; readonly enabled: boolean }[]): boolean =>
  menu.some(({ label, enabled }) => label === 'Sign in…' && enabled);

test('bar 19: with damaged files the tray is usable within 2 seconds (npm run test:long: it needs a quiet computer)', async ({
  desktop,
  plex,
  profile,
  tray,
}) => {
  test.skip(!isLongRun, 'measures time');
  const measured: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    for (const name of ['accounts.json', 'settings.json']) await writeFile(join(profile, name), '{"schema":1,"con');
    const startedAt = performance.now();
    // Without Playwright, whose way in costs as much as the start itself.
    const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const app = spawn(electronPath(), [process.cwd(), `--user-data-dir=${profile}`, '--hidden', ...root], {
      env: { ...desktop.environment, PLEX_TV_URL: plex.plexTvUrl },
      stdio: 'ignore',
    });
    await tray.waitForMenu(app.pid ?? -1, isUsable);
    measured.push(performance.now() - startedAt);
    app.kill('SIGTERM');
    await once(app, 'exit');
  }
  test.info().annotations.push({ type: 'start to usable tray, ms', description: measured.map(Math.round).join(', ') });
  expect(Math.min(...measured)).toBeLessThan(2000);
});

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
    const app = await launch();
    await tray.waitForMenu(app.processId, isUsable);
    await expect(status(await app.window())).toContainText('Saved data was damaged');
    const aside = (await readdir(profile)).filter((name) => name.includes('.bad-'));
    expect(aside).toHaveLength(3);
    for (const name of aside) expect(await readFile(join(profile, name), 'utf8')).toBe(content);
    await app.quit();
  });
}
