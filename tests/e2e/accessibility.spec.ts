/** U17: what axe says of every state, in both themes, at 200 % zoom and 320 px of width, with forced colours. */

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { walkSignedIn, walkSignIn } from '../window-states.ts';
import { expect, test } from './fixtures.ts';
import { accountNamed, signIn } from './window.ts';

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds serious or critical in the page as it is, each with the place. */
async function findings(page: Page): Promise<readonly string[]> {
  // By the developer tools' own way, which the page's content security policy does not cover.
  await page.evaluate(`window.axe === undefined && ${axeSource}`);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run: (options: object) => Promise<AxeResults> } }).axe.run({
      resultTypes: ['violations'],
    }),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** Whether everything fits the width, so that nobody has to scroll sideways. */
const fits = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

const looks = [
  { name: 'light', media: { colorScheme: 'light' }, width: 420, zoom: 1 },
  { name: 'dark', media: { colorScheme: 'dark' }, width: 420, zoom: 1 },
  { name: '320 px wide', media: { colorScheme: 'light' }, width: 320, zoom: 1 },
  { name: '200 % zoom', media: { colorScheme: 'dark' }, width: 640, zoom: 2 },
  { name: 'forced colours', media: { colorScheme: 'dark', forcedColors: 'active' }, width: 420, zoom: 1 },
] as const;

for (const { name, media, width, zoom } of looks) {
  for (const part of ['signing in', 'signed in'] as const) {
    test(`U17 ${name}, ${part}: nothing serious or critical in any state, and nothing beside the window`, async ({
      launch,
      plex,
      clipboard,
    }) => {
      const app = await launch();
      const page = await app.window();
      await page.emulateMedia(media);
      await app.electron.evaluate(
        ({ BrowserWindow }, look) => {
          const [window] = BrowserWindow.getAllWindows();
          window?.setContentSize(look.width, 640);
          window?.webContents.setZoomFactor(look.zoom);
        },
        { width, zoom },
      );
      await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(width / zoom);
      let visited = 0;
      const visit = async (state: string): Promise<void> => {
        expect.soft(await findings(page), state).toEqual([]);
        expect.soft(await fits(page), `${state} fits`).toBe(true);
        visited += 1;
      };
      const walk = { page, plex, clipboard, visit };
      if (part === 'signing in') await walkSignIn(walk);
      else {
        await signIn(page, plex, accountNamed(plex, 'practice'));
        await walkSignedIn(walk);
      }
      expect(visited).toBeGreaterThan(5);
    });
  }
}
