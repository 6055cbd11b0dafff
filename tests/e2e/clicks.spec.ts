/** U1: impatient hands. Whatever is clicked twice or three times does one thing. */

import type { Locator } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import {
  accountNamed,
  enterPassword,
  generateButton,
  goTo,
  mainState,
  requestsTo,
  serverNamed,
  status,
  wayIn,
} from './window.ts';

/** Milliseconds a finger stays down: long enough for the view to change under the next click, as with people. */
const delay = 60;
const twice = (button: Locator) => button.click({ clickCount: 2, delay });
const thrice = (button: Locator) => button.click({ clickCount: 3, delay });

test('U1 double and triple clicks on every button that asks Plex or a server: one request each', async ({
  launch,
  plex,
}) => {
  const page = await (await launch()).window();
  const simple = accountNamed(plex, 'simple');

  await twice(wayIn(page, 'Use a code on another device'));
  await expect(page.getByText(/Waiting\./u)).toBeVisible();
  expect(requestsTo(plex, 'POST', '/pins')).toBe(1);
  await thrice(page.getByRole('button', { name: 'Cancel' }));
  await expect(page.getByRole('textbox', { name: 'Password' })).toBeVisible();

  await page.getByRole('textbox', { name: 'Email or username' }).fill(simple.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(simple.password ?? '');
  await thrice(page.getByRole('button', { name: 'Sign in', exact: true }));
  await expect(page.getByRole('radio', { name: /Friend’s Den/u })).toBeChecked();
  expect(requestsTo(plex, 'POST', '/users/signin')).toBe(1);

  await expect(page.getByRole('button', { name: 'Refresh' })).toBeEnabled();
  const lists = requestsTo(plex, 'GET', '/resources');
  await thrice(page.getByRole('button', { name: 'Refresh' }));
  await expect(status(page)).toContainText('Up to date');
  expect(requestsTo(plex, 'GET', '/resources')).toBe(lists + 1);

  await thrice(generateButton(page));
  await expect(status(page)).toContainText('copied');
  expect(serverNamed(plex, 'Friend’s Den').transientTokens()).toHaveLength(1);
  await page.mouse.move(0, 0);
  await generateButton(page).press('Enter');
  await expect.poll(() => serverNamed(plex, 'Friend’s Den').transientTokens()).toHaveLength(2);

  await goTo(page, 'Tokens');
  await expect(page.getByRole('listitem')).toHaveCount(2);
  const checks = requestsTo(plex, 'GET', '/');
  await thrice(page.getByRole('button', { name: /^Check/u }).first());
  await expect(status(page)).toContainText('is alive');
  expect(requestsTo(plex, 'GET', '/') - checks).toBeLessThanOrEqual(1);
  // The second one moves under the cursor: it must not go with the first.
  await thrice(page.getByRole('button', { name: /^Forget/u }).first());
  await expect(page.getByRole('listitem')).toHaveCount(1);
  expect((await mainState(page)).tokens).toHaveLength(1);

  await goTo(page, 'Generate');
  await thrice(page.getByRole('button', { name: 'Sign out' }));
  await expect(status(page)).toContainText('Signed out');
  expect(requestsTo(plex, 'DELETE', '/users/signout')).toBe(1);
  await expect(page.getByRole('textbox', { name: 'Email or username' })).toHaveValue('');
});

test('U1 ten presses of Enter in the form sign in once', async ({ launch, plex }) => {
  const page = await (await launch()).window();
  let goOn = (): void => undefined;
  plex.faults.next('POST /users/signin', {
    kind: 'delay',
    until: new Promise<void>((resolve) => {
      goOn = resolve;
    }),
  });
  const simple = accountNamed(plex, 'simple');
  await enterPassword(page, simple.email, simple.password ?? '');
  await page.evaluate(() => {
    for (let press = 0; press < 10; press += 1) document.querySelector('form')?.requestSubmit();
  });
  goOn();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  expect(requestsTo(plex, 'POST', '/users/signin')).toBe(1);
});
