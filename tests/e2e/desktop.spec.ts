/** The app among other programs: tray, window, second starts, quitting. */

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { electronPath } from '../../build/electron-path.mjs';
import { startPrivateDesktop } from '../../build/private-desktop.mjs';
import type {} from '../../renderer/bridge.ts';
import { startNotificationServer } from '../desktop/notification-server.ts';
import { entryAt } from '../desktop/status-notifier.ts';
import { expect, test } from './fixtures.ts';
import { choose, signIn, status } from './window.ts';

/** Presses keys as a person at this desktop does. */
const press = async (environment: Readonly<Record<string, string>>, keys: string): Promise<void> => {
  await promisify(execFile)('xdotool', ['key', keys], { env: environment });
};

test('the tray tells where things stand, in its icon, tooltip and menu', async ({ launch, plex, tray }) => {
  const app = await launch();
  const page = await app.window();
  const labels = async (): Promise<readonly string[]> =>
    (await tray.menu(app.processId))
      .filter(({ kind }) => kind !== 'separator')
      .map(({ label, enabled }) => (enabled ? label : `(${label})`));

  await tray.waitForMenu(app.processId, (menu) => menu.some(({ label, enabled }) => label === 'Sign in…' && enabled));
  await expect
    .poll(labels)
    .toEqual([
      '(Not signed in)',
      '(Copy transient token)',
      '(Clear clipboard now)',
      '(Refresh)',
      'Open',
      'Settings',
      'Sign in…',
      'Quit',
    ]);
  const signedOut = await tray.look(app.processId);
  expect(signedOut.tooltip).toContain('Not signed in');

  const [account] = plex.accounts;
  if (account === undefined) throw new Error('No account.');
  await signIn(page, plex, account);
  await choose(page, /Tower/u);
  await expect
    .poll(labels)
    .toEqual([
      '(Signed in as Practice Owner)',
      '(Server: Tower)',
      'Copy transient token',
      'Copy for',
      'Copy as',
      '(Clear clipboard now)',
      'Refresh',
      'Open',
      'Settings',
      'Sign out',
      'Quit',
    ]);
  await tray.waitForLook(
    app.processId,
    ({ picture, tooltip }) => picture !== signedOut.picture && tooltip.includes('Signed in as Practice Owner'),
  );
});

test('the tray copies for each server, and the window tells it too', async ({ launch, plex, tray, clipboard }) => {
  const [account] = plex.accounts;
  const den = plex.servers.find(({ name }) => name === 'Friend’s Den');
  if (account === undefined || den === undefined) throw new Error('Practice data is missing.');
  const app = await launch();
  const page = await app.window();
  await signIn(page, plex, account);
  await tray.click(app.processId, ['Copy for', 'Friend’s Den']);
  await expect(status(page)).toContainText('Transient token for Friend’s Den copied');
  expect(den.accepts(await clipboard.read('clipboard'))).toBe(true);
  await tray.click(app.processId, [/^Clear clipboard now/u]);
  await expect(status(page)).toContainText('Clipboard cleared');
  expect(await clipboard.read('clipboard')).toBe('');
});

test('closing the window keeps the app, and "Open" brings it back', async ({ launch, tray }) => {
  const app = await launch();
  const page = await app.window();
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  const visible = () =>
    app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible()));
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(visible).toEqual([false]);
  await tray.click(app.processId, ['Open']);
  await expect.poll(visible).toEqual([true]);
});

test('S7 a second start shows the window of the first', async ({ launch, desktop, profile }) => {
  const app = await launch({ arguments: ['--hidden'] });
  expect(app.electron.windows()).toHaveLength(0);
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const second = spawn(electronPath(), [process.cwd(), `--user-data-dir=${profile}`, ...root], {
    env: desktop.environment,
    stdio: 'ignore',
  });
  const page = await app.window();
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  if (second.exitCode === null) await once(second, 'exit');
  expect(second.exitCode).toBe(0);
});

test('--hidden starts with a tray icon and no window', async ({ launch, tray }) => {
  const app = await launch({ arguments: ['--hidden'] });
  await tray.waitForMenu(app.processId, (menu) => menu.some(({ label, enabled }) => label === 'Sign in…' && enabled));
  expect(app.electron.windows()).toHaveLength(0);
});

test('U6 with no tray host the window opens, --hidden or not, and says so', async ({ launch }) => {
  const bare = await startPrivateDesktop();
  const app = await launch({ arguments: ['--hidden', '--wait-for-tray=1'], environment: bare.environment });
  const page = await app.window();
  await expect(page.getByText('No tray was found')).toBeVisible();
  await app.quit();
  await bare.stop();
});

