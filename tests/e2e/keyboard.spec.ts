/** The whole job by keyboard alone, the palette, the shortcuts and their list. */

import type { ElectronApplication, Locator } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { accountNamed, generateButton, serverNamed, signIn, status } from './window.ts';

const isVisible = (electron: ElectronApplication): Promise<boolean> =>
  electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);

test('U17 from the first start to a token, to signing out, without a mouse', async ({ launch, plex, clipboard }) => {
  const page = await (await launch()).window();
  const owner = accountNamed(plex, 'practice');
  const { keyboard } = page;
  const tabTo = async (wanted: Locator): Promise<void> => {
    const isThere = (): Promise<boolean> => wanted.evaluate((element) => element === document.activeElement);
    for (let step = 0; step < 60 && !(await isThere()); step += 1) await keyboard.press('Tab');
    await expect(wanted).toBeFocused();
  };

  await test.step('the cursor is where the first letter belongs', async () => {
    await expect(page.getByRole('textbox', { name: 'Email or username' })).toBeFocused();
    await keyboard.type(owner.email);
    await keyboard.press('Tab');
    await expect(page.getByRole('textbox', { name: 'Password' })).toBeFocused();
    await keyboard.type(owner.password ?? '');
    await keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: 'Verification code' })).toBeFocused();
    await keyboard.type(plex.currentCode(owner));
    await expect(page.getByRole('radio', { name: /Tower/u })).toBeVisible();
    // What cannot be used yet is not reached by Tab.
    await expect(page.getByRole('button', { name: 'Refresh' })).toBeEnabled();
    await expect(generateButton(page)).toBeEnabled();
    // The page is read from its title on, wherever the form before it was scrolled to.
    await expect(page.getByRole('heading', { name: owner.title })).toBeFocused();
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(0);
  });

  await test.step('Tab reaches everything in reading order, and the focus is seen', async () => {
    const names: string[] = [];
    for (let step = 0; step < 40; step += 1) {
      await keyboard.press('Tab');
      const focused = await page.evaluate(() => {
        const element = document.activeElement;
        if (element === null || element === document.body) return null;
        const name = element.getAttribute('aria-label') ?? (element as HTMLElement).innerText;
        const kind = element instanceof HTMLInputElement ? element.type : '';
        // The ring may be drawn by what holds the control.
        const holders = [element, element.parentElement, element.parentElement?.parentElement];
        const ring = holders.some((holder) => holder && getComputedStyle(holder).outlineStyle !== 'none');
        return { name: name.trim() || kind, ring };
      });
      if (focused === null || focused.name === names[0]) break;
      expect(focused.ring, focused.name).toBe(true);
      names.push(focused.name);
    }
    const order = ['Refresh', 'Sign out', 'Generate and copy transient token', 'radio', 'Tokens', 'Settings'];
    const places = order.map((name) => names.indexOf(name));
    expect(places, names.join(' | ')).not.toContain(-1);
    expect([...places].sort((one, other) => one - other)).toEqual(places);
  });

  await test.step('arrow keys choose the server, a shortcut generates', async () => {
    await page.getByRole('radio', { checked: true }).focus();
    const tower = page.getByRole('radio', { name: /Tower/u });
    for (let step = 0; step < 4 && !(await tower.isChecked()); step += 1) await keyboard.press('ArrowDown');
    await expect(tower).toBeChecked();
    await keyboard.press('Control+Enter');
    await expect(status(page)).toContainText('Transient token for Tower copied');
    expect(serverNamed(plex, 'Tower').accepts(await clipboard.read('clipboard'))).toBe(true);
  });

  await test.step('the token is found again, and copied once more', async () => {
    await keyboard.press('Control+2');
    await expect(page.getByRole('heading', { name: 'Tokens of this run' })).toBeFocused();
    const again = page.getByRole('button', { name: /^Copy again: Tower/u });
    await tabTo(again);
    await clipboard.write('clipboard', 'something else');
    await keyboard.press('Enter');
    await expect.poll(() => clipboard.read('clipboard')).toMatch(/^transient-/u);
  });

  await test.step('the theme is changed in Settings', async () => {
    await keyboard.press('Control+5');
    await expect(page.getByRole('heading', { name: 'Settings', exact: true })).toBeFocused();
    await tabTo(page.getByRole('radio', { name: 'Like the system' }));
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    await expect(page.locator('html[data-theme=dark]')).toBeAttached();
    await keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Refresh' })).toBeVisible();
  });

  await test.step('and the palette signs out', async () => {
    await keyboard.press('Control+k');
    await keyboard.type('sign out');
    await keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: 'Email or username' })).toBeFocused();
    await expect.poll(() => plex.tokensOf(owner)).toEqual([]);
  });
});

