/** A source's connections: asked, read as a table, and why they cannot be asked for. */

import { expect, test } from './fixtures.ts';
import { accountNamed, goTo, requestsTo, serverNamed, signIn, status } from './window.ts';

test('a source that is typed is checked, asked for, shown as a table, and its token copied', async ({
  launch,
  plex,
  clipboard,
}) => {
  const page = await (await launch()).window();
  await signIn(page, plex, accountNamed(plex, 'practice'));
  await goTo(page, 'Source');
  await page.getByRole('combobox', { name: 'Ask this server' }).selectOption('Tower');
  const source = page.getByRole('textbox', { name: 'Source' });

  await source.fill('tv.plex.provider.epg');
  await source.press('Enter');
  await expect(page.getByText('Start with server:// or provider://')).toBeVisible();
  expect(requestsTo(plex, 'GET', '/security/resources')).toBe(0);

  await source.fill('provider://tv.plex.provider.epg');
  await page.getByRole('checkbox', { name: 'Make the server look anew' }).check();
  await source.press('Enter');
  const answer = page.getByRole('region', { name: /^Connections of/u });
  await expect(answer.getByRole('table')).toContainText('Kind');
  await expect(answer).toContainText('tv.plex.provider.epg');
  await expect(status(page)).toContainText('connection');
  const asked = plex.requests.find(({ path }) => path === '/security/resources');
  expect(asked?.query).toMatchObject({ source: 'provider://tv.plex.provider.epg', refresh: '1' });

  await answer.getByRole('button', { name: 'Copy its token' }).click();
  await expect(status(page)).toContainText('Source token');
  const token = await clipboard.read('clipboard');
  expect(token).not.toBe('');
  await expect(answer).toContainText(token.slice(-4));
  expect(await page.content()).not.toContain(token);
});

test('a server is picked as the source, and a refusal is told in words', async ({ launch, plex }) => {
  const page = await (await launch()).window();
  await signIn(page, plex, accountNamed(plex, 'practice'));
  const den = serverNamed(plex, 'Friend’s Den');
  await goTo(page, 'Source');
  await page.getByRole('combobox', { name: 'Pick a server as the source' }).selectOption(den.id);
  await expect(page.getByRole('textbox', { name: 'Source' })).toHaveValue(`server://${den.id}`);
  plex.faults.next('GET /security/resources', { kind: 'status', status: 403 });
  await page.getByRole('button', { name: 'Read connections' }).click();
  await expect(page.getByRole('region', { name: 'Source not known' })).toBeVisible();
});

test('servers that cannot be asked are named with the reason', async ({ launch, plex }) => {
  const page = await (await launch()).window();
  await signIn(page, plex, accountNamed(plex, 'practice'));
  await goTo(page, 'Source');
  const choice = page.getByRole('combobox', { name: 'Ask this server' });
  await expect(choice.getByRole('option', { name: 'Friend’s Den' })).toHaveCount(0);
  await page.getByText('1 server cannot be asked').click();
  await expect(page.getByText('Only the owner of Friend’s Den can ask it')).toBeVisible();
});
