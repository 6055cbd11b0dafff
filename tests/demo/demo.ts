/** Does the main job in front of the user, step by step, and tells what it saw. Any step that does not hold ends it with an error. */

import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { startPrivateDesktop } from '../../build/private-desktop.mjs';
import { createClipboardReader } from '../desktop/clipboard-reader.ts';
import { startStatusNotifierWatcher } from '../desktop/status-notifier.ts';
import { choose } from '../e2e/window.ts';
import { type PracticeAccount, type PracticePlex, startPracticePlex } from '../practice-plex/index.ts';
import { launchApp, type RunningApp } from '../running-app.ts';

const pictures = resolve(import.meta.dirname, '../../demo-output');
let step = 0;

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** Tells a step's result and keeps a picture of the window. */
async function show(page: Page, title: string, saw: string): Promise<void> {
  step += 1;
  const name = `${String(step).padStart(2, '0')}-${title.toLowerCase().replace(/[^a-z0-9]+/gu, '-')}.png`;
  await page.screenshot({ path: join(pictures, name), animations: 'disabled' });
  say(`\n${step}. ${title}\n   ${saw}\n   picture: demo-output/${name}`);
}

async function mainJob(
  app: RunningApp,
  plex: PracticePlex,
  account: PracticeAccount,
  desktop: Readonly<Record<string, string>>,
  trayClick: ((path: readonly string[]) => Promise<unknown>) | null,
): Promise<void> {
  const page = await app.window();
  const status = page.getByRole('status');
  const clipboard = createClipboardReader(desktop);
  const tower = plex.servers.find((server) => server.name === 'Tower');
  if (tower === undefined) throw new Error('The practice Plex has no server called Tower.');

  await page.getByRole('textbox', { name: 'Email or username' }).fill(account.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(account.password ?? '');
  await show(page, 'Sign-in form', `filled in for ${account.email}`);

  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  const codeField = page.getByRole('textbox', { name: 'Verification code' });
  await expect(codeField).toBeFocused();
  await show(page, 'Code needed', `the window says: ${await status.innerText()}`);

  const code = plex.currentCode(account);
  await codeField.fill(code);
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  await show(page, 'Signed in', `sent the code ${code}; the window says: ${await status.innerText()}`);

  await page.getByRole('button', { name: 'Account' }).click();
  await expect(page.getByText(account.email)).toBeVisible();
  await show(page, 'Token details', `the account’s details for ${account.username}, secrets hidden`);
  await page.keyboard.press('Escape');

  await expect(page.getByRole('radio', { name: /Tower/u })).toBeVisible();
  const servers = await page.getByRole('radio').count();
  await choose(page, /Tower/u);
  await show(page, 'Servers', `${servers} servers, Tower chosen`);

  const copied = async (): Promise<string> => {
    await expect.poll(() => clipboard.read('clipboard')).toMatch(/^transient-/u);
    const token = await clipboard.read('clipboard');
    if (!tower.accepts(token)) throw new Error('The server does not accept the token on the clipboard.');
    return token;
  };
  await page.getByRole('button', { name: 'Generate and copy transient token' }).click();
  const first = await copied();
  await show(
    page,
    'Generated from the window',
    `on the clipboard: ${first}, accepted by ${tower.name} at ${tower.url}`,
  );

  if (trayClick === null) {
    say('\nThere is no session bus here, so nothing can show a tray icon: the tray is left out.');
    return;
  }
  await trayClick(['Copy transient token']);
  await expect.poll(() => clipboard.read('clipboard')).not.toBe(first);
  const second = await copied();
  await show(page, 'Generated from the tray menu', `on the clipboard now: ${second}, accepted by ${tower.name}`);
}

async function main(): Promise<void> {
  const onThisDesktop = process.argv.includes('--on-this-desktop');
  await mkdir(pictures, { recursive: true });
  const profile = await mkdtemp(join(tmpdir(), 'plex-token-tray-demo-'));
  const plex = await startPracticePlex();
  const account = plex.accounts[0];
  if (account === undefined) throw new Error('The practice Plex has no account.');
  const desktop = onThisDesktop ? null : await startPrivateDesktop();
  const environment = desktop?.environment ?? hostEnvironment();
  // Clicks beside the desktop's own panel; where there is none, it stands in for it.
  const tray = environment['DBUS_SESSION_BUS_ADDRESS'] ? await startStatusNotifierWatcher(environment) : null;
  say(`Practice Plex at ${plex.plexTvUrl} with ${plex.servers.length} servers.`);

  const app = await launchApp(environment, plex.plexTvUrl, { profile });
  try {
    await mainJob(app, plex, account, environment, tray === null ? null : (path) => tray.click(app.processId, path));
    say('\nDone: each transient token was accepted by the practice server.');
    if (onThisDesktop) {
      // Nobody could see an icon in a panel that only stood in.
      await tray?.stop();
      await leaveOpen(app, plex, account);
    }
  } finally {
    await app.quit();
    await tray?.stop();
    await desktop?.stop();
    await plex.close();
    await rm(profile, { recursive: true, force: true });
  }
}

/** The window stays to play with until it is quit, or Ctrl+C. */
async function leaveOpen(app: RunningApp, plex: PracticePlex, account: PracticeAccount): Promise<void> {
  say('\nThe app stays open for you. The practice account, should you sign out:');
  say(`   email     ${account.email}\n   password  ${account.password ?? ''}`);
  say(`   code now  ${plex.currentCode(account)} (a new one every 30 s: press Enter)`);
  say('Its tray menu has “Copy transient token” too. Quit it there, or press Ctrl+C here.');
  process.stdin.on('data', () => say(`   code now  ${plex.currentCode(account)}`));
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    app.electron.once('close', resolve);
  });
  process.stdin.pause();
}

function hostEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

await main();
