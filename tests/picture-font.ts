/** Sets the window in a font that comes with the tests, so that its pictures are the same on every computer. */

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';

const weights = ['400', '600', '700'] as const;
const file = (weight: string): string =>
  createRequire(import.meta.url).resolve(`@fontsource/inter/files/inter-latin-${weight}-normal.woff2`);

/** Replaces the system's fonts in a page. Fonts handed over as bytes are no request, so the page's policy holds. */
export async function usePictureFont(page: Page): Promise<void> {
  const faces = await Promise.all(
    weights.map(async (weight) => ({ weight, base64: (await readFile(file(weight))).toString('base64') })),
  );
  await page.evaluate(async (given) => {
    for (const { weight, base64 } of given) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      document.fonts.add(await new FontFace('Picture', bytes, { weight }).load());
    }
    document.documentElement.style.setProperty('--family', 'Picture');
    document.documentElement.style.setProperty('--family-code', 'Picture');
  }, faces);
}

/** Leaves parts out of a page's pictures. A sheet of the page's own making passes its policy. */
export async function leaveOut(page: Page, selector: string): Promise<void> {
  await page.evaluate((left) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`${left} { display: none }`);
    document.adoptedStyleSheets.push(sheet);
  }, selector);
}
