/** Versions, notices, newer releases, and what the command line answers by itself. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { ElectronApplication, Page } from '@playwright/test';
import { electronPath } from '../../build/electron-path.mjs';
import { expect, test } from './fixtures.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };

test('About tells versions, licence and every package’s notices', async ({ launch }) => {
  const app = await launch();
  const page = await app.window();
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'About this app' }).click();
  await expect(page.getByRole('heading', { name: 'About Plex Token Tray' })).toBeVisible();
  const versions = await app.electron.evaluate(() => process.versions);
  for (const [name, value] of [
    ['Version', version],
    ['Electron', versions.electron],
    ['Chromium', versions['chrome']],
    ['Node.js', versions.node],
    ['Licence', 'MIT'],
  ])
    await expect(
      page
        .getByRole('definition')
        .filter({ hasText: value ?? 'none' })
        .first(),
      name,
    ).toBeVisible();
  await page.getByText('Third-party notices').click();
  const notices = page.locator('pre');
  for (const name of ['axios', 'electron-store', 'preact', 'valibot']) await expect(notices).toContainText(`${name} `);
  await expect(notices).toContainText('Permission is hereby granted, free of charge');
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
});

/** Answers for GitHub, and keeps what was asked. */
async function standInForGitHub(electron: ElectronApplication, tag: string): Promise<() => Promise<readonly string[]>> {
  await electron.evaluate(({ session }, tagName) => {
    const asked: string[] = [];
    Object.assign(globalThis, { askedGitHub: asked });
    session.fromPartition('releases', { cache: false }).protocol.handle('https', (request) => {
      asked.push(`${request.method} ${request.url}`);
      return Response.json({ tag_name: tagName });
    });
  }, tag);
  return () => electron.evaluate(() => (globalThis as unknown as { askedGitHub: string[] }).askedGitHub);
}

const lookForUpdates = (page: Page) => page.getByRole('checkbox', { name: 'Tell me when there is one' });

test('a newer release is looked for only when the user wants it, at one constant address', async ({ launch }) => {
  const app = await launch();
  const asked = await standInForGitHub(app.electron, 'v99.1.2');
  const page = await app.window();
  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(lookForUpdates(page)).not.toBeChecked();
  expect(await asked()).toEqual([]);
  await lookForUpdates(page).click();
  await expect(lookForUpdates(page)).toBeChecked();
  await expect(page.getByText('Version 99.1.2 is there.')).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole('button', { name: 'Get it' })).toBeVisible();
  expect(await asked()).toEqual(['GET https://api.github.com/repos/plex-token-tray/plex-token-tray/releases/latest']);
  await lookForUpdates(page).click();
  await expect(lookForUpdates(page)).not.toBeChecked();
  await expect(page.getByText('Version 99.1.2 is there.')).toBeHidden();
});

for (const [option, wanted] of [
  ['--version', `Plex Token Tray ${version}\n`],
  ['--help', 'Usage: plex-token-tray [option]'],
] as const) {
  test(`${option} is answered with nothing started`, async ({ desktop, profile }) => {
    const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const child = spawn(electronPath(), [process.cwd(), `--user-data-dir=${profile}`, ...root, option], {
      // Not even an address that the app refuses to start with keeps it from answering.
      env: { ...desktop.environment, PLEX_TV_URL: 'http://plex.tv' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const [code] = (await once(child, 'close')) as [number | null];
    expect(code).toBe(0);
    expect(said).toContain(wanted);
  });
}
