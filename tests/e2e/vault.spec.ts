/** Where credentials are kept: the keyring, a passphrase, or nowhere; and what happens when they cannot be opened. */

import { access, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startPrivateDesktop } from '../../build/private-desktop.mjs';
import type {} from '../../renderer/bridge.ts';
import { startKeyring } from '../desktop/keyring.ts';
import { isLongRun } from '../long-run.ts';
import type { PracticeAccount, PracticePlex } from '../practice-plex/index.ts';
import { byteForms } from '../secret-forms.ts';
import { expect, test } from './fixtures.ts';
import { keptAccounts, untilKept } from './kept-accounts.ts';
import { mainState, signIn, status } from './window.ts';

const passphrase = 'correct horse battery';

/** The account without a second factor: what is tested here is what comes after signing in. */
function plainAccount(plex: PracticePlex): PracticeAccount {
  const account = plex.accounts[1];
  if (account === undefined) throw new Error('The practice Plex has no second account.');
  return account;
}

async function openSettings(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(page.getByRole('group', { name: 'Where credentials are kept' })).toBeVisible();
}

async function choosePassphrase(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Behind a passphrase of your own' }).click();
  await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrase);
  await page.getByRole('textbox', { name: 'Passphrase again' }).fill(passphrase);
  await page.getByRole('button', { name: 'Use this passphrase' }).click();
  await expect(status(page)).toContainText('encrypted by your passphrase');
}

test('without a keyring a passphrase is offered, keeps the account, and is asked for at the next start', async ({
  launch,
  plex,
  profile,
  tray,
}) => {
  const account = plainAccount(plex);
  await test.step('signed in for this run only, and offered the passphrase', async () => {
    const app = await launch();
    const page = await app.window();
    await signIn(page, plex, account);
    await expect(access(join(profile, 'accounts.json'))).rejects.toThrow('ENOENT');
    await page.getByRole('button', { name: 'Use a passphrase' }).click();
    await page.getByRole('radio', { name: 'Behind a passphrase of your own' }).click();
    await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill('short');
    await page.getByRole('button', { name: 'Use this passphrase' }).click();
    await expect(page.getByText('At least 8 characters, please.')).toBeVisible();
    await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrase);
    await page.getByRole('textbox', { name: 'Passphrase again' }).fill('something else');
    await page.getByRole('button', { name: 'Use this passphrase' }).click();
    await expect(page.getByText('That is not the same.')).toBeVisible();
    await page.getByRole('textbox', { name: 'Passphrase again' }).fill(passphrase);
    await page.getByRole('button', { name: 'Use this passphrase' }).click();
    await expect(status(page)).toContainText('encrypted by your passphrase');
    await expect(page.getByText('you stay signed in for this run only')).toHaveCount(0);
    await app.quit();
  });

  await test.step('on disk: the mode the window told, the account sealed, no token and no passphrase', async () => {
    const kept = await keptAccounts(profile);
    expect(kept.mode).toBe('passphrase');
    expect(kept.accounts[0]?.sealed).toMatchObject({ backend: 'passphrase' });
    for (const name of ['accounts.json', 'accounts.json.bak', 'settings.json', 'log.txt']) {
      const bytes = await readFile(join(profile, name)).catch(() => Buffer.alloc(0));
      for (const secret of [passphrase, ...plex.tokensOf(account)])
        for (const form of byteForms(secret)) expect(bytes.includes(form)).toBe(false);
    }
  });

  await test.step('locked at the next start, in window and tray; a wrong passphrase opens nothing', async () => {
    const app = await launch();
    const page = await app.window();
    await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible();
    await tray.waitForMenu(app.processId, (menu) => menu.some(({ label }) => label === 'Unlock…'));
    await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill('not the passphrase');
    await page.getByRole('button', { name: 'Unlock' }).click();
    await expect(page.getByText('That passphrase does not open the vault. Try again.', { exact: true })).toBeVisible();
    await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrase);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
    await page.getByRole('button', { name: 'Generate and copy transient token' }).click();
    await expect(status(page)).toContainText('copied');

    await openSettings(page);
    await page.getByRole('button', { name: 'Lock now' }).click();
    await expect(status(page)).toContainText('Locked.');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible();
    const outcome = await page.evaluate(() => window.plexTokenTray.copyTransientToken({}));
    expect(outcome).toMatchObject({ ok: false, problem: { code: 'vault-locked' } });
  });
});