test('an address for plex.tv that is not safe ends the start with one plain line', async ({ desktop, profile }) => {
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = spawn(electronPath(), [process.cwd(), `--user-data-dir=${profile}`, ...root], {
    env: { ...desktop.environment, PLEX_TV_URL: 'http://plex.tv/api/v2' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  app.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  // Not `exit`: what was said may come after that.
  const [code] = (await once(app, 'close')) as [number | null];
  expect(code).toBe(1);
  expect(said).toContain('PLEX_TV_URL cannot be used: it is not encrypted.');
});

test('the window says which Plex it talks to when it is not plex.tv', async ({ launch, plex }) => {
  const page = await (await launch()).window();
  await expect(page.getByText(`Not plex.tv, but ${plex.plexTvUrl}`)).toBeVisible();
});

test('a notification says what the tray did, one per action, without any part of the token; Settings turn them off', async ({
  launch,
  plex,
  tray,
  desktop,
  clipboard,
}) => {
  const account = plex.accounts[1];
  if (account === undefined) throw new Error('No account.');
  const notifications = await startNotificationServer(desktop.environment);
  const app = await launch();
  const page = await app.window();
  await signIn(page, plex, account);
  await page.getByRole('button', { name: 'Generate and copy transient token' }).click();
  await expect(status(page)).toContainText('copied');
  expect(notifications.shown).toEqual([]);

  await page.evaluate(() => window.plexTokenTray.hideWindow({}));
  const before = await clipboard.read('clipboard');
  await tray.click(app.processId, ['Copy for', 'Tower']);
  await expect.poll(() => clipboard.read('clipboard')).not.toBe(before);
  const token = await clipboard.read('clipboard');
  await expect.poll(() => notifications.shown.length).toBe(1);
  const [shown] = notifications.shown;
  expect(shown).toMatchObject({ title: 'Plex Token Tray', urgency: 0 });
  expect(shown?.body).toMatch(/^Transient token for Tower copied\. The clipboard is cleared at .+\.$/u);
  expect(shown?.body).not.toContain(token.slice(-4));

  await page.evaluate(() => window.plexTokenTray.changeSettings({ notifications: false }));
  await tray.click(app.processId, ['Copy for', 'Tower']);
  await expect.poll(() => clipboard.read('clipboard')).not.toBe(token);
  await tray.waitForMenu(app.processId, (menu) => entryAt(menu, ['Copy transient token'])?.enabled === true);
  expect(notifications.shown).toHaveLength(1);
  notifications.stop();
});

test('a shortcut copies from anywhere; one that another program has is refused and not kept', async ({
  launch,
  plex,
  profile,
  desktop,
  clipboard,
}) => {
  const account = plex.accounts[1];
  if (account === undefined) throw new Error('No account.');
  const app = await launch();
  const page = await app.window();
  await signIn(page, plex, account);
  await page.getByRole('button', { name: 'Settings' }).click();
  const field = page.getByRole('textbox', { name: 'Shortcut that copies' });
  await field.press('a');
  await expect(page.getByText('Use at least two of')).toBeVisible();
  await field.press('Control+Alt+p');
  await expect(field).toHaveValue('Ctrl+Alt+P');
  await expect(status(page)).toHaveText('Saved.');
  await page.evaluate(() => window.plexTokenTray.hideWindow({}));
  await press(desktop.environment, 'ctrl+alt+p');
  await expect.poll(() => clipboard.read('clipboard')).toMatch(/^transient-/u);

  const second = await launch({ profile: join(profile, 'another') });
  const otherPage = await second.window();
  const refused = await otherPage.evaluate(() => window.plexTokenTray.changeSettings({ shortcut: 'Ctrl+Alt+P' }));
  expect(refused).toMatchObject({ ok: false, problem: { code: 'shortcut-not-registered' } });
  expect((await otherPage.evaluate(() => window.plexTokenTray.readState())).state.settings.shortcut).toBe('');
  await second.quit();
});

test('on GNOME without its extension everything is in the window, and Settings say what GNOME needs', async ({
  launch,
}) => {
  const bare = await startPrivateDesktop();
  const app = await launch({ environment: { ...bare.environment, XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' } });
  const page = await app.window();
  await page.evaluate(() => window.plexTokenTray.showWindow({ page: 'settings' }));
  await expect(page.getByRole('region', { name: 'On the desktop' })).toContainText(
    'gnome-shell-extension-appindicator',
  );
  await app.quit();
  await bare.stop();
});
