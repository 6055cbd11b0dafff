/** Every state of the window worth looking at, one after the other: for its accessibility, its looks and the documentation. */

import { expect, type Page } from '@playwright/test';
import type { ClipboardReader } from './desktop/clipboard-reader.ts';
import { accountNamed, choose, enterPassword, generateButton, goTo, serverNamed, signIn, wayIn } from './e2e/window.ts';
import type { PracticePlex } from './practice-plex/index.ts';

export interface Walk {
  readonly page: Page;
  /** Its default servers. */
  readonly plex: PracticePlex;
  readonly clipboard: ClipboardReader;
  /** Looks at a state; the window must be as it was when this is done. */
  readonly visit: (name: string) => Promise<void>;
}

/** Walks through the states of signing in, and ends signed in as the owner. */
export async function walkSignIn({ page, plex, clipboard, visit }: Walk): Promise<void> {
  const owner = accountNamed(plex, 'practice');
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  await visit('sign-in');

  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByText('Enter your email address or username.')).toBeVisible();
  await visit('sign-in-empty');

  await wayIn(page, 'Sign in with the browser').click();
  await expect(page.getByText(/Waiting\./u)).toBeVisible();
  await visit('browser');
  await page.getByRole('button', { name: 'Cancel' }).click();

  await wayIn(page, 'Use a code on another device').click();
  await expect(page.getByText(/Waiting\./u)).toBeVisible();
  await visit('link');
  await page.getByRole('button', { name: 'Cancel' }).click();

  await clipboard.write('clipboard', 'claim-aBcDeFgHiJkLmNoP');
  await wayIn(page, 'Use a token on the clipboard').click();
  await expect(page.getByRole('region', { name: 'That is a claim token' })).toBeVisible();
  await visit('claim-token');

  await enterPassword(page, 'simple', 'wrong');
  await expect(page.getByRole('region', { name: 'Wrong login or password' })).toBeVisible();
  await visit('wrong-password');

  await enterPassword(page, owner.email, owner.password ?? '');
  const code = page.getByRole('textbox', { name: 'Verification code' });
  await expect(code).toBeFocused();
  await visit('code');

  let listed = (): void => undefined;
  plex.faults.next('GET /resources', {
    kind: 'delay',
    until: new Promise<void>((resolve) => {
      listed = resolve;
    }),
  });
  await code.fill(plex.currentCode(owner));
  await expect(page.getByText('Looking for your servers…').first()).toBeVisible();
  await visit('loading');
  listed();
  await expect(page.getByRole('radio', { name: /Tower/u })).toBeVisible();
}

