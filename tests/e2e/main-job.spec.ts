/** The main job, start to finish: sign in with a code, see the token's details, generate and copy, from window and tray. */

import { expect, test } from './fixtures.ts';
import { choose, enterPassword, signIn, status } from './window.ts';

test('signs in with a 2FA code, shows the details, generates and copies from window and tray', async ({
  launch,
  plex,
  clipboard,
  tray,
}) => {
  const app = await launch();
  const page = await app.window();
  const [account] = plex.accounts;
  if (account === undefined) throw new Error('The practice Plex has no account.');

  await test.step('the password alone asks for a code, and the code field takes focus', async () => {
    await enterPassword(page, account.email, account.password ?? '');
    const code = page.getByRole('textbox', { name: 'Verification code' });
    await expect(code).toBeFocused();
    await expect(status(page)).toContainText('verification code');
  });

  await test.step('a pasted "123 456" is submitted at six digits', async () => {
    const code = plex.currentCode(account);
    await page.getByRole('textbox', { name: 'Verification code' }).fill(`${code.slice(0, 3)} ${code.slice(3)}`);
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  });

  await test.step('the token’s details are readable, its secrets are not there', async () => {
    await page.getByRole('button', { name: 'Account' }).click();
    await expect(page.getByRole('region', { name: 'Who' })).toContainText(account.username);
    await expect(page.getByRole('region', { name: 'Security' })).toContainText('Two-factor authenticationYes');
    for (const token of plex.tokensOf(account)) expect(await page.content()).not.toContain(token);
    await page.keyboard.press('Escape');
  });

  const tower = plex.servers.find((server) => server.name === 'Tower');
  if (tower === undefined) throw new Error('The practice Plex has no Tower.');

  await test.step('the button puts a token on the clipboard that the server accepts', async () => {
    await choose(page, /Tower/u);
    await page.getByRole('button', { name: 'Generate and copy transient token' }).click();
    await expect(status(page)).toContainText('copied');
    const token = await clipboard.read('clipboard');
    expect(token).toMatch(/^transient-/u);
    expect(tower.accepts(token)).toBe(true);
    await expect(status(page)).toContainText(token.slice(-4));
    expect(await page.content()).not.toContain(token);
  });

  await test.step('the tray’s entry does the same', async () => {
    const before = await clipboard.read('clipboard');
    await tray.click(app.processId, ['Copy transient token']);
    await expect.poll(() => clipboard.read('clipboard')).not.toBe(before);
    const token = await clipboard.read('clipboard');
    expect(tower.accepts(token)).toBe(true);
    expect(tower.transientTokens()).toHaveLength(2);
  });

  await test.step('every request carried the app’s identity, and no token went anywhere but its server', async () => {
    // The account's picture is asked for without a name (avatar.spec.ts).
    for (const request of plex.requests.filter(({ path }) => !path.endsWith('/avatar'))) {
      expect(request.headers['x-plex-client-identifier'], `${request.method} ${request.path}`).toMatch(
        /^[0-9a-f-]{36}$/u,
      );
      expect(request.headers['x-plex-product']).toBe('Plex Token Tray');
    }
    for (const probe of plex.requests.filter((request) => request.path === '/identity')) {
      expect(probe.headers['x-plex-token']).toBeUndefined();
    }
  });

  await test.step('"Clear now" empties both selections', async () => {
    await page.getByRole('button', { name: 'Clear now' }).click();
    await expect(status(page)).toContainText('Clipboard cleared');
    expect(await clipboard.read('clipboard')).toBe('');
    expect(await clipboard.read('primary')).toBe('');
  });
});

test('works from the tray with no window in existence', async ({ launch, plex, clipboard, tray, profile }) => {
  const app = await launch();
  const page = await app.window();
  const account = plex.accounts[0];
  if (account === undefined) throw new Error('The practice Plex has no account.');
  await signIn(page, plex, account);
  await expect(page.getByRole('radio', { name: /Tower/u })).toBeVisible();
  await page.close();

  await tray.click(app.processId, ['Copy transient token']);
  await expect.poll(() => clipboard.read('clipboard')).toMatch(/^transient-/u);
  expect(app.electron.windows()).toHaveLength(0);
  expect(profile).not.toBe('');
});

test('U15 U16 takes its token off the clipboard when it quits, and leaves what somebody else copied', async ({
  launch,
  plex,
  clipboard,
}) => {
  const account = plex.accounts[1];
  if (account === undefined) throw new Error('The practice Plex has no second account.');
  const app = await launch();
  const page = await app.window();
  await signIn(page, plex, account);
  await page.getByRole('button', { name: 'Generate and copy transient token' }).click();
  await expect(status(page)).toContainText('copied');
  await clipboard.write('clipboard', 'somebody else’s text');
  expect(await app.quit()).toBe(0);
  expect(await clipboard.read('clipboard')).toBe('somebody else’s text');
  expect(await clipboard.read('primary')).toBe('');
});
