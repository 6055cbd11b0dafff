/** Several accounts at once, and what can be read and copied of each. */

import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { accountNamed, choose, enterPassword, generateButton, goTo, signIn, status } from './window.ts';

/** The account that the window says is in use. */
const accountInUse = (page: Page) =>
  page.getByRole('combobox', { name: 'Account in use' }).getByRole('option', { selected: true });

test('A16 a second account is added, both are switched, named and signed out one by one', async ({
  launch,
  plex,
  clipboard,
  tray,
}) => {
  const app = await launch();
  const page = await app.window();
  const owner = accountNamed(plex, 'practice');
  const simple = accountNamed(plex, 'simple');
  await signIn(page, plex, owner);
  await choose(page, /Tower/u);
  await generateButton(page).click();
  await expect(status(page)).toContainText('copied');

  await test.step('the way back keeps the account', async () => {
    await goTo(page, 'Account');
    await page.getByRole('button', { name: 'Add account' }).click();
    await expect(page.getByRole('heading', { name: 'Add an account' })).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Email or username' })).toBeFocused();
    await page.getByRole('button', { name: 'Back' }).click();
    await expect(page.getByRole('radio', { name: /Practice Owner/u })).toBeChecked();
  });

  await test.step('nothing of a failed try is found there the next time', async () => {
    await page.getByRole('button', { name: 'Add account' }).click();
    await enterPassword(page, simple.email, 'wrong');
    await expect(page.getByRole('region', { name: 'Wrong login or password' })).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Add account' }).click();
    await expect(page.getByRole('textbox', { name: 'Email or username' })).toHaveValue('');
    await expect(page.getByRole('region', { name: 'Wrong login or password' })).toHaveCount(0);
    await page.keyboard.press('Escape');
  });

  await test.step('the second one is in use once it is signed in, and shows none of the first one’s tokens', async () => {
    await page.getByRole('button', { name: 'Add account' }).click();
    await enterPassword(page, simple.email, simple.password ?? '');
    await expect(accountInUse(page)).toHaveText(simple.title);
    await expect(page.getByRole('region', { name: /^Token for/u })).toHaveCount(0);
    await goTo(page, 'Tokens');
    await expect(page.getByRole('heading', { name: 'No tokens yet' })).toBeVisible();
  });

  await test.step('it copies with its own token', async () => {
    await goTo(page, 'Generate');
    await choose(page, /Friend’s Den/u);
    await generateButton(page).click();
    await expect(status(page)).toContainText('Friend’s Den copied');
    const mints = plex.requests.filter(({ path }) => path === '/security/token');
    const [, second] = mints.map(({ headers }) => headers['x-plex-token']);
    const den = plex.servers.find(({ name }) => name === 'Friend’s Den');
    expect(second).toBe(den?.accessTokenFor(simple));
    expect(await clipboard.read('clipboard')).toMatch(/^transient-/u);
  });

  await test.step('it can be named', async () => {
    await goTo(page, 'Account');
    await page.getByRole('button', { name: 'Rename Simple User' }).click();
    await expect(page.getByRole('textbox', { name: 'Name shown here' })).toBeFocused();
    await page.keyboard.type('Work');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('radio', { name: /^Work/u })).toBeChecked();
    await tray.waitForMenu(app.processId, (menu) => menu.some(({ label }) => label === 'Signed in as Work'));
  });

  await test.step('the first one comes back with its tokens', async () => {
    await goTo(page, 'Generate');
    await page.getByRole('combobox', { name: 'Account in use' }).selectOption('Practice Owner');
    await expect(status(page)).toContainText('Now using Practice Owner');
    await expect(page.getByRole('region', { name: 'Token for Tower' })).toBeVisible();
  });

  await test.step('signing the other one out ends only its token', async () => {
    await goTo(page, 'Account');
    await expect(page.getByText('A token you pasted then stops working everywhere else')).toBeVisible();
    await page.getByRole('button', { name: 'Sign out Work' }).click();
    await expect(status(page)).toContainText('Signed out Simple User; Plex revoked the token.');
    await expect(page.getByRole('radio', { name: /Work/u })).toHaveCount(0);
    expect(plex.tokensOf(simple)).toHaveLength(0);
    expect(plex.tokensOf(owner)).toHaveLength(1);
    await expect(page.getByRole('radio', { name: /Practice Owner/u })).toBeChecked();
  });
});