/** Walks through the states of a signed-in window, and ends where it began. */
export async function walkSignedIn({ page, plex, visit }: Walk): Promise<void> {
  const tower = serverNamed(plex, 'Tower');
  await choose(page, /Attic/u);
  await generateButton(page).click();
  await expect(page.getByRole('region', { name: 'This server gives too much away' })).toBeVisible();
  await visit('risk');

  await choose(page, /Tower/u);
  plex.faults.next('POST /security/token', { kind: 'silence' });
  await generateButton(page).click();
  await expect(page.getByRole('button', { name: 'Generating…' })).toBeVisible();
  await visit('generating');
  await page.getByRole('button', { name: 'Cancel' }).click();

  await generateButton(page).click();
  await expect(page.getByRole('button', { name: 'Clear now' })).toBeVisible();
  await expect(generateButton(page)).toBeEnabled();
  await visit('window');

  await page.keyboard.press('Control+k');
  await page.keyboard.type('copy');
  await expect(page.getByRole('combobox', { name: 'What do you want to do?' })).toHaveValue('copy');
  await visit('palette');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await visit('shortcuts');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  plex.faults.always('plex.tv GET', { kind: 'status', status: 503 });
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByRole('region', { name: 'Plex has a problem' })).toBeVisible();
  await visit('plex-down');
  plex.faults.clear();
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByRole('region', { name: 'Plex has a problem' })).toHaveCount(0);

  await page.getByRole('button', { name: 'Details of Tower' }).click();
  await expect(page.getByRole('heading', { name: 'Tower' })).toBeVisible();
  await visit('server');
  await goTo(page, 'Generate');
  await page.getByRole('button', { name: 'Details of Long Gone' }).click();
  await page.getByRole('region', { name: 'Connection' }).getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('region', { name: 'Server offline' })).toBeVisible();
  await visit('server-offline');

  await goTo(page, 'Tokens');
  await expect(page.getByRole('heading', { name: 'Tokens of this run' })).toBeVisible();
  await visit('tokens');
  await tower.restart();
  await page.getByRole('button', { name: /^Check: Tower/u }).click();
  await expect(page.getByText('Dead, checked now')).toBeVisible();
  await visit('token-dead');
  await page.getByRole('button', { name: /^Forget: Tower/u }).click();
  await expect(page.getByRole('heading', { name: 'No tokens yet' })).toBeVisible();
  await visit('tokens-none');

  await goTo(page, 'Source');
  await page.getByRole('textbox', { name: 'Source' }).fill('nothing');
  await page.getByRole('button', { name: 'Read connections' }).click();
  await expect(page.getByText('Start with server:// or provider://')).toBeVisible();
  await visit('source-wrong');
  await page.getByRole('textbox', { name: 'Source' }).fill('provider://tv.plex.provider.epg');
  await page.getByRole('button', { name: 'Read connections' }).click();
  await expect(page.getByRole('table')).toBeVisible();
  await visit('source');

  await goTo(page, 'Account');
  await expect(page.getByRole('region', { name: 'Security' })).toBeVisible();
  await visit('account');
  await page.getByRole('button', { name: 'Copy account token' }).click();
  await page.getByRole('button', { name: /^Rename/u }).click();
  await expect(page.getByRole('textbox', { name: 'Name shown here' })).toBeFocused();
  await visit('account-open');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /^Rename/u })).toBeFocused();
  await page.getByRole('button', { name: 'Add account' }).click();
  await expect(page.getByRole('textbox', { name: 'Email or username' })).toBeFocused();
  await visit('add-account');
  await page.getByRole('button', { name: 'Back' }).click();

  await goTo(page, 'Settings');
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await visit('settings');

  await page.getByRole('button', { name: 'About this app' }).click();
  await page.getByText('Third-party notices').click();
  await expect(page.locator('pre')).toContainText('Permission is hereby granted');
  await visit('about');
  await goTo(page, 'Settings');

  await page.getByRole('radio', { name: 'Behind a passphrase of your own' }).click();
  const passphrase = page.getByRole('textbox', { name: 'Passphrase', exact: true });
  await passphrase.fill('short');
  await page.getByRole('button', { name: 'Use this passphrase' }).click();
  await expect(page.getByText('At least 8 characters, please.')).toBeVisible();
  await visit('passphrase-new');
  await passphrase.fill('correct horse battery');
  await page.getByRole('textbox', { name: 'Passphrase again' }).fill('correct horse battery');
  await page.getByRole('button', { name: 'Use this passphrase' }).click();
  await page.getByRole('button', { name: 'Lock now' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible();
  await visit('locked');
  await page.getByRole('button', { name: 'I have forgotten it' }).click();
  await expect(page.getByRole('button', { name: 'Remove everything stored' })).toBeVisible();
  await visit('locked-forgotten');
  await passphrase.fill('correct horse battery');
  await passphrase.press('Enter');
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
}

/** Walks through the pages as they are where there is nothing yet, nothing comes, or Plex cannot be asked. */
export async function walkWithout({ page, plex, visit }: Walk): Promise<void> {
  plex.faults.always('GET /resources', { kind: 'json', value: [] });
  await signIn(page, plex, accountNamed(plex, 'simple'));
  await expect(page.getByRole('heading', { name: 'No servers yet' })).toBeVisible();
  await visit('servers-none');
  await goTo(page, 'Source');
  await expect(page.getByRole('heading', { name: 'No server to ask' })).toBeVisible();
  await visit('source-none');

  await goTo(page, 'Account');
  await page.getByRole('button', { name: 'Add account' }).click();
  const other = accountNamed(plex, 'mailonly');
  await enterPassword(page, other.email, other.password ?? '');
  await expect(page.getByRole('combobox', { name: 'Account in use' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'No servers yet' })).toBeVisible();
  await goTo(page, 'Account');
  let read = (): void => undefined;
  plex.faults.clear();
  plex.faults.next('GET /user', {
    kind: 'delay',
    until: new Promise<void>((resolve) => {
      read = resolve;
    }),
  });
  plex.faults.always('plex.tv GET', { kind: 'status', status: 503 });
  await choose(page, /Simple User/u);
  await expect(page.getByText('Reading your account…')).toBeVisible();
  await visit('account-loading');
  read();
  await expect(page.getByRole('region', { name: 'Who' })).toBeVisible();
  await choose(page, /Mail Only/u);
  await expect(page.getByRole('region', { name: 'Plex has a problem' })).toBeVisible();
  await visit('account-offline');
  await goTo(page, 'Source');
  await expect(page.getByRole('region', { name: 'Plex has a problem' })).toBeVisible();
  await visit('source-offline');
  await goTo(page, 'Generate');
  await expect(page.getByRole('region', { name: 'Plex has a problem' })).toBeVisible();
  await visit('servers-offline');
}
