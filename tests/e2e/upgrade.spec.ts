/** The real app over profiles of other versions. */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from './fixtures.ts';

const golden = resolve(import.meta.dirname, '../profiles/0.1.0');

test('S10 a profile of an earlier release opens: its settings apply, its passphrase is asked for', async ({
  launch,
  profile,
}) => {
  await cp(golden, profile, { recursive: true });
  // The account belongs to plex.tv itself; nothing is asked of it before it is unlocked.
  const app = await launch({ environment: { PLEX_TV_URL: '' } });
  const page = await app.window();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.getByRole('textbox', { name: 'Passphrase' }).fill('not these words');
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
  await expect(page.getByRole('status')).toContainText(/passphrase/iu);
});

test('S9 a profile of a newer version is the same byte for byte after the app ran', async ({ launch, profile }) => {
  for (const name of readdirSync(golden)) {
    const kept = JSON.parse(readFileSync(join(golden, name), 'utf8')) as { schema: number };
    writeFileSync(join(profile, name), JSON.stringify({ ...kept, schema: kept.schema + 1, later: true }));
  }
  const stores = (): ReadonlyMap<string, string> =>
    new Map(
      readdirSync(profile)
        .filter((name) => name.includes('.json'))
        .map((name) => [name, readFileSync(join(profile, name), 'latin1')]),
    );
  const before = stores();
  const app = await launch();
  const page = await app.window();
  await expect(page.getByRole('main')).toBeVisible();
  await app.quit();
  expect(stores()).toEqual(before);
});
