/** What comes between a click and its answer: more clicks, a closed window, a person who goes away. */

import type {} from '../../renderer/bridge.ts';
import { expect, test } from './fixtures.ts';
import { enterPassword, requestsTo, signIn, status } from './window.ts';

/** A fault that lasts until it is let go. */
function held(): { readonly until: Promise<void>; readonly letGo: () => void } {
  let letGo: () => void = () => undefined;
  const until = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return { until, letGo };
}

test('U1 double and triple clicks do one thing', async ({ launch, plex, clipboard }) => {
  const account = plex.accounts[1];
  if (account === undefined) throw new Error('No account.');
  const asked = (path: string) => plex.requests.filter((request) => request.path.endsWith(path)).length;
  const page = await (await launch()).window();
  const slowSignIn = held();
  plex.faults.next('POST /users/signin', { kind: 'delay', until: slowSignIn.until });
  await page.getByRole('textbox', { name: 'Email or username' }).fill(account.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(account.password ?? '');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click({ clickCount: 3 });
  await expect.poll(() => asked('/users/signin')).toBe(1);
  slowSignIn.letGo();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  expect(asked('/users/signin')).toBe(1);

  const slowToken = held();
  plex.faults.next('POST /security/token', { kind: 'delay', until: slowToken.until });
  await page.getByRole('button', { name: 'Generate and copy transient token' }).click({ clickCount: 3 });
  await expect.poll(() => asked('/security/token')).toBe(1);
  slowToken.letGo();
  await expect(status(page)).toContainText('copied');
  expect(asked('/security/token')).toBe(1);
  const copied = await clipboard.read('clipboard');
  expect(plex.servers.some((server) => server.accepts(copied))).toBe(true);

  await page.getByRole('button', { name: 'Sign out' }).click({ clickCount: 2 });
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  // Forgotten here at once; said when Plex has been asked, too.
  await expect(status(page)).toContainText('Plex revoked the token');
  expect(asked('/users/signout')).toBe(1);
});

test('U2 a window closed in the middle takes nothing with it, and shows what came of it when it is back', async ({
  launch,
  plex,
  tray,
  clipboard,
}) => {
  const account = plex.accounts[1];
  if (account === undefined) throw new Error('No account.');
  const app = await launch();
  const page = await app.window();
  await signIn(page, plex, account);
  const slow = held();
  plex.faults.next('POST /security/token', { kind: 'delay', until: slow.until });
  await page.getByRole('button', { name: 'Generate and copy transient token' }).click();
  await expect.poll(() => requestsTo(plex, 'POST', '/security/token')).toBe(1);
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  slow.letGo();
  await expect.poll(() => clipboard.read('clipboard')).toMatch(/^transient-/u);
  await tray.click(app.processId, ['Open']);
  await expect(status(await app.window())).toContainText('copied');
  expect(app.output()).not.toMatch(/destroyed|unhandled|uncaught/iu);
});

test('U2 a page reloaded in the middle finds the true state again', async ({ launch, plex }) => {
  const app = await launch();
  const page = await app.window();
  const slow = held();
  plex.faults.next('POST /users/signin', { kind: 'delay', until: slow.until });
  await enterPassword(page, 'simple', 'simple-password');
  await expect.poll(() => plex.requests.length).toBe(1);
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.reload());
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
  slow.letGo();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  expect(plex.requests.filter(({ path }) => path.endsWith('/users/signin'))).toHaveLength(1);
});

test('A2 the code’s step keeps the password only as long as it is there', async ({ launch, plex }) => {
  const [account] = plex.accounts;
  if (account === undefined) throw new Error('No account.');
  const app = await launch();
  const page = await app.window();
  await enterPassword(page, account.email, account.password ?? '');
  await expect(page.getByRole('textbox', { name: 'Verification code' })).toBeVisible();
  const state = await page.evaluate(() => window.plexTokenTray.readState());
  expect(JSON.stringify(state)).not.toContain(account.password);
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.reload());
  await expect(page.getByRole('textbox', { name: 'Password' })).toHaveValue('');
});
