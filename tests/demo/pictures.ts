/** Takes the pictures of the documentation from the running app, in light and dark: `npm run pictures`. */

import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startPrivateDesktop } from '../../build/private-desktop.mjs';
import { texts as german } from '../../shared/texts/german/index.ts';
import { installBrowser } from '../desktop/browser.ts';
import { createClipboardReader } from '../desktop/clipboard-reader.ts';
import { startKeyring } from '../desktop/keyring.ts';
import { startStatusNotifierWatcher } from '../desktop/status-notifier.ts';
import { leaveOut, usePictureFont } from '../picture-font.ts';
import { startPracticePlex } from '../practice-plex/index.ts';
import { launchApp } from '../running-app.ts';
import { walkSignedIn, walkSignIn } from '../window-states.ts';

/** The states the documentation shows. */
const shown = new Set([
  'sign-in',
  'link',
  'code',
  'window',
  'palette',
  'risk',
  'plex-down',
  'server',
  'tokens',
  'source',
  'account',
  'settings',
  'german',
]);

const folder = resolve(import.meta.dirname, '../../docs/pictures');
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
const profile = await mkdtemp(join(tmpdir(), 'plex-token-tray-pictures-'));
const desktop = await startPrivateDesktop();
const keyring = await startKeyring(desktop.environment);
const tray = await startStatusNotifierWatcher(desktop.environment);
const plex = await startPracticePlex();
const browser = await installBrowser(profile);
const app = await launchApp(
  { ...desktop.environment, ...keyring.environment, ...browser.environment },
  plex.plexTvUrl,
  { profile },
);
try {
  const page = await app.window();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await usePictureFont(page);
  // They tell of the practice Plex and of the development build, which no reader of the guide has.
  await leaveOut(page, '.banners, .status');
  const visit = async (name: string): Promise<void> => {
    if (!shown.has(name)) return;
    await page.mouse.move(0, 0);
    await page.evaluate(() => window.scrollTo(0, 0));
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({
        path: join(folder, `${name}-${colorScheme}.png`),
        animations: 'disabled',
      });
    }
  };
  const walk = { page, plex, clipboard: createClipboardReader(desktop.environment), visit };
  await walkSignIn(walk);
  await walkSignedIn(walk);
  await page.evaluate(() => window.plexTokenTray.changeSettings({ language: 'german' }));
  await page.getByRole('button', { name: german.window.navigation.home, exact: true }).click();
  await page.getByRole('button', { name: german.window.home.generate }).waitFor();
  await visit('german');
} finally {
  await app.quit();
  await tray.stop();
  await plex.close();
  await keyring.stop();
  await desktop.stop();
  await rm(profile, { recursive: true, force: true });
}
