/** Signing in when something is wrong: each time one clear sentence, a next step, and nothing sent twice. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import type {} from '../../renderer/bridge.ts';
import type { PracticePlex } from '../practice-plex/index.ts';
import { expect, test } from './fixtures.ts';
import { accountNamed, enterPassword, status, untilNothingGoesOn } from './window.ts';

const signIns = (plex: PracticePlex): number =>
  plex.requests.filter(({ path }) => path.endsWith('/users/signin')).length;
const signInButton = (page: Page) => page.getByRole('button', { name: 'Sign in', exact: true });

test.describe('what Plex says about the credentials', () => {
  test('A1 wrong password: says so, clears and focuses the password, keeps nothing', async ({ launch, plex }) => {
    const page = await (await launch()).window();
    await enterPassword(page, 'simple', 'wrong');
    await expect(page.getByRole('region', { name: 'Wrong login or password' })).toBeVisible();
    await expect(status(page)).toContainText('Wrong login or password');
    await expect(page.getByRole('textbox', { name: 'Password' })).toBeFocused();
    await expect(page.getByRole('textbox', { name: 'Password' })).toHaveValue('');
    await expect(page.getByRole('textbox', { name: 'Email or username' })).toHaveValue('simple');
    expect(signIns(plex)).toBe(1);
    await enterPassword(page, 'simple', 'simple-password');
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  });

  test('A3 wrong and stale code: stays at the code, then takes a good one', async ({ launch, plex }) => {
    const [account] = plex.accounts;
    if (account === undefined) throw new Error('No account.');
    const page = await (await launch()).window();
    await enterPassword(page, account.email, account.password ?? '');
    const code = page.getByRole('textbox', { name: 'Verification code' });
    await code.fill('000000');
    await expect(page.getByRole('region', { name: 'That code did not work' })).toBeVisible();
    await expect(code).toBeFocused();
    await expect(code).toHaveValue('');
    await code.fill(plex.currentCode(account));
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
    expect(signIns(plex)).toBe(3);
  });

  test('A2 a code can be given before Plex asks for it', async ({ launch, plex }) => {
    const [account] = plex.accounts;
    if (account === undefined) throw new Error('No account.');
    const page = await (await launch()).window();
    await page.getByRole('textbox', { name: 'Email or username' }).fill(account.username);
    await page.getByRole('textbox', { name: 'Password' }).fill(account.password ?? '');
    await page.getByRole('button', { name: 'I have a verification code' }).click();
    await page.getByRole('textbox', { name: 'Verification code' }).fill(plex.currentCode(account));
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
    expect(signIns(plex)).toBe(1);
  });

  test('an account that only takes its email address', async ({ launch }) => {
    const page = await (await launch()).window();
    await enterPassword(page, 'mailonly', 'mailonly-password');
    await expect(page.getByRole('region', { name: 'Use your email address' })).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Email or username' })).toBeFocused();
  });

  test('a network that Plex has locked out', async ({ launch, plex }) => {
    plex.faults.always('POST /users/signin', {
      kind: 'json',
      status: 401,
      value: { errors: [{ code: 1031, message: 'detected repeated failures', status: 401 }] },
    });
    const page = await (await launch()).window();
    await enterPassword(page, 'simple', 'simple-password');
    await expect(page.getByRole('region', { name: 'Plex blocks sign-in from your network' })).toContainText(
      'first seen',
    );
    expect(signIns(plex)).toBe(1);
  });

  test('N10 429 with Retry-After: the button waits, and nothing is sent before', async ({ launch, plex }) => {
    plex.faults.next('POST /users/signin', { kind: 'rate-limited', retryAfter: '5' });
    const page = await (await launch()).window();
    await enterPassword(page, 'simple', 'simple-password');
    await expect(page.getByRole('region', { name: 'Too many requests' })).toBeVisible();
    const button = page.getByRole('button', { name: /Wait 0:0/u });
    await expect(button).toBeDisabled();
    await page.getByRole('textbox', { name: 'Password' }).press('Enter');
    expect(signIns(plex)).toBe(1);
    await expect(signInButton(page)).toBeEnabled({ timeout: 12_000 });
  });

  test('400 code 1000 and 1004 are told as a fault of the app', async ({ launch, plex }) => {
    plex.faults.next('POST /users/signin', {
      kind: 'json',
      status: 400,
      value: { errors: [{ code: 1000, message: 'X-Plex-Client-Identifier is missing', status: 400 }] },
    });
    const page = await (await launch()).window();
    await enterPassword(page, 'simple', 'simple-password');
    await expect(page.getByRole('region', { name: 'Plex found fault with the request' })).toContainText('not yours');
  });
});

test.describe('what is typed', () => {
  test('empty fields are named and focused, and nothing is sent', async ({ launch, plex }) => {
    const page = await (await launch()).window();
    await signInButton(page).click();
    await expect(page.getByText('Enter your email address or username.')).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Email or username' })).toBeFocused();
    await page.getByRole('textbox', { name: 'Email or username' }).fill('simple');
    await signInButton(page).click();
    await expect(page.getByText('Enter your password.')).toBeVisible();
    expect(signIns(plex)).toBe(0);
  });

  test('absurdly long input is cut to what can be meant', async ({ launch }) => {
    const page = await (await launch()).window();
    const login = page.getByRole('textbox', { name: 'Email or username' });
    await login.focus();
    await page.keyboard.insertText('x'.repeat(20_000));
    expect((await login.inputValue()).length).toBe(320);
  });

  test('the bridge refuses what the form would not send', async ({ launch, plex }) => {
    const page = await (await launch()).window();
    const codes = await page.evaluate(async () => {
      const { signInWithPassword } = window.plexTokenTray;
      const inputs = [
        { login: 'a'.repeat(5000), password: 'b' },
        { login: 'a', password: 'b', token: 'c' },
        null,
        { login: 'a'.repeat(400), password: 'b' },
      ];
      const codes: string[] = [];
      for (const input of inputs) {
        const result = await signInWithPassword(input as never);
        codes.push(result.ok ? 'ok' : result.problem.code);
      }
      return codes;
    });
    expect(codes).toEqual(['input-not-valid', 'input-not-valid', 'input-not-valid', 'input-not-valid']);
    expect(signIns(plex)).toBe(0);
  });
});

test.describe('what can come back instead of an answer', () => {
  // One app for all of them: each row ends with signing in and out again.
  test('N3 N5 N9 N13 N16 N18 N20 each is told for what it is, and signing in works afterwards', async ({
    launch,
    plex,
  }) => {
    const page = await (await launch()).window();
    const account = accountNamed(plex, 'simple');
    let asked = 0;
    for (const { row, fault, title } of [
      { row: 'N5 HTML', fault: { kind: 'html' }, title: 'A login page answered instead of Plex' },
      { row: 'N9 half a JSON', fault: { kind: 'truncated' }, title: 'The answer was cut off' },
      { row: 'N5 a captive portal', fault: { kind: 'captive-portal' }, title: 'A login page answered instead of Plex' },
      {
        row: 'N18 XML',
        fault: { kind: 'status', status: 200, body: '<?xml version="1.0"?><user authToken="x"/>' },
        title: 'Unexpected answer',
      },
      { row: 'N9 less than promised', fault: { kind: 'short-body' }, title: 'The answer was cut off' },
      { row: 'N20 nothing', fault: { kind: 'empty', status: 201 }, title: 'Unexpected answer' },
      { row: 'N13 404 with no body', fault: { kind: 'empty', status: 404 }, title: 'Plex has a problem' },
      { row: 'N3 a dropped connection', fault: { kind: 'reset' }, title: 'No answer' },
      {
        row: 'N13 503',
        fault: { kind: 'status', status: 503, body: 'Service Unavailable' },
        title: 'Plex has a problem',
      },
      { row: 'N16 far too much', fault: { kind: 'large', megabytes: 6 }, title: 'The answer was too large' },
    ] as const) {
      await test.step(`${row}: “${title}”`, async () => {
        plex.faults.next('POST /users/signin', fault);
        await enterPassword(page, account.email, account.password ?? '');
        await expect(page.getByRole('region', { name: title })).toBeVisible();
        await expect(status(page)).toContainText(title);
        expect(signIns(plex)).toBe(asked + 1);
        await signInButton(page).click();
        await page.getByRole('button', { name: 'Sign out' }).click();
        await expect(status(page)).toContainText('Plex revoked the token');
        expect(signIns(plex)).toBe(asked + 2);
        asked += 2;
      });
    }
  });

  test('N14 a redirect elsewhere is refused, and elsewhere hears nothing', async ({ launch, plex }) => {
    let heard = 0;
    const elsewhere = createServer((_request, response) => {
      heard += 1;
      response.end('{}');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => elsewhere.once('listening', resolve));
    const { port } = elsewhere.address() as AddressInfo;
    for (const redirect of [301, 302, 307, 308]) {
      plex.faults.next('POST /users/signin', { kind: 'redirect', status: redirect, to: `http://127.0.0.1:${port}/` });
    }
    const page = await (await launch()).window();
    for (let sent = 1; sent <= 4; sent += 1) {
      await enterPassword(page, 'simple', 'simple-password');
      await expect.poll(() => signIns(plex)).toBe(sent);
      await untilNothingGoesOn(page);
      await expect(page.getByRole('region', { name: 'Sent elsewhere' })).toBeVisible();
    }
    expect(heard).toBe(0);
    elsewhere.close();
  });

  test('N8 no answer at all: cancel works at once and frees the connection', async ({ launch, plex }) => {
    plex.faults.next('POST /users/signin', { kind: 'silence' });
    const page = await (await launch()).window();
    await enterPassword(page, 'simple', 'simple-password');
    await expect.poll(() => signIns(plex)).toBe(1);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(signInButton(page)).toBeEnabled();
    await expect.poll(() => plex.requests.at(-1)?.closedEarly).toBe(true);
  });
});
