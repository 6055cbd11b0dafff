/** What a person does in the window, by role and name. */

import { expect, type Page } from '@playwright/test';
import type { PracticeAccount, PracticePlex } from '../practice-plex/index.ts';

/** Fills in login and password and sends them. */
export async function enterPassword(page: Page, login: string, password: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Email or username' }).fill(login);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Signs in, with the account's code where it wants one. */
export async function signIn(page: Page, plex: PracticePlex, account: PracticeAccount): Promise<void> {
  await enterPassword(page, account.email, account.password ?? '');
  if (account.totpSecret !== undefined) {
    await page.getByRole('textbox', { name: 'Verification code' }).fill(plex.currentCode(account));
  }
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
}

/** The one region that says what happened. */
export const status = (page: Page) => page.getByRole('status');
