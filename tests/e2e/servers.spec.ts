/** The servers: few, many or none, with any name; how each is reached, and what can be done where it is not. */

import type { Page } from '@playwright/test';
import { type PracticePlex, type PracticeServerOptions, startPracticePlex } from '../practice-plex/index.ts';
import { test as base, expect } from './fixtures.ts';
import { accountNamed, choose, generateButton, goTo, serverNamed, signIn, status } from './window.ts';

/** A practice Plex with other servers, open only for the length of a test. */
const test = base.extend<{
  readonly openWith: (servers: readonly PracticeServerOptions[]) => Promise<{ page: Page; plex: PracticePlex }>;
}>({
  openWith: async ({ launch }, use) => {
    const started: PracticePlex[] = [];
    await use(async (servers) => {
      const plex = await startPracticePlex({ servers });
      started.push(plex);
      const page = await (await launch({ environment: { PLEX_TV_URL: plex.plexTvUrl } })).window();
      await signIn(page, plex, accountNamed(plex, 'practice'));
      return { page, plex };
    });
    for (const plex of started) await plex.close();
  },
});

const version = '1.43.2.10700-abcdef123';

test.describe('names', () => {
  const hostile = [
    '<img src=x onerror="document.title=\'hacked\'">',
    '</script><script>document.title="hacked"</script>',
    'javascript:document.title="hacked"',
    '\u001b[31mred\u001b[0m',
    'one\r\ntwo',
  ];

  test('U11 hostile names are text: nothing runs, and nothing even tries to', async ({ openWith }) => {
    const { page } = await openWith(hostile.map((name) => ({ name, version, owner: 'practice' })));
    await page.evaluate(() => {
      Object.assign(globalThis, { violations: 0 });
      document.addEventListener('securitypolicyviolation', () => {
        Object.assign(globalThis, { violations: (globalThis as unknown as { violations: number }).violations + 1 });
      });
    });
    await expect(page.getByRole('radio')).toHaveCount(5);
    await expect(page.getByText(hostile[0] ?? '', { exact: true }).first()).toBeVisible();
    for (const row of await page.getByRole('button', { name: /^Details of/u }).all()) {
      await row.click();
      await expect(page.getByRole('region', { name: 'About' })).toBeVisible();
      await page.getByRole('button', { name: 'Back' }).click();
    }
    expect(await page.title()).toBe('Plex Token Tray');
    await expect(page.locator('img:not(.avatar img), script:not([src])')).toHaveCount(0);
    expect(await page.evaluate(() => (globalThis as unknown as { violations: number }).violations)).toBe(0);
    for (const text of await page.locator('bdi.name').allTextContents()) expect(text).not.toMatch(/[\u0000-\u001f]/u);
  });

  test('U12 names of 10 KB, empty, turned round or stacked stay short and to themselves', async ({ openWith }) => {
    const names = [
      'x'.repeat(10_000),
      ' \u200b ',
      '\u202egnp.exe',
      '👩‍👩‍👧‍👦'.repeat(300),
      `e${'\u0301'.repeat(3000)}`,
    ];
    const { page } = await openWith(names.map((name) => ({ name, version, owner: 'practice' })));
    await expect(page.getByRole('radio')).toHaveCount(5);
    const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
    for (const shown of await page.locator('.rows bdi.name').allTextContents()) {
      expect([...segmenter.segment(shown)].length).toBeLessThanOrEqual(60);
      expect(shown).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/u);
    }
    await expect(page.getByRole('radio', { name: /^Unnamed/u })).toHaveCount(1);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  });
});

