/** The account's picture: fetched by main without a token, drawn in the window from bytes made here, or an initial instead. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import type { PracticePlex } from '../practice-plex/index.ts';
import { portrait } from '../practice-plex/portrait.ts';
import { expect, test } from './fixtures.ts';
import { accountNamed, choose, generateButton, goTo, requestsTo, signIn } from './window.ts';

/** What stands beside the account's name in the main view. It has no role: the name says all of it. */
const avatar = (page: Page) => page.locator('header .avatar');
const pictureIn = (page: Page) => avatar(page).locator('img');
const route = (plex: PracticePlex): string => `GET /users/${accountNamed(plex, 'simple').uuid}/avatar`;

/** The app goes on as ever, with an initial where the picture would be. */
async function expectAnInitialAndAToken(page: Page): Promise<void> {
  await choose(page, /Tower/u);
  await generateButton(page).click();
  await expect(page.getByRole('button', { name: 'Clear now' })).toBeVisible();
  await expect(avatar(page)).toHaveText('S');
}

test('is fetched by main without a token or a name, and shown without a request by the page', async ({
  launch,
  plex,
}) => {
  const page = await (await launch()).window();
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await signIn(page, plex, accountNamed(plex, 'simple'));
  await expect(pictureIn(page)).toHaveAttribute('src', /^data:image\/png;base64,/u);
  await expect.poll(() => pictureIn(page).evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(64);
  expect(requests.filter((address) => !/^(?:app|data):/u.test(address))).toEqual([]);

  const asked = plex.requests.filter(({ path }) => path.endsWith('/avatar'));
  expect(asked).toHaveLength(1);
  const [request] = asked;
  expect(Object.keys(request?.headers ?? {}).filter((name) => /plex|cookie|authorization|referer/u.test(name))).toEqual(
    [],
  );
  expect(request?.headers['user-agent']).toBe('Plex Token Tray');
  expect(Object.keys(request?.query ?? {})).toEqual(['c']);

  await goTo(page, 'Account');
  await expect(page.getByRole('radio', { name: /Simple User/u })).toBeVisible();
  await expect(page.locator('.row.account .avatar img')).toBeVisible();
});

const bomb = Buffer.from(portrait(1));
bomb.writeUInt32BE(60_000, 16);
bomb.writeUInt32BE(60_000, 20);
const broken = portrait(1).fill(7, 60, 300);

test.describe('what is no picture is an initial, and nobody is troubled', () => {
  const cases = {
    'a page': (plex: PracticePlex) => plex.faults.always(route(plex), { kind: 'html' }),
    'an SVG with a script': (plex: PracticePlex) =>
      plex.faults.always(route(plex), {
        kind: 'status',
        status: 200,
        body: '<svg xmlns="http://www.w3.org/2000/svg"><script>document.title = "hit"</script></svg>',
        headers: { 'Content-Type': 'image/svg+xml' },
      }),
    '50 MB': (plex: PracticePlex) => plex.faults.always(route(plex), { kind: 'large', megabytes: 50 }),
    '50 MB that are small on the way': (plex: PracticePlex) =>
      plex.faults.always(route(plex), { kind: 'gzip-bomb', megabytes: 50 }),
    'an error': (plex: PracticePlex) => plex.faults.always(route(plex), { kind: 'status', status: 503 }),
    'a broken connection': (plex: PracticePlex) => plex.faults.always(route(plex), { kind: 'reset' }),
    'a small file that claims 60,000 pixels': (plex: PracticePlex) =>
      plex.faults.always(route(plex), { kind: 'bytes', type: 'image/png', bytes: bomb }),
    'a damaged PNG': (plex: PracticePlex) =>
      plex.faults.always(route(plex), { kind: 'bytes', type: 'image/png', bytes: broken }),
  };
  for (const [what, setUp] of Object.entries(cases)) {
    test(what, async ({ launch, plex }) => {
      setUp(plex);
      const app = await launch();
      const page = await app.window();
      await signIn(page, plex, accountNamed(plex, 'simple'));
      await expect.poll(() => requestsTo(plex, 'GET', '/avatar')).toBe(1);
      await expectAnInitialAndAToken(page);
      await expect(pictureIn(page)).toHaveCount(0);
      await expect(page.locator('.note.problem')).toHaveCount(0);
    });
  }
});

test('a server that never answers is waited for by nobody, and let go with the window', async ({
  launch,
  plex,
  tray,
}) => {
  plex.faults.always(route(plex), { kind: 'silence' });
  const app = await launch();
  await tray.waitForMenu(app.processId, () => true);
  const page = await app.window();
  await signIn(page, plex, accountNamed(plex, 'simple'));
  await expect(avatar(page)).toHaveText('S');
  await expect.poll(() => requestsTo(plex, 'GET', '/avatar')).toBe(1);
  await page.keyboard.press('Escape');
  await expect.poll(() => plex.requests.find(({ path }) => path.endsWith('/avatar'))?.closedEarly).toBe(true);
});

test('a redirect is followed on the same host only', async ({ launch, plex }) => {
  let connections = 0;
  const elsewhere = createServer((_request, response) => response.end(portrait(1)));
  elsewhere.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  const to = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/a.png`;
  plex.faults.next(route(plex), { kind: 'redirect', to, status: 302 });
  const page = await (await launch()).window();
  await signIn(page, plex, accountNamed(plex, 'simple'));
  await expect.poll(() => requestsTo(plex, 'GET', '/avatar')).toBe(1);
  await expectAnInitialAndAToken(page);
  expect(connections).toBe(0);
  await page.getByRole('button', { name: 'Sign out' }).click();

  const other = accountNamed(plex, 'mailonly').uuid;
  plex.faults.next(route(plex), { kind: 'redirect', to: `/users/${other}/avatar`, status: 302 });
  await signIn(page, plex, accountNamed(plex, 'simple'));
  await expect(pictureIn(page)).toHaveAttribute('src', /^data:image\/png/u);
  expect(connections).toBe(0);
  await new Promise((resolve) => elsewhere.close(resolve));
});
