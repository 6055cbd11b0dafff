/**
 * The main states of the window look as they did. Set in a font of their own and compared small, so that other fonts and
 * other ways of drawing letters pass, while a lost colour, a lost part or another order does not. `npm run pictures`
 * accepts what is new.
 */

import type { ElectronApplication, Page } from '@playwright/test';
import { leaveOut, usePictureFont } from '../picture-font.ts';
import { walkSignedIn, walkSignIn, walkWithout } from '../window-states.ts';
import { expect, test } from './fixtures.ts';
import { accountNamed, signIn } from './window.ts';

/** The window's size, and that of the pictures compared, in pixels. */
const size = { width: 420, height: 640 };
const small = { width: 84, height: 128 };

/** How far a point may be off (0 to 1), and how many of all points may be further off. */
const tolerance = { threshold: 0.1, maxDiffPixelRatio: 0.04 };

/** A picture of the window, made so small that letters are grey lines. */
async function smallPicture(electron: ElectronApplication, page: Page): Promise<Buffer> {
  const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  const reduced = await electron.evaluate(
    ({ nativeImage }, { base64, to }) =>
      nativeImage
        .createFromBuffer(Buffer.from(base64, 'base64'))
        .resize({ ...to, quality: 'best' })
        .toPNG()
        .toString('base64'),
    { base64: picture.toString('base64'), to: small },
  );
  return Buffer.from(reduced, 'base64');
}

for (const part of ['signing in', 'signed in', 'with nothing there'] as const) {
  test(`the window looks as it did, light and dark: ${part}`, async ({ launch, plex, clipboard, tray }) => {
    const app = await launch();
    // With a tray there is no word about missing one.
    await tray.waitForMenu(app.processId, () => true);
    const page = await app.window();
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await usePictureFont(page);
    // What is told for ten seconds would be there or not by how busy the computer is.
    await leaveOut(page, '.status');
    await app.electron.evaluate(({ BrowserWindow }, { width, height }) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
    }, size);
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(size.width);
    const visit = async (state: string): Promise<void> => {
      await page.mouse.move(0, 0);
      await page.evaluate(() => window.scrollTo(0, 0));
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect
          .soft(
            await smallPicture(app.electron, page),
            `“${state}” looks different. If that is meant: npm run pictures`,
          )
          .toMatchSnapshot(`${state}-${colorScheme}.png`, tolerance);
      }
    };
    const walk = { page, plex, clipboard, visit };
    if (part === 'signing in') await walkSignIn(walk);
    else if (part === 'with nothing there') await walkWithout(walk);
    else {
      await signIn(page, plex, accountNamed(plex, 'practice'));
      await walkSignedIn(walk);
    }
  });
}