test.describe('how many', () => {
  test('U13 none: says so, and what to do about it', async ({ openWith }) => {
    const { page } = await openWith([]);
    await expect(page.getByRole('heading', { name: 'No servers yet' })).toBeVisible();
    await expect(generateButton(page)).toBeDisabled();
    await goTo(page, 'Source');
    await expect(page.getByRole('heading', { name: 'No server to ask' })).toBeVisible();
  });

  test('U13 one: chosen already', async ({ openWith }) => {
    const { page } = await openWith([{ name: 'Only', version, owner: 'practice' }]);
    await expect(page.getByRole('radio', { name: /Only/u })).toBeChecked();
    await expect(page.getByRole('searchbox')).toHaveCount(0);
    await generateButton(page).click();
    await expect(status(page)).toContainText('Transient token for Only copied');
  });

  test('U13 three hundred: all listed, found by name, owner or version, and chosen', async ({ openWith }) => {
    const many = Array.from({ length: 300 }, (_, index) => ({
      name: `Server ${String(index + 1).padStart(3, '0')}`,
      version: index === 149 ? '1.40.0.1234-abc' : version,
      owner: index % 2 === 0 ? 'practice' : 'simple',
      sharedWith: ['practice'],
    }));
    const { page } = await openWith(many);
    await expect(page.getByRole('radio')).toHaveCount(300);
    const filter = page.getByRole('searchbox', { name: 'Filter servers' });
    await filter.fill('server 277');
    await expect(page.getByRole('radio')).toHaveCount(1);
    await choose(page, /Server 277/u);
    await filter.fill('simple');
    await expect(page.getByRole('radio')).toHaveCount(150);
    await filter.fill('1.40.0');
    await expect(page.getByRole('radio', { name: /Server 150/u })).toBeVisible();
    await filter.fill('nobody has this');
    await expect(page.getByText('No server of that name.')).toBeVisible();
    await generateButton(page).click();
    await expect(status(page)).toContainText('Transient token for Server 277 copied');
  });
});

test('nothing jumps when the servers arrive: the big button and the list stay where they are', async ({
  launch,
  plex,
  tray,
}) => {
  const app = await launch();
  const page = await app.window();
  await tray.waitForMenu(app.processId, () => true);
  let listed = (): void => undefined;
  plex.faults.next('GET /resources', {
    kind: 'delay',
    until: new Promise<void>((resolve) => {
      listed = resolve;
    }),
  });
  await signIn(page, plex, accountNamed(plex, 'simple'));
  const place = async () => ({
    button: (await generateButton(page).boundingBox())?.y,
    list: (await page.locator('.servers .rows').boundingBox())?.y,
  });
  await expect(page.getByText('Looking for your servers…').first()).toBeVisible();
  await expect(page.getByText('you stay signed in for this run only')).toBeVisible();
  const before = await place();
  listed();
  await expect(page.getByRole('radio', { name: /Friend’s Den/u })).toBeVisible();
  expect(await place()).toEqual(before);
});

test.describe('one server', () => {
  test('shows how it is reached and whose it is, and is tried again when it comes back', async ({ launch, plex }) => {
    const page = await (await launch()).window();
    const gone = serverNamed(plex, 'Long Gone');
    await signIn(page, plex, accountNamed(plex, 'practice'));
    await page.getByRole('button', { name: 'Details of Long Gone' }).click();
    await expect(page.getByRole('heading', { name: 'Long Gone' })).toBeFocused();
    const connection = page.getByRole('region', { name: 'Connection' });
    await expect(connection).toContainText('Offline');
    await connection.getByRole('button', { name: 'Try again' }).click();
    await expect(connection.getByRole('region', { name: 'Server offline' })).toBeVisible();
    await gone.start();
    await connection.getByRole('button', { name: 'Try again' }).click();
    await expect(connection).toContainText(/Local, not encrypted, \d+ ms/u);
    await expect(page.getByRole('region', { name: 'About' })).toContainText(gone.id);

    await test.step('and is chosen from there', async () => {
      await page.getByRole('button', { name: 'Choose this server' }).click();
      await expect(page.getByRole('radio', { name: /Long Gone/u })).toBeChecked();
    });
  });

  test('takes addresses typed by hand after checking them, and gives them back', async ({ launch, plex }) => {
    const page = await (await launch()).window();
    await signIn(page, plex, accountNamed(plex, 'practice'));
    await page.getByRole('button', { name: 'Details of Tower' }).click();
    const address = page.getByRole('textbox', { name: 'Address' });
    await address.fill('http://example.com:32400');
    await address.press('Enter');
    await expect(address).toHaveAccessibleDescription(/^Use an https address, or http with a private address/u);
    await expect(address).toHaveValue('http://example.com:32400');
    await address.fill('http://192.168.77.5:32400');
    await address.press('Enter');
    await expect(page.getByRole('button', { name: 'Remove http://192.168.77.5:32400' })).toBeVisible();
    await expect(address).toHaveValue('');
    await page.getByRole('button', { name: 'Remove http://192.168.77.5:32400' }).click();
    await expect(page.getByRole('listitem')).toHaveCount(0);
  });
});
