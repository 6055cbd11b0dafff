/** What a person does in the window, by role and name. */

import { expect, type Page } from '@playwright/test';
import type {} from '../../renderer/bridge.ts';
import type { AppState } from '../../shared/state.ts';
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

/** Chooses a server, or an account. What is chosen is main's to say: the button shows it when the answer is back. */
export async function choose(page: Page, name: RegExp): Promise<void> {
  const button = page.getByRole('radio', { name });
  await button.click();
  await expect(button).toBeChecked();
}

/** What main knows at this moment, asked anew: the window may be a step behind. */
export const mainState = (page: Page): Promise<AppState> =>
  page.evaluate(async () => (await window.plexTokenTray.readState()).state);

/** Waits until main has done with what it asks Plex and the servers for: what was said before is not the answer to this. */
export async function untilNothingGoesOn(page: Page): Promise<void> {
  const goingOn = async () => {
    const { account, generatingFor, servers, signIn } = await mainState(page);
    return account.loading || servers.loading || generatingFor !== null || signIn.step === 'asking';
  };
  await expect.poll(goingOn).toBe(false);
}

/** The one region that says what happened. */
export const status = (page: Page) => page.getByRole('status');

/** A way in beside the form. */
export const wayIn = (page: Page, name: string) =>
  page.getByRole('region', { name: 'Other ways to sign in' }).getByRole('button', { name });

/** Goes to one of the places at the bottom. */
export const goTo = (page: Page, place: 'Generate' | 'Tokens' | 'Source' | 'Account' | 'Settings') =>
  page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: place }).click();

/** The big button. */
export const generateButton = (page: Page) =>
  page.getByRole('button', { name: 'Generate and copy transient token', exact: true });

/** An account of the practice Plex, by username. */
export function accountNamed(plex: PracticePlex, username: string): PracticeAccount {
  const account = plex.accounts.find((candidate) => candidate.username === username);
  if (account === undefined) throw new Error(`The practice Plex has no account ${username}.`);
  return account;
}

/** A server of the practice Plex, by name. */
export function serverNamed(plex: PracticePlex, name: string) {
  const server = plex.servers.find((candidate) => candidate.name === name);
  if (server === undefined) throw new Error(`The practice Plex has no server ${name}.`);
  return server;
}

/** How many requests of a kind were made: `METHOD` and the end of the path. */
export const requestsTo = (plex: PracticePlex, method: string, end: string): number =>
  plex.requests.filter((request) => request.method === method && request.path.endsWith(end)).length;
