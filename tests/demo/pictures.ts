/** Takes the pictures of the documentation from the running app, in light and dark: `npm run pictures`. */

import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from '@playwright/test';
import { startPrivateDesktop } from '../../build/private-desktop.mjs';
import type {} from '../../renderer/bridge.ts';
import { startKeyring } from '../desktop/keyring.ts';
import { startStatusNotifierWatcher } from '../desktop/status-notifier.ts';
import { startPracticePlex } from '../practice-plex/index.ts';
import { launchApp } from '../running-app.ts';

const folder = resolve(import.meta.dirname, '../../docs/pictures');
await mkdir(folder, { recursive: true });
const profile = await mkdtemp(join(tmpdir(), 'plex-token-tray-pictures-'));
const desktop = await startPrivateDesktop();
const keyring = await startKeyring(desktop.environment);
const tray = await startStatusNotifierWatcher(desktop.environment);
const plex = await startPracticePlex();
const app = await launchApp({ ...desktop.environment, ...keyring.environment }, plex.plexTvUrl, { profile });
try {
  const [account] = plex.accounts;
  if (account === undefined) throw new Error('The practice Plex has no account.');
  const page = await app.window();
  const shoot = async (name: string): Promise<void> => {
    for (const theme of ['light', 'dark'] as const) {
      await page.evaluate((wanted) => window.plexTokenTray.changeSettings({ theme: wanted }), theme);
      await expect(page.locator(`html[data-theme=${theme}]`)).toBeAttached();
      await page.screenshot({ path: join(folder, `${name}-${theme}.png`), animations: 'disabled' });
    }
  };
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  await shoot('sign-in');
  await page.getByRole('textbox', { name: 'Email or username' }).fill(account.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(account.password ?? '');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('textbox', { name: 'Verification code' }).fill(plex.currentCode(account));
  await page.getByRole('radio', { name: /Tower/u }).check();
  await page.getByRole('button', { name: 'Generate and copy transient token' }).click();
  await expect(page.getByRole('button', { name: 'Clear now' })).toBeVisible();
  await shoot('window');
  await page.getByRole('button', { name: 'Account' }).click();
  await shoot('account');
} finally {
  await app.quit();
  await tray.stop();
  await plex.close();
  await keyring.stop();
  await desktop.stop();
  await rm(profile, { recursive: true, force: true });
}
