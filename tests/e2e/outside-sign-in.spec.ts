/** Signing in without typing a password here: in the browser, with a code on another device, with a token one has. */

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type DesktopBrowser, installBrowser } from '../desktop/browser.ts';
import { type PracticePlex, startPracticePlex } from '../practice-plex/index.ts';
import { test as base, expect } from './fixtures.ts';
import { accountNamed, requestsTo, status, wayIn } from './window.ts';

const test = base.extend<{ readonly usersBrowser: DesktopBrowser }>({
  usersBrowser: async ({ profile }, use) => use(await installBrowser(join(profile, 'desktop'))),
});

/** The code in the address of Plex's sign-in page. */
const codeIn = (address: string): string => new URLSearchParams(address.replace(/^[^#]*#\?/u, '')).get('code') ?? '';

/** The address opened. The browser is a program of its own, which the app starts and does not wait for. */
async function addressOpened(browser: DesktopBrowser): Promise<string> {
  await expect.poll(browser.opened).toHaveLength(1);
  return (await browser.opened())[0] ?? '';
}

/** A token Plex gave another client, as a user may have one. */
async function tokenFromElsewhere(plex: PracticePlex): Promise<string> {
  const answer = await fetch(`${plex.plexTvUrl}/users/signin`, {
    method: 'POST',
    headers: { Accept: 'application/json', 'X-Plex-Client-Identifier': 'another-client' },
    body: new URLSearchParams({ login: 'simple', password: 'simple-password' }),
  });
  return ((await answer.json()) as { authToken: string }).authToken;
}

test.describe('the browser', () => {
  test('opens Plex’s page with a code, waits, and signs in when the user has finished there', async ({
    launch,
    plex,
    usersBrowser,
  }) => {
    const page = await (await launch({ environment: usersBrowser.environment })).window();
    await wayIn(page, 'Sign in with the browser').click();
    await expect(page.getByRole('heading', { name: 'Go on in your browser' })).toBeFocused();
    await expect(page.getByText(/Waiting\. \d+:\d\d left/u)).toBeVisible();
    await expect(page.getByRole('textbox')).toHaveCount(0);
    const address = await addressOpened(usersBrowser);
    expect(address.startsWith(new URL(plex.plexTvUrl).origin)).toBe(true);
    expect(plex.finishBrowserSignIn(codeIn(address), accountNamed(plex, 'simple'))).toBe(true);
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
    await expect(status(page)).toContainText('Simple User');
    for (const token of plex.tokensOf(accountNamed(plex, 'simple'))) expect(address).not.toContain(token);
  });

  test('works while the window is closed', async ({ launch, plex, usersBrowser, tray }) => {
    const app = await launch({ environment: usersBrowser.environment });
    const page = await app.window();
    await wayIn(page, 'Sign in with the browser').click();
    await expect(page.getByText(/Waiting\./u)).toBeVisible();
    await page.close();
    const address = await addressOpened(usersBrowser);
    plex.finishBrowserSignIn(codeIn(address), accountNamed(plex, 'simple'));
    await tray.waitForMenu(app.processId, (menu) => menu.some(({ label }) => label === 'Signed in as Simple User'));
  });

  test('a window opened meanwhile shows that it is waited, and Cancel ends it', async ({
    launch,
    plex,
    usersBrowser,
    tray,
  }) => {
    const app = await launch({ environment: usersBrowser.environment });
    const first = await app.window();
    await wayIn(first, 'Sign in with the browser').click();
    await expect(first.getByText(/Waiting\./u)).toBeVisible();
    await first.close();
    const opening = app.electron.waitForEvent('window');
    await tray.click(app.processId, ['Open']);
    const page = await opening;
    await expect(page.getByRole('heading', { name: 'Go on in your browser' })).toBeVisible();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByRole('textbox', { name: 'Email or username' })).toBeFocused();
    // Finished there all the same: nobody is signed in here by what was called off.
    const address = await addressOpened(usersBrowser);
    plex.finishBrowserSignIn(codeIn(address), accountNamed(plex, 'simple'));
    const before = requestsTo(plex, 'GET', '/user');
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Back' }).click();
    await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
    expect(requestsTo(plex, 'GET', '/user')).toBe(before);
  });

  test('A5 the code runs out: says so, and its button starts anew', async ({ launch, usersBrowser }) => {
    const brief = await startPracticePlex({ pinLifetimeSeconds: (pin) => (pin === 0 ? 2 : 900) });
    const page = await (
      await launch({ environment: { ...usersBrowser.environment, PLEX_TV_URL: brief.plexTvUrl } })
    ).window();
    await wayIn(page, 'Sign in with the browser').click();
    const note = page.getByRole('region', { name: 'Time ran out' });
    await note.getByRole('button', { name: 'Sign in with the browser' }).click();
    await expect.poll(usersBrowser.opened).toHaveLength(2);
    const [first = '', second = ''] = await usersBrowser.opened();
    expect(codeIn(second)).not.toBe(codeIn(first));
    await expect(page.getByRole('heading', { name: 'Go on in your browser' })).toBeVisible();
    await brief.close();
  });

  test('A4 an account without a password is sent to the browser by the button of the problem', async ({
    launch,
    usersBrowser,
  }) => {
    const page = await (await launch({ environment: usersBrowser.environment })).window();
    await page.getByRole('textbox', { name: 'Email or username' }).fill('google@example.com');
    await page.getByRole('textbox', { name: 'Password' }).fill('anything');
    await page.getByRole('textbox', { name: 'Password' }).press('Enter');
    const note = page.getByRole('region', { name: 'Wrong login or password' });
    await note.getByRole('button', { name: 'Sign in with the browser' }).click();
    await expect.poll(usersBrowser.opened).toHaveLength(1);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByRole('textbox', { name: 'Email or username' })).toHaveValue('');
  });

  // Electron starts `xdg-open` and does not wait for what comes of it: nobody tells that no page opened.
  test('on a system without a browser, the view that waits offers the other way', async ({ launch, profile }) => {
    const nothing = join(profile, 'no-programs');
    await mkdir(nothing);
    const page = await (await launch({ environment: { PATH: nothing } })).window();
    await wayIn(page, 'Sign in with the browser').click();
    await page.getByRole('button', { name: 'No page opened? Use a code' }).click();
    await expect(page.getByText(/^The code is ./u)).toBeAttached();
  });
});

test.describe('a code on another device', () => {
  test('shows four letters, spells them, opens plex.tv/link, and signs in', async ({ launch, plex, usersBrowser }) => {
    const page = await (await launch({ environment: usersBrowser.environment })).window();
    await wayIn(page, 'Use a code on another device').click();
    await expect(page.getByRole('heading', { name: 'Type this code at plex.tv/link' })).toBeFocused();
    const spelled = page.getByText(/^The code is ./u);
    await expect(spelled).toHaveText(/^The code is [A-Z0-9](?:, [A-Z0-9]){3}$/u);
    const code = ((await spelled.textContent()) ?? '').replace('The code is ', '').replaceAll(', ', '');
    await expect(status(page)).toContainText(code);
    await expect(page.getByText(code, { exact: true })).toBeVisible();
    await expect(page.getByRole('img', { name: 'https://plex.tv/link' })).toBeVisible();
    await page.getByRole('button', { name: 'Open plex.tv/link' }).click();
    await expect.poll(usersBrowser.opened).toEqual(['https://plex.tv/link']);
    expect(plex.finishBrowserSignIn(code, accountNamed(plex, 'simple'))).toBe(true);
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  });

  test('can be changed for the browser, and only the new code counts', async ({ launch, plex, usersBrowser }) => {
    const page = await (await launch({ environment: usersBrowser.environment })).window();
    await wayIn(page, 'Use a code on another device').click();
    await expect(page.getByText(/^The code is ./u)).toBeAttached();
    await page.getByRole('button', { name: 'Use the browser instead' }).click();
    const address = await addressOpened(usersBrowser);
    plex.finishBrowserSignIn(codeIn(address), accountNamed(plex, 'simple'));
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  });
});

test.describe('a token on the clipboard', () => {
  test('is read by main, checked with Plex and kept; the page never has it', async ({ launch, plex, clipboard }) => {
    const page = await (await launch()).window();
    const token = await tokenFromElsewhere(plex);
    await clipboard.write('clipboard', `  ${token}\n`);
    const pasted = page.evaluate(
      () => new Promise<boolean>((resolve) => document.addEventListener('paste', () => resolve(true), { once: true })),
    );
    await wayIn(page, 'Use a token on the clipboard').focus();
    await page.keyboard.press('Control+v');
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
    expect(requestsTo(plex, 'POST', '/users/signin')).toBe(1);
    expect(await page.content()).not.toContain(token);
    expect(await Promise.race([pasted, page.evaluate(() => false)])).toBe(false);
  });

  test('what is none is explained, and nothing is sent', async ({ launch, plex, clipboard }) => {
    const page = await (await launch()).window();
    for (const { text, title } of [
      { text: 'claim-aBcDeFgHiJkLmNoP', title: 'That is a claim token' },
      { text: 'transient-7e3b6c2a-0f0e-4d5c-9a57-1d2b3c4d5e6f', title: 'That is a transient token' },
      { text: 'eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl', title: 'That is a JWT' },
      { text: 'two words', title: 'That does not look like a token' },
      { text: '', title: 'Nothing to paste' },
    ]) {
      await test.step(`“${title}”`, async () => {
        await clipboard.write('clipboard', text);
        await wayIn(page, 'Use a token on the clipboard').click();
        await expect(page.getByRole('region', { name: title })).toBeVisible();
        await expect(status(page)).toContainText(title);
      });
    }
    expect(plex.requests).toHaveLength(0);
  });

  test('one that Plex refuses is not kept', async ({ launch, plex, clipboard }) => {
    const token = await tokenFromElsewhere(plex);
    plex.revokeToken(token);
    await clipboard.write('clipboard', token);
    const page = await (await launch()).window();
    await wayIn(page, 'Use a token on the clipboard').click();
    await expect(page.getByRole('region', { name: 'Plex does not accept this token' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  });
});
