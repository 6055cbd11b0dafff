/** Transient tokens of a run: copied in every form, listed, checked, forgotten; and what stands in their way. */

import { expect, test } from './fixtures.ts';
import { accountNamed, choose, generateButton, goTo, requestsTo, serverNamed, signIn, status } from './window.ts';

const mints = '/security/token';

test('each form is copied as it is to be pasted, and the one of Settings is the usual one', async ({
  launch,
  plex,
  clipboard,
  tray,
}) => {
  const app = await launch();
  const page = await app.window();
  const tower = serverNamed(plex, 'Tower');
  await signIn(page, plex, accountNamed(plex, 'practice'));
  await choose(page, /Tower/u);
  await generateButton(page).click();
  await expect(status(page)).toContainText('copied');
  const [token = ''] = tower.transientTokens();
  expect(await clipboard.read('clipboard')).toBe(token);

  await goTo(page, 'Tokens');
  for (const [name, text] of [
    ['X-Plex-Token header', `X-Plex-Token: ${token}`],
    ['Address with token', `${tower.url}/?X-Plex-Token=${token}`],
    ['curl command', `curl -H 'Accept: application/json' -H 'X-Plex-Token: ${token}' '${tower.url}/'`],
    ['Shell: export PLEX_TOKEN', `export PLEX_TOKEN='${token}'`],
    ['PowerShell: $env:PLEX_TOKEN', `$env:PLEX_TOKEN = '${token}'`],
    ['Token', token],
  ] as const) {
    await page.getByRole('combobox', { name: 'Copy as' }).selectOption({ label: name });
    await page.getByRole('button', { name: /^Copy again: Tower, ending in/u }).click();
    await expect.poll(() => clipboard.read('clipboard'), name).toBe(text);
  }

  await goTo(page, 'Settings');
  await page
    .getByRole('group', { name: 'Copy tokens as' })
    .getByRole('radio', { name: 'Shell: export PLEX_TOKEN' })
    .click();
  await expect(status(page)).toContainText('Saved');
  await goTo(page, 'Generate');
  await expect(page.getByRole('combobox', { name: 'Copy as' })).toHaveValue('shell');
  await tray.click(app.processId, ['Copy transient token']);
  await expect.poll(() => clipboard.read('clipboard')).toMatch(/^export PLEX_TOKEN='transient-[^']+'$/u);
});

test('A9 the list tells which live: checked, dead after a restart, and still on the clipboard', async ({
  launch,
  plex,
  clipboard,
}) => {
  const page = await (await launch()).window();
  const tower = serverNamed(plex, 'Tower');
  await signIn(page, plex, accountNamed(plex, 'practice'));
  await choose(page, /Tower/u);
  await generateButton(page).click();
  await expect(status(page)).toContainText('copied');
  await goTo(page, 'Tokens');
  const token = page.getByRole('listitem').filter({ hasText: 'Tower' });
  await expect(token).toContainText('On the clipboard');
  await expect(token).toContainText(/At most 47 h 59 min · until/u);
  await expect(token.getByText('Made now')).toHaveAttribute('title', /\d/u);

  await page.getByRole('button', { name: /^Check: Tower/u }).click();
  await expect(token).toContainText('Alive, checked now');
  await tower.restart();
  await page.getByRole('button', { name: /^Check: Tower/u }).click();
  await expect(token).toContainText('Dead, checked now');
  await expect(token).toContainText('This dead token is still on the clipboard.');
  await expect(status(page)).toContainText('is dead');
  await goTo(page, 'Generate');
  await expect(page.getByRole('region', { name: 'Token for Tower' })).toContainText('This dead token');
  await goTo(page, 'Tokens');
  await token.getByRole('button', { name: 'Clear now' }).click();
  await expect(token).not.toContainText('On the clipboard');
  expect(await clipboard.read('clipboard')).toBe('');

  await page.getByRole('button', { name: /^Forget: Tower/u }).click();
  await expect(page.getByRole('heading', { name: 'No tokens yet' })).toBeVisible();
});

test('a server whose tokens give too much away is warned of before copying, once', async ({
  launch,
  plex,
  clipboard,
}) => {
  const page = await (await launch()).window();
  await clipboard.write('clipboard', 'mine');
  await signIn(page, plex, accountNamed(plex, 'practice'));
  await choose(page, /Attic/u);
  await generateButton(page).click();
  const warning = page.getByRole('region', { name: 'This server gives too much away' });
  await expect(warning).toContainText('CVE-2025-69414');
  expect(requestsTo(plex, 'POST', mints)).toBe(0);
  expect(await clipboard.read('clipboard')).toBe('mine');

  await warning.getByRole('button', { name: 'Go on, I know' }).click();
  await expect(status(page)).toContainText('Transient token for Attic copied');
  await expect(warning).toHaveCount(0);
  expect(requestsTo(plex, 'POST', mints)).toBe(1);
  await generateButton(page).click();
  await expect.poll(() => requestsTo(plex, 'POST', mints)).toBe(2);
  await expect(warning).toHaveCount(0);
});

test('N10 a server that asks for a pause: told beside the button, which counts down', async ({ launch, plex }) => {
  const page = await (await launch()).window();
  await signIn(page, plex, accountNamed(plex, 'practice'));
  await choose(page, /Tower/u);
  plex.faults.next(`POST ${mints}`, { kind: 'rate-limited', retryAfter: '5' });
  await generateButton(page).click();
  await expect(page.getByRole('button', { name: /^Wait 0:0/u })).toBeDisabled();
  await expect(page.getByRole('region', { name: 'Too many requests' })).toBeVisible();
  expect(requestsTo(plex, 'POST', mints)).toBe(1);
  await generateButton(page).click();
  await expect(status(page)).toContainText('copied');
  await expect(page.getByRole('region', { name: 'Too many requests' })).toHaveCount(0);
});

test('a failure’s "Try again" generates again, on the same server', async ({ launch, plex }) => {
  const page = await (await launch()).window();
  await signIn(page, plex, accountNamed(plex, 'practice'));
  await choose(page, /Tower/u);
  plex.faults.next(`POST ${mints}`, { kind: 'status', status: 500 });
  await generateButton(page).click();
  await page
    .getByRole('region', { name: 'The server has a problem' })
    .getByRole('button', { name: 'Try again' })
    .click();
  await expect(status(page)).toContainText('Transient token for Tower copied');
});

test('N8 a server that does not answer: Cancel ends it at once, and the keyboard keeps its place', async ({
  launch,
  plex,
}) => {
  const page = await (await launch()).window();
  await signIn(page, plex, accountNamed(plex, 'practice'));
  await choose(page, /Tower/u);
  plex.faults.next(`POST ${mints}`, { kind: 'silence' });
  await generateButton(page).press('Enter');
  await expect(page.getByRole('button', { name: 'Generating…' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(generateButton(page)).toBeEnabled();
  await expect.poll(() => plex.requests.find(({ path }) => path === mints)?.closedEarly).toBe(true);
});