test('the palette does what is typed, and gives the focus back', async ({ launch, plex, clipboard }) => {
  const page = await (await launch()).window();
  await signIn(page, plex, accountNamed(plex, 'practice'));
  await expect(page.getByRole('radio', { name: /Tower/u })).toBeVisible();
  const refresh = page.getByRole('button', { name: 'Refresh' });
  await refresh.focus();
  await page.keyboard.press('Control+k');
  const box = page.getByRole('combobox', { name: 'What do you want to do?' });
  await expect(box).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(refresh).toBeFocused();

  await page.keyboard.press('Control+k');
  await page.keyboard.type('copy tower');
  await expect(page.getByRole('listbox').getByRole('option')).toHaveText(['Copy transient token for Tower']);
  await page.keyboard.press('Enter');
  await expect(status(page)).toContainText('Transient token for Tower copied');
  expect(serverNamed(plex, 'Tower').accepts(await clipboard.read('clipboard'))).toBe(true);

  await page.keyboard.press('Control+k');
  await page.keyboard.type('curl');
  await page.keyboard.press('Enter');
  await expect.poll(() => clipboard.read('clipboard')).toMatch(/^curl /u);

  await page.keyboard.press('Control+k');
  await page.keyboard.type('dark');
  await page.keyboard.press('Enter');
  await expect(page.locator('html[data-theme=dark]')).toBeAttached();

  await page.keyboard.press('Control+k');
  await page.keyboard.type('zzz');
  await expect(page.getByText('Nothing of that name.')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+k');
  await page.keyboard.type('go to');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('listbox').getByRole('option', { selected: true })).toContainText('Go to: Tokens');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Tokens of this run' })).toBeFocused();
});

test('the list of shortcuts opens at its top, and Ctrl+A selects nothing outside of a text box', async ({
  launch,
  plex,
}) => {
  const page = await (await launch()).window();
  await signIn(page, plex, accountNamed(plex, 'simple'));
  await page.keyboard.press('?');
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(list.getByRole('heading')).toBeFocused();
  expect(await list.evaluate((dialog) => dialog.scrollTop)).toBe(0);
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+a');
  expect(await page.evaluate(() => String(getSelection()))).toBe('');

  await page.keyboard.press('Control+k');
  await page.keyboard.type('zzz');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('settings');
  await expect(page.getByRole('combobox', { name: 'What do you want to do?' })).toHaveValue('settings');
});

test('"?" lists the shortcuts, each of them works, and Esc goes back step by step until it hides the window', async ({
  launch,
  plex,
  tray,
}) => {
  const app = await launch();
  await tray.waitForMenu(app.processId, () => true);
  const page = await app.window();
  await page.getByRole('textbox', { name: 'Email or username' }).press('?');
  await expect(page.getByRole('textbox', { name: 'Email or username' })).toHaveValue('?');
  await signIn(page, plex, accountNamed(plex, 'simple'));

  await page.keyboard.press('?');
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(list).toContainText('Ctrl+KCommand palette');
  await expect(list).toContainText('Ctrl+EnterGenerate and copy transient token');
  await page.keyboard.press('Escape');
  await expect(list).toHaveCount(0);
  expect(await isVisible(app.electron)).toBe(true);

  for (const [key, heading] of [
    ['2', 'Tokens of this run'],
    ['3', 'Source connections'],
    ['4', 'Accounts'],
    ['5', 'Settings'],
  ] as const) {
    await page.keyboard.press(`Control+${key}`);
    await expect(page.getByRole('heading', { name: heading, exact: true })).toBeFocused();
  }
  await page.keyboard.press('Control+4');
  await page.getByRole('button', { name: 'Add account' }).press('Enter');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Accounts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  expect(await isVisible(app.electron)).toBe(true);
  await page.keyboard.press('Escape');
  await expect.poll(() => isVisible(app.electron)).toBe(false);
});
