/** What is kept between two runs, and what never is. */

import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { startPrivateDesktop } from '../../build/private-desktop.mjs';
import { startKeyring } from '../desktop/keyring.ts';
import { expect, test } from './fixtures.ts';
import { untilKept } from './kept-accounts.ts';
import { choose, signIn, status } from './window.ts';

/** Every file below a folder, with its content. */
async function filesBelow(folder: string): Promise<readonly { readonly path: string; readonly content: Buffer }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(files.map(async (path) => ({ path, content: await readFile(path) })));
}

/** The files that hold a text, raw, in base64 or in UTF-16. */
async function filesWith(folder: string, text: string): Promise<readonly string[]> {
  const forms = [Buffer.from(text), Buffer.from(Buffer.from(text).toString('base64')), Buffer.from(text, 'utf16le')];
  return (await filesBelow(folder))
    .filter(({ content }) => forms.some((form) => content.includes(form)))
    .map(({ path }) => path);
}

test('with a real keyring the user is still signed in after a restart, through an outage too', async ({
  launch,
  plex,
  profile,
}) => {
  const desktop = await startPrivateDesktop();
  const keyring = await startKeyring(desktop.environment);
  const environment = { ...desktop.environment, ...keyring.environment };
  const [account] = plex.accounts;
  if (account === undefined) throw new Error('No account.');

  await test.step('sign in, choose a server, quit', async () => {
    const app = await launch({ environment });
    const page = await app.window();
    await signIn(page, plex, account);
    await choose(page, /Tower/u);
    await untilKept(profile);
    await expect(page.getByText('you stay signed in for this run only')).toHaveCount(0);
    expect(await app.quit()).toBe(0);
  });

  await test.step('what is on disk is for the owner alone, and holds no token in clear', async () => {
    const file = join(profile, 'accounts.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    for (const token of plex.tokensOf(account)) expect(await filesWith(profile, token)).toEqual([]);
    expect(await filesWith(profile, account.password ?? '')).toEqual([]);
    for (const server of plex.servers) expect(await filesWith(profile, server.accessTokenFor(account))).toEqual([]);
  });

  await test.step('plex.tv is down: still signed in, and told so', async () => {
    plex.faults.always('plex.tv GET', { kind: 'status', status: 503 });
    const app = await launch({ environment });
    const page = await app.window();
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Plex has a problem' })).toContainText('You stay signed in');
    await app.quit();
    plex.faults.clear();
  });

  await test.step('plex.tv is back: the server is the one chosen before', async () => {
    const app = await launch({ environment });
    const page = await app.window();
    await expect(page.getByRole('radio', { name: /Tower/u })).toBeChecked();
    await page.getByRole('button', { name: 'Generate and copy transient token' }).click();
    await expect(status(page)).toContainText('copied');
    expect(plex.requests.filter(({ path }) => path.endsWith('/users/signin')).length).toBe(2);
  });

  await test.step('one client identifier in all three runs', async () => {
    // The account's picture is asked for without any.
    const asked = plex.requests.filter(({ path }) => !path.endsWith('/avatar'));
    expect(new Set(asked.map(({ headers }) => headers['x-plex-client-identifier'])).size).toBe(1);
  });

  await keyring.stop();
  await desktop.stop();
});

test('S12 without a keyring nothing about the account is written, and the window says so', async ({
  launch,
  plex,
  profile,
}) => {
  const account = plex.accounts[1];
  if (account === undefined) throw new Error('No account.');
  const app = await launch();
  const page = await app.window();
  await signIn(page, plex, account);
  await expect(page.getByText('you stay signed in for this run only')).toBeVisible();
  await page.getByRole('button', { name: 'Generate and copy transient token' }).click();
  await expect(status(page)).toContainText('copied');
  const tokens = [...plex.tokensOf(account), ...plex.servers.flatMap((server) => server.transientTokens())];
  await app.quit();
  for (const token of tokens) expect(await filesWith(profile, token)).toEqual([]);
  expect(await filesWith(profile, account.email)).toEqual([]);
  expect(app.output()).not.toContain(account.password);

  const again = await launch();
  await expect((await again.window()).getByRole('textbox', { name: 'Password' })).toBeVisible();
});

test('A6 a token that Plex revoked asks for sign-in and keeps the rest', async ({ launch, plex }) => {
  const account = plex.accounts[1];
  if (account === undefined) throw new Error('No account.');
  const page = await (await launch()).window();
  await signIn(page, plex, account);
  await expect(page.getByRole('radio', { name: /Tower/u })).toBeVisible();
  for (const token of plex.tokensOf(account)) plex.revokeToken(token);
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByRole('region', { name: 'Sign in again' })).toBeVisible();
  await signIn(page, plex, account);
  await expect(page.getByRole('radio', { name: /Tower/u })).toBeVisible();
});

test('signing out revokes the token at Plex and forgets it here', async ({ launch, plex }) => {
  const account = plex.accounts[1];
  if (account === undefined) throw new Error('No account.');
  const page = await (await launch()).window();
  await signIn(page, plex, account);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('textbox', { name: 'Email or username' })).toBeVisible();
  await expect(status(page)).toContainText('Plex revoked the token');
  expect(plex.tokensOf(account)).toEqual([]);
});