test('a screen that locks and a computer that sleeps lock the vault and empty the clipboard', async ({
  launch,
  plex,
  clipboard,
}) => {
  const app = await launch();
  const page = await app.window();
  await signIn(page, plex, plainAccount(plex));
  await openSettings(page);
  await choosePassphrase(page);
  await page.keyboard.press('Escape');
  for (const event of ['lock-screen', 'suspend'] as const) {
    await page.getByRole('button', { name: 'Generate and copy transient token' }).click();
    await expect(status(page)).toContainText('copied');
    expect(await clipboard.read('clipboard')).toMatch(/^transient-/u);
    await app.electron.evaluate(({ powerMonitor }, name) => powerMonitor.emit(name), event);
    await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible();
    expect(await clipboard.read('clipboard')).toBe('');
    await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrase);
    await page.getByRole('button', { name: 'Unlock' }).click();
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  }
});

test('a lost passphrase: everything can be removed, said plainly, and begun anew', async ({
  launch,
  plex,
  profile,
}) => {
  const app = await launch();
  const page = await app.window();
  await signIn(page, plex, plainAccount(plex));
  await openSettings(page);
  await choosePassphrase(page);
  await page.getByRole('button', { name: 'Lock now' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'I have forgotten it' }).click();
  await page.getByRole('button', { name: 'Remove everything stored' }).click();
  await expect(page.getByRole('textbox', { name: 'Email or username' })).toBeVisible();
  await expect(status(page)).toContainText('The tokens still live at Plex');
  await expect(access(join(profile, 'accounts.json'))).rejects.toThrow('ENOENT');
});

test('from the keyring to this run only, and back: the disk follows the window each time', async ({
  launch,
  plex,
  profile,
}) => {
  const desktop = await startPrivateDesktop();
  const keyring = await startKeyring(desktop.environment);
  const environment = { ...desktop.environment, ...keyring.environment };
  const account = plainAccount(plex);
  const app = await launch({ environment });
  const page = await app.window();
  await signIn(page, plex, account);
  await openSettings(page);
  await expect(page.getByRole('radio', { name: 'In your system’s keyring' })).toBeChecked();
  await untilKept(profile);
  expect(await keptAccounts(profile)).toMatchObject({ mode: 'keyring', accounts: [{}] });

  await page.getByRole('radio', { name: 'Nowhere: for this run only' }).click();
  await expect(status(page)).toContainText('for this run only');
  expect(await keptAccounts(profile)).toMatchObject({ mode: 'session-only', accounts: [] });
  expect(await readFile(join(profile, 'accounts.json.bak'), 'utf8')).not.toContain(account.title);

  await choosePassphrase(page);
  expect(await keptAccounts(profile)).toMatchObject({ mode: 'passphrase', accounts: [{}] });

  await page.getByRole('radio', { name: 'In your system’s keyring' }).click();
  await expect(status(page)).toContainText('by your system’s keyring');
  expect(await keptAccounts(profile)).toMatchObject({
    mode: 'keyring',
    lock: null,
    accounts: [{ sealed: { backend: 'gnome_libsecret' } }],
  });
  await app.quit();

  const again = await launch({ environment });
  await expect((await again.window()).getByRole('button', { name: 'Sign out' })).toBeVisible();
  await again.quit();
  await keyring.stop();
  await desktop.stop();
});

test('S13 a keyring on a desktop nobody knows is found', async ({ launch, plex, profile }) => {
  const desktop = await startPrivateDesktop();
  const keyring = await startKeyring(desktop.environment);
  const environment = { ...desktop.environment, XDG_CURRENT_DESKTOP: 'a-desktop-nobody-knows' };
  const app = await launch({ environment });
  const page = await app.window();
  await signIn(page, plex, plainAccount(plex));
  await untilKept(profile);
  await expect(page.getByText('you stay signed in for this run only')).toHaveCount(0);
  await app.quit();
  await keyring.stop();
  await desktop.stop();
});