test('A6 a token revoked meanwhile asks for a new sign-in, and the other account stays within reach', async ({
  launch,
  plex,
}) => {
  const page = await (await launch()).window();
  const owner = accountNamed(plex, 'practice');
  const simple = accountNamed(plex, 'simple');
  await signIn(page, plex, owner);
  await goTo(page, 'Account');
  await page.getByRole('button', { name: 'Add account' }).click();
  await enterPassword(page, simple.email, simple.password ?? '');
  await expect(accountInUse(page)).toHaveText(simple.title);

  await expect(page.getByRole('button', { name: 'Refresh' })).toBeEnabled();
  for (const token of plex.tokensOf(simple)) plex.revokeToken(token);
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByRole('region', { name: 'Sign in again' })).toBeVisible();
  await expect(page.getByText('Simple User has to sign in again.')).toBeVisible();
  await goTo(page, 'Account');
  await expect(page.getByRole('radio', { name: /Simple User Has to sign in again/u })).toBeChecked();
  await choose(page, /Practice Owner/u);
  await goTo(page, 'Generate');
  await expect(page.getByRole('radio', { name: /Tower/u })).toBeVisible();

  await test.step('and signing in again makes it whole', async () => {
    await goTo(page, 'Account');
    await page.getByRole('button', { name: 'Sign in again: Simple User' }).click();
    await enterPassword(page, simple.email, simple.password ?? '');
    await expect(accountInUse(page)).toHaveText(simple.title);
    expect(plex.tokensOf(simple)).toHaveLength(1);
  });
});

test('the details are in words, and as JSON without anything secret', async ({ launch, plex, clipboard }) => {
  const page = await (await launch()).window();
  const owner = accountNamed(plex, 'practice');
  await signIn(page, plex, owner);
  await goTo(page, 'Account');
  await expect(page.getByRole('region', { name: 'Users of this Plex Home' })).toContainText('Kidsmanaged');
  await expect(page.getByRole('region', { name: 'Other' })).toContainText('favouriteColourteal');
  await page.getByText('8 features').click();
  await expect(page.getByText('hardware_transcoding')).toBeVisible();

  await page.getByRole('button', { name: 'Copy as JSON' }).click();
  await expect(status(page)).toContainText('without secrets');
  const copied = await clipboard.read('clipboard');
  const details = JSON.parse(copied) as Record<string, unknown>;
  expect(details['username']).toBe('practice');
  for (const token of plex.tokensOf(owner)) expect(copied).not.toContain(token);
  for (const secret of ['service-token-secret', 'service-shared-secret', 'c1f0e5hashed-home-pin'])
    expect(copied).not.toContain(secret);
});

test('the account token is copied only after a word about what it gives away', async ({ launch, plex, clipboard }) => {
  const page = await (await launch()).window();
  const simple = accountNamed(plex, 'simple');
  await signIn(page, plex, simple);
  await clipboard.write('clipboard', 'mine');
  await goTo(page, 'Account');
  const first = page.getByRole('button', { name: 'Copy account token' });
  await first.click();
  await expect(page.getByText('everything your account can')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('everything your account can')).toHaveCount(0);
  expect(await clipboard.read('clipboard')).toBe('mine');
  await first.click();
  await page.getByRole('button', { name: 'Copy it anyway' }).click();
  await expect(status(page)).toContainText('Account token copied');
  expect(await clipboard.read('clipboard')).toBe(plex.tokensOf(simple)[0]);
});
