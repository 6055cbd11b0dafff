/** The whole of the tray's menu, read and clicked as a desktop's panel does it. */

import type {} from '../../renderer/bridge.ts';
import { drawn, entryAt, type MenuEntry } from '../desktop/status-notifier.ts';
import { expect, test } from './fixtures.ts';
import { accountNamed, choose, signIn, status, untilNothingGoesOn } from './window.ts';

test('every entry of the menu does what it says', async ({ launch, plex, tray, clipboard }) => {
  const [first, second] = plex.accounts;
  const tower = plex.servers.find(({ name }) => name === 'Tower');
  const den = plex.servers.find(({ name }) => name === 'Friend’s Den');
  if (first === undefined || second === undefined || tower === undefined || den === undefined)
    throw new Error('Practice data is missing.');
  const app = await launch();
  const page = await app.window();
  await signIn(page, plex, first);
  await choose(page, /Tower/u);
  const menu = () => tray.menu(app.processId);
  const click = (...path: readonly (string | RegExp)[]) => tray.click(app.processId, path);
  const waitForEntry = (...path: readonly (string | RegExp)[]) =>
    tray.waitForMenu(app.processId, (entries) => entryAt(entries, path)?.enabled === true);

  await test.step('Copy transient token', async () => {
    await click('Copy transient token');
    await expect(status(page)).toContainText('Transient token for Tower copied');
    expect(tower.accepts(await clipboard.read('clipboard'))).toBe(true);
  });
  const earlier = await clipboard.read('clipboard');

  await test.step('Copy for ▸ a server', async () => {
    await click('Copy for', 'Friend’s Den');
    await expect(status(page)).toContainText('Transient token for Friend’s Den copied');
    expect(den.accepts(await clipboard.read('clipboard'))).toBe(true);
  });

  await test.step('Copy as ▸ each format', async () => {
    const formats = entryAt(await menu(), ['Copy as'])?.children.map(({ label }) => label) ?? [];
    expect(formats).toHaveLength(6);
    const written = new Map<string, string>();
    for (const format of formats) {
      const before = await clipboard.read('clipboard');
      await click('Copy as', format);
      await expect.poll(() => clipboard.read('clipboard')).not.toBe(before);
      written.set(format, await clipboard.read('clipboard'));
    }
    const token = tower.transientTokens();
    expect(new Set([...written.values()].map((text) => token.find((known) => text.includes(known)))).size).toBe(6);
    expect(written.get('X-Plex-Token header')).toMatch(/^X-Plex-Token: transient-/u);
    expect(written.get('curl command')).toMatch(/^curl /u);
  });

  await test.step('Recent tokens ▸ copies the same one again', async () => {
    const recent = entryAt(await menu(), ['Recent tokens'])?.children ?? [];
    expect(recent).toHaveLength(5);
    expect(drawn(recent)).not.toContain('transient-');
    const label = recent.find((entry) => entry.label.startsWith('Tower'))?.label ?? '';
    const before = tower.transientTokens().length;
    await click('Recent tokens', label);
    await expect.poll(() => clipboard.read('clipboard')).toContain(label.match(/ends in (\w+)/u)?.[1] ?? 'nothing');
    expect(tower.transientTokens()).toHaveLength(before);
    expect(await clipboard.read('clipboard')).not.toBe(earlier);
  });

  await test.step('Clear clipboard now tells how long it takes by itself', async () => {
    await waitForEntry(/^Clear clipboard now \(about (?:1 min|\d0 s|5 s) left\)$/u);
    await click(/^Clear clipboard now/u);
    await expect(status(page)).toContainText('Clipboard cleared');
    expect(await clipboard.read('clipboard')).toBe('');
  });

  await test.step('Refresh', async () => {
    await click('Refresh');
    await expect(status(page)).toContainText('Up to date');
  });

  await test.step('Settings opens the window there', async () => {
    await page.keyboard.press('Escape');
    await click('Settings');
    await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('Sign out', async () => {
    await click('Sign out');
    await expect(page.getByRole('textbox', { name: 'Password' })).toBeVisible();
    expect(entryAt(await waitForEntry('Sign in…'), ['Copy transient token'])?.enabled).toBe(false);
  });

  await test.step('Quit', async () => {
    const exited = app.exited;
    await click('Quit');
    expect(await exited).toBe(0);
  });
});

test('Switch account ▸ changes whose servers the menu copies for', async ({ launch, plex, tray }) => {
  const [first, second] = plex.accounts;
  if (first === undefined || second === undefined) throw new Error('Practice data is missing.');
  const app = await launch();
  const page = await app.window();
  await signIn(page, plex, second);
  await page.evaluate(
    ({ login, password, code }) => window.plexTokenTray.signInWithPassword({ login, password, verificationCode: code }),
    { login: first.email, password: first.password ?? '', code: plex.currentCode(first) },
  );
  await tray.waitForMenu(app.processId, (menu) => menu[0]?.label === 'Signed in as Practice Owner');
  const others = entryAt(await tray.menu(app.processId), ['Switch account'])?.children.map(({ label }) => label) ?? [];
  expect(others).toHaveLength(1);
  await tray.click(app.processId, ['Switch account', others[0] ?? '']);
  await tray.waitForMenu(app.processId, (menu) => menu[0]?.label === `Signed in as ${others[0]}`);
});

test('a click on the icon opens the window, or copies where the user chose that', async ({
  launch,
  plex,
  tray,
  clipboard,
}) => {
  const account = plex.accounts[1];
  if (account === undefined) throw new Error('No account.');
  const app = await launch({ arguments: ['--hidden'] });
  await tray.activate(app.processId);
  const page = await app.window();
  await signIn(page, plex, account);
  await expect(page.getByRole('radio', { checked: true })).toBeVisible();
  await page.evaluate(() => window.plexTokenTray.changeSettings({ trayClick: 'copy' }));
  await tray.waitForMenu(app.processId, (menu) => entryAt(menu, ['Copy transient token'])?.enabled === true);
  await tray.activate(app.processId);
  await expect.poll(() => clipboard.read('clipboard')).toMatch(/^transient-/u);
});

test('a menu and a tooltip that did not change are not announced again', async ({ launch, plex, tray }) => {
  const account = plex.accounts[1];
  if (account === undefined) throw new Error('No account.');
  const app = await launch();
  const page = await app.window();
  await signIn(page, plex, account);
  await expect(page.getByText(/^Local,/u).first()).toBeVisible();
  await untilNothingGoesOn(page);
  const { state } = await page.evaluate(() => window.plexTokenTray.readState());
  const accountId = state.activeAccountId ?? '';
  // Changes the menu, and then it is said how often it was announced until it showed that.
  const updatesUntilCalled = async (label: string): Promise<number> => {
    await page.evaluate((input) => window.plexTokenTray.labelAccount(input), { accountId, label });
    await tray.waitForMenu(app.processId, (menu) => menu.some((entry) => entry.label.includes(label)));
    return tray.menuUpdates(app.processId);
  };
  // Says "Saved." in the tooltip, which panels are told of together with the menu.
  await page.evaluate(() => window.plexTokenTray.changeSettings({ theme: 'dark' }));
  await tray.waitForLook(app.processId, ({ tooltip }) => tooltip.includes('Saved.'));
  const before = await updatesUntilCalled('First');
  const alone = (await updatesUntilCalled('Second')) - before;
  expect(alone).toBeGreaterThan(0);
  await page.evaluate(() => window.plexTokenTray.changeSettings({ theme: 'light' }));
  await page.evaluate(() => window.plexTokenTray.changeSettings({ clipboardSeconds: 30 }));
  expect(await updatesUntilCalled('Third')).toBe(before + 2 * alone);
});

for (const calls of ['single', 'grouped'] as const) {
  test(`a menu that is open is never replaced, and shows what is true once it was closed (${calls} calls)`, async ({
    launch,
    plex,
    tray,
    clipboard,
  }) => {
    const app = await launch();
    const page = await app.window();
    await signIn(page, plex, accountNamed(plex, 'simple'));
    await tray.waitForMenu(app.processId, (menu) => entryAt(menu, ['Copy transient token'])?.enabled === true);
    const layout = async () => JSON.stringify(await tray.menu(app.processId));
    // A question to the app, answered after all it was told before.
    const heard = () => app.electron.evaluate(() => undefined);

    const before = await layout();
    const updates = tray.menuUpdates(app.processId);
    await tray.openMenu(app.processId, calls);
    await heard();
    // Everything that changes the menu, its tooltip and its icon.
    await page.evaluate(() => window.plexTokenTray.copyTransientToken({}));
    await expect.poll(() => clipboard.read('clipboard')).toMatch(/^transient-/u);
    await page.evaluate(() => window.plexTokenTray.changeSettings({ theme: 'dark', clipboardSeconds: 300 }));
    await page.evaluate(() => window.plexTokenTray.refresh({}));
    await heard();
    expect(await layout()).toBe(before);
    expect(tray.menuUpdates(app.processId)).toBe(updates);

    await tray.closeMenu(app.processId, calls);
    const menu = await tray.waitForMenu(
      app.processId,
      (entries) => entryAt(entries, [/^Clear clipboard now \(about 5 min left\)$/u])?.enabled === true,
    );
    expect(entryAt(menu, ['Recent tokens'])?.children).toHaveLength(1);
  });
}

test('a click on an entry of a menu that was replaced does nothing; one that ends the showing lets the menu follow', async ({
  launch,
  plex,
  tray,
}) => {
  const app = await launch();
  const page = await app.window();
  await signIn(page, plex, accountNamed(plex, 'simple'));
  const former = await tray.waitForMenu(
    app.processId,
    (menu) => entryAt(menu, ['Copy transient token'])?.enabled === true,
  );
  await page.evaluate(() => window.plexTokenTray.copyTransientToken({}));
  const menu = await tray.waitForMenu(app.processId, (entries) => entryAt(entries, ['Recent tokens']) !== undefined);
  const numbers = (entries: readonly MenuEntry[]): readonly number[] =>
    entries.flatMap(({ id, children }) => [id, ...numbers(children)]);
  expect(numbers(menu).filter((id) => numbers(former).includes(id))).toEqual([]);
  for (const id of numbers(former)) expect(await tray.clickNumber(app.processId, id)).toBe(false);
  const tokens = () => page.evaluate(async () => (await window.plexTokenTray.readState()).state.tokens.length);
  expect(await tokens()).toBe(1);

  await tray.openMenu(app.processId);
  await tray.click(app.processId, ['Copy transient token']);
  // Nobody says "closed": the click did.
  await tray.waitForMenu(app.processId, (entries) => entryAt(entries, ['Recent tokens'])?.children.length === 2);
});

test('U7 the icon is back after each of 20 restarts of the panel, and the window stays where it was', async ({
  launch,
  tray,
}) => {
  const app = await launch({ arguments: ['--hidden'] });
  await tray.waitForIcon(app.processId);
  for (let restart = 0; restart < 20; restart += 1) {
    await tray.leave();
    expect(tray.hasIcon(app.processId)).toBe(false);
    await tray.comeBack();
    await tray.waitForIcon(app.processId);
  }
  await tray.waitForMenu(app.processId, (menu) => entryAt(menu, ['Open'])?.enabled === true);
  expect(app.electron.windows()).toHaveLength(0);
});

test('a server to be warned of, asked from the tray while another is chosen: the window asks, and then does it', async ({
  launch,
  plex,
  tray,
  clipboard,
}) => {
  const app = await launch();
  const page = await app.window();
  await signIn(page, plex, accountNamed(plex, 'practice'));
  await choose(page, /Tower/u);
  await tray.click(app.processId, ['Copy for', 'Attic']);
  const warning = page.getByRole('region', { name: 'This server gives too much away' });
  await warning.getByRole('button', { name: 'Go on, I know' }).click();
  await expect(status(page)).toContainText('Transient token for Attic copied');
  const attic = plex.servers.find(({ name }) => name === 'Attic');
  expect(attic?.accepts(await clipboard.read('clipboard'))).toBe(true);
});
