/** What happened last: told once, where the eye is, and not longer than it is news. */

import { startPrivateDesktop } from '../../build/private-desktop.mjs';
import { expect, test } from './fixtures.ts';
import { accountNamed, choose, enterPassword, generateButton, goTo, signIn, status } from './window.ts';

/** Whether what happened last is shown over the page, besides being read aloud. */
const isShown = (page: Parameters<typeof status>[0]): Promise<boolean> =>
  status(page).evaluate((element) => element.clientHeight > 1);

test('a message goes when the page changes, and the next one is told', async ({ launch, plex }) => {
  const page = await (await launch()).window();
  await signIn(page, plex, accountNamed(plex, 'simple'));
  await expect(status(page)).toHaveText('Signed in as Simple User.');
  await expect.poll(() => isShown(page)).toBe(true);
  await goTo(page, 'Account');
  await expect(status(page)).toHaveText('');
  await page.getByRole('button', { name: 'Copy as JSON' }).click();
  await expect(status(page)).toContainText('Account details copied');
  await goTo(page, 'Settings');
  await expect(status(page)).toHaveText('');
});

test('the same message twice is two messages', async ({ launch, plex }) => {
  const page = await (await launch()).window();
  await signIn(page, plex, accountNamed(plex, 'simple'));
  await goTo(page, 'Account');
  const changes = await page.evaluateHandle(() => {
    const seen: string[] = [];
    const region = document.querySelector('[role=status]');
    if (region === null) throw new Error('There is no status region.');
    new MutationObserver((records) => {
      for (const { addedNodes } of records) for (const node of addedNodes) seen.push(node.textContent ?? '');
    }).observe(region, { childList: true, subtree: true });
    return seen;
  });
  for (const times of [1, 2]) {
    await page.getByRole('button', { name: 'Copy as JSON' }).click();
    await expect.poll(() => changes.evaluate((seen) => seen.filter((text) => text !== '').length)).toBe(times);
  }
});

test('what the page tells in its place is read aloud, but not shown a second time', async ({ launch, plex }) => {
  const page = await (await launch()).window();
  await enterPassword(page, 'simple', 'wrong');
  await expect(page.getByRole('region', { name: 'Wrong login or password' })).toBeVisible();
  await expect(status(page)).toContainText('Wrong login or password');
  await expect.poll(() => isShown(page)).toBe(false);

  await signIn(page, plex, accountNamed(plex, 'simple'));
  await choose(page, /Tower/u);
  await generateButton(page).click();
  await expect(page.getByRole('region', { name: 'Token for Tower' })).toBeInViewport();
  await expect(status(page)).toContainText('Transient token for Tower copied');
  await expect.poll(() => isShown(page)).toBe(false);
});

test('an error below the fold is scrolled to', async ({ launch, plex }) => {
  const app = await launch();
  const page = await app.window();
  await signIn(page, plex, accountNamed(plex, 'practice'));
  await expect(page.getByRole('radio', { name: /Tower/u })).toBeVisible();
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(420, 480));
  await goTo(page, 'Source');
  await page.getByRole('textbox', { name: 'Source' }).fill('provider://tv.plex.provider.epg');
  plex.faults.always('GET /security/resources', { kind: 'status', status: 503 });
  await page.getByRole('textbox', { name: 'Source' }).press('Enter');
  await expect(page.locator('.note.problem')).toBeInViewport({ ratio: 1 });
});

test('lines at the top can be put away for this run, but not those about where secrets go', async ({
  launch,
  plex,
}) => {
  const bare = await startPrivateDesktop();
  const page = await (await launch({ environment: bare.environment })).window();
  await signIn(page, plex, accountNamed(plex, 'simple'));
  const noTray = page.getByText('No tray was found: closing this window ends the app.');
  await expect(noTray).toBeVisible();
  const hides = page.getByRole('button', { name: 'Put away' });
  await hides.last().click();
  await expect(noTray).toHaveCount(0);
  await page.reload();
  await expect(page.getByText('you stay signed in for this run only')).toBeVisible();
  await expect(page.getByText(/Not plex\.tv, but/u)).toBeVisible();
  await expect(noTray).toHaveCount(0);
  // A development build says that it is one; after that there is nothing more to put away.
  for (let left = await hides.count(); left > 0; left -= 1) await hides.first().click();
  await expect(hides).toHaveCount(0);
  await expect(page.getByText('you stay signed in for this run only')).toBeVisible();
  await bare.stop();
});

test('where signing in again is asked for, the form itself offers no second way to it', async ({ launch, plex }) => {
  const account = accountNamed(plex, 'simple');
  const page = await (await launch()).window();
  await signIn(page, plex, account);
  for (const token of plex.tokensOf(account)) plex.revokeToken(token);
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByRole('textbox', { name: 'Email or username' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sign in again' })).toHaveCount(0);
});