test('S14 S15 another keyring, another backend: sign in again, and what cannot be opened stays', async ({
  launch,
  plex,
  profile,
}) => {
  const account = plainAccount(plex);
  const environments: Record<string, string>[] = [];
  const stops: (() => Promise<void>)[] = [];
  for (let index = 0; index < 2; index += 1) {
    const desktop = await startPrivateDesktop();
    const keyring = await startKeyring(desktop.environment);
    environments.push({ ...desktop.environment, ...keyring.environment });
    stops.push(keyring.stop, desktop.stop);
  }
  const [one, other] = environments;
  if (one === undefined || other === undefined) throw new Error('Two desktops are needed.');

  const first = await launch({ environment: one });
  await signIn(await first.window(), plex, account);
  await untilKept(profile);
  await first.quit();
  const before = (await keptAccounts(profile)).accounts[0]?.sealed;

  // As after moving to another desktop: what is recorded is another backend than the one that answers.
  const path = join(profile, 'accounts.json');
  await writeFile(path, (await readFile(path, 'utf8')).replaceAll('gnome_libsecret', 'kwallet6'));

  const second = await launch({ environment: other });
  const page = await second.window();
  await expect(page.getByRole('textbox', { name: 'Password' })).toBeVisible();
  await signIn(page, plex, account);
  const unreadable = async () => (await keptAccounts(profile)).accounts[0]?.unreadable ?? [];
  await expect.poll(unreadable).toHaveLength(1);
  await second.quit();
  expect((await unreadable()).map(({ ciphertext }) => ciphertext)).toEqual([before?.ciphertext]);
  for (const stop of stops) await stop();
});

test('S11 bar 15: a keyring that would ask is told as locked, nothing freezes, and after unlocking it goes on', async ({
  launch,
  plex,
  profile,
}) => {
  const account = plainAccount(plex);
  const desktop = await startPrivateDesktop();
  const open = await startKeyring(desktop.environment);
  const environment = { ...desktop.environment, ...open.environment };
  const first = await launch({ environment });
  await signIn(await first.window(), plex, account);
  await untilKept(profile);
  await first.quit();
  await open.stop();
  const before = await readFile(join(profile, 'accounts.json'), 'utf8');

  const locked = await startKeyring(desktop.environment, { unlocked: false });
  const app = await launch({ environment });
  await app.electron.evaluate(() => {
    const ticks = { last: performance.now(), longest: 0 };
    Object.assign(globalThis, { ticks });
    setInterval(() => {
      const now = performance.now();
      ticks.longest = Math.max(ticks.longest, now - ticks.last);
      ticks.last = now;
    }, 10);
  });
  const page = await app.window();
  await expect(page.getByText('Keyring locked').first()).toBeVisible();
  const generated = await page.evaluate(() => window.plexTokenTray.copyTransientToken({}));
  expect(generated).toMatchObject({ ok: false, problem: { code: 'keyring-locked' } });
  expect(await readFile(join(profile, 'accounts.json'), 'utf8')).toBe(before);
  const longest = await app.electron.evaluate(
    () => (globalThis as unknown as { ticks: { longest: number } }).ticks.longest,
  );
  test
    .info()
    .annotations.push({ type: 'longest time the main process did not answer, ms', description: String(longest) });
  if (isLongRun) expect(longest).toBeLessThan(200);

  await locked.stop();
  const opened = await startKeyring(desktop.environment);
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await expect.poll(async () => (await mainState(page)).vault.problem).toBeNull();
  expect(await page.evaluate(() => window.plexTokenTray.refresh({}))).toMatchObject({ ok: true });
  await expect(page.getByRole('radio', { name: /Tower/u })).toBeVisible();
  await app.quit();
  await opened.stop();
  await desktop.stop();
});

const withoutKeyring = {
  'no bus and no desktop': { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent', XDG_CURRENT_DESKTOP: '' },
  'no bus on GNOME': { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent', XDG_CURRENT_DESKTOP: 'GNOME' },
  'a bus without a keyring on KDE': { XDG_CURRENT_DESKTOP: 'KDE', KDE_SESSION_VERSION: '6' },
  'a bus without a keyring on a desktop nobody knows': { XDG_CURRENT_DESKTOP: 'nobody-knows' },
} as const;

for (const [what, environment] of Object.entries(withoutKeyring)) {
  test(`S12 bar 14: with ${what} no credential is written, and the user is told`, async ({ launch, plex, profile }) => {
    const app = await launch({ environment });
    const page = await app.window();
    const account = plainAccount(plex);
    await signIn(page, plex, account);
    await expect(page.getByText('you stay signed in for this run only')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Use a passphrase' })).toBeVisible();
    const tokens = plex.tokensOf(account);
    await app.quit();
    await expect(access(join(profile, 'accounts.json'))).rejects.toThrow('ENOENT');
    for (const entry of await readdir(profile, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const content = await readFile(join(entry.parentPath, entry.name));
      // What Chromium's published key encrypts begins so, here in base64 too.
      for (const form of ['"ciphertext"', Buffer.from('v10').toString('base64'), ...tokens])
        expect(entry.name.endsWith('.json') && content.includes(form), `${form} in ${entry.name}`).toBe(false);
    }
  });
}
