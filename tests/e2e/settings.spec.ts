/** What Settings change, seen from outside: at Plex, on the clipboard, in the window. */

import { expect, test } from './fixtures.ts';
import { accountNamed, enterPassword, goTo, signIn, status } from './window.ts';

test('Plex is told what the user wants to be called, whatever the letters, until it is reset', async ({
  launch,
  plex,
}) => {
  const page = await (await launch()).window();
  await page.getByRole('button', { name: 'Settings' }).click();
  const identity = page.getByRole('form', { name: 'How this app introduces itself to Plex' });
  await expect(identity.getByRole('textbox', { name: 'Client name' })).toHaveAttribute(
    'placeholder',
    'Plex Token Tray',
  );
  await expect(identity.getByRole('textbox', { name: 'Platform' })).toHaveAttribute('placeholder', 'Linux');
  await identity.getByRole('textbox', { name: 'Client name' }).fill('Küche 台所');
  await identity.getByRole('button', { name: 'Save' }).click();
  await expect(status(page)).toHaveText('Saved.');
  await page.getByRole('button', { name: 'Back' }).click();
  const simple = accountNamed(plex, 'simple');
  await enterPassword(page, simple.email, simple.password ?? '');
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  // The account's picture is asked for without a name.
  const products = () =>
    plex.requests.filter(({ path }) => !path.endsWith('/avatar')).map(({ headers }) => headers['x-plex-product']);
  expect(new Set(products()).size).toBe(1);
  expect(products()[0]).not.toBe('Plex Token Tray');

  await goTo(page, 'Settings');
  await identity.getByRole('button', { name: 'Reset' }).click();
  await expect(identity.getByRole('textbox', { name: 'Client name' })).toHaveValue('');
  await goTo(page, 'Generate');
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect.poll(() => products().at(-1)).toBe('Plex Token Tray');
});

test('another plex.tv: refused where it is not safe, taken where it is, fixed where the environment says so', async ({
  launch,
  plex,
}) => {
  const page = await (await launch({ environment: { PLEX_TV_URL: '' } })).window();
  await page.getByRole('button', { name: 'Settings' }).click();
  const place = page.getByRole('form', { name: 'Where plex.tv is asked' });
  const address = place.getByRole('textbox', { name: 'Base address' });
  await address.fill('http://example.com/api/v2');
  await place.getByRole('button', { name: 'Save' }).click();
  await expect(place.getByText('Use an https address')).toBeVisible();
  await address.fill(plex.plexTvUrl);
  await place.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(`Not plex.tv, but ${plex.plexTvUrl}`)).toBeVisible();
  await page.getByRole('button', { name: 'Back' }).click();
  await signIn(page, plex, accountNamed(plex, 'simple'));
  await goTo(page, 'Settings');
  await place.getByRole('button', { name: 'Reset' }).click();
  await expect(page.getByText('Not plex.tv, but')).toHaveCount(0);
  await expect(page.getByRole('navigation')).toHaveCount(0);
});

test('an address from the environment cannot be changed, and says why', async ({ launch, plex }) => {
  const page = await (await launch()).window();
  await page.getByRole('button', { name: 'Settings' }).click();
  const address = page.getByRole('textbox', { name: 'Base address' });
  await expect(address).toBeDisabled();
  await expect(address).toHaveValue(plex.plexTvUrl);
  await expect(page.getByText('PLEX_TV_URL sets this address')).toBeVisible();
});
