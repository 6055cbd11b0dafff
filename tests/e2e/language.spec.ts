/** The window, the tray and the command line in another language than English, and the change from one to the other. */

import { entryAt } from '../desktop/status-notifier.ts';
import { findings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { ask } from './terminal.ts';
import { accountNamed, choose } from './window.ts';

/** Of all variables the one that counts first, and for which no locale has to be installed. */
const german = { LANGUAGE: 'de_AT:de:en' };

test('a German system gets everything in German; English is there at once when it is chosen, and stays', async ({
  launch,
  plex,
  tray,
}) => {
  const owner = accountNamed(plex, 'practice');
  const app = await launch({ environment: german });
  const page = await app.window();
  const inTray = (label: string) =>
    tray.waitForMenu(app.processId, (entries) => entryAt(entries, [label]) !== undefined);

  await test.step('German', async () => {
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await inTray('Anmelden…');
    await page.getByRole('textbox', { name: 'E-Mail oder Benutzername' }).fill(owner.email);
    await page.getByRole('textbox', { name: 'Passwort' }).fill('wrong');
    await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
    await expect(page.getByRole('region', { name: 'Anmeldename oder Passwort falsch' })).toBeVisible();
    await page.getByRole('textbox', { name: 'Passwort' }).fill(owner.password ?? '');
    await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
    await page.getByRole('textbox', { name: 'Bestätigungscode' }).fill(plex.currentCode(owner));
    await choose(page, /Tower/u);
    await page.getByRole('button', { name: 'Neues Transient-Token kopieren' }).click();
    await expect(page.getByRole('status')).toContainText(/^Transient-Token für Tower kopiert, endet auf \w{4}\./u);
    await inTray('Transient-Token kopieren');
    // As in Austria: the day before the month, and 24 hours.
    await expect(
      page.getByText(/^Noch höchstens 47 Std\. 59 Min\. · bis \p{L}{2}\., \d+\. .+ \d\d:\d\d$/u),
    ).toBeVisible();
    await page.getByRole('navigation', { name: 'Bereiche' }).getByRole('button', { name: 'Tokens' }).click();
    await expect(page.getByText('Erzeugt jetzt')).toBeVisible();
  });

  await test.step('the palette finds things by their German words', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('einstellungen');
    await expect(page.getByRole('option', { name: 'Gehe zu: Einstellungen' })).toBeVisible();
    await page.keyboard.press('Enter');
  });

  const language = (name: string) => page.getByRole('group', { name }).getByRole('radio');
  await test.step('to English, at once, with the choice still focused', async () => {
    await expect(language('Sprache')).toHaveCount(3);
    await expect(page.getByRole('radio', { name: 'Deutsch' })).not.toBeChecked();
    expect(await findings(page)).toEqual([]);
    await choose(page, /^English$/u);
    await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
    await expect(language('Language')).toHaveCount(3);
    await expect(page.getByRole('radio', { name: 'English' })).toBeFocused();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await expect(page.getByText('Wie das System')).toHaveCount(0);
    await inTray('Copy transient token');
    await page.getByRole('button', { name: 'Tokens' }).click();
    await expect(page.getByText('Made now')).toBeVisible();
  });

  await test.step('and after a restart', async () => {
    await app.quit();
    const again = await launch({ environment: german });
    const window = await again.window();
    await expect(window.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
    await expect(window.locator('html')).toHaveAttribute('lang', 'en');
    await tray.waitForMenu(again.processId, (entries) => entryAt(entries, ['Sign in…']) !== undefined);
    await window.keyboard.press('Control+k');
    await window.keyboard.type('language');
    await window.getByRole('option', { name: 'Language: The system’s' }).click();
    await expect(window.locator('html')).toHaveAttribute('lang', 'de');
  });
});

test('an English system can be told to speak German, and answers the command line so', async ({
  launch,
  desktop,
  profile,
}) => {
  const app = await launch();
  const page = await app.window();
  // The page is there, and not only its first line.
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('deutsch');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Anmelden', exact: true })).toBeVisible();

  const { code, errors } = await ask(desktop.environment, profile, '--copy-transient-token');
  expect(code).toBe(2);
  expect(errors).toContain('Nicht angemeldet. Dafür ist erst eine Anmeldung bei Plex nötig.');
});

test('what is answered before there is an app is in the system’s language', async ({ desktop, profile }) => {
  const environment = { ...desktop.environment, ...german };
  const said = async (variables: Readonly<Record<string, string>>, ...words: readonly string[]) => {
    const { output, errors } = await ask({ ...environment, ...variables }, profile, ...words);
    return output + errors;
  };
  expect(await said({}, '--help')).toContain('Aufruf: plex-token-tray [Option]');
  expect(await said({}, '--show', '--quit')).toContain('--show und --quit passen nicht zusammen.');
  expect(await said({}, '--quit')).toContain('Plex Token Tray läuft nicht.');
  expect(await said({ PLEX_TV_URL: 'http://plex.tv' })).toContain(
    'PLEX_TV_URL ist nicht brauchbar: sie ist nicht verschlüsselt.',
  );
});
