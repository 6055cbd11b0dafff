/** U11, U12: whatever servers call themselves, their names can do nothing but be shown. */

import type { Page } from '@playwright/test';
import type {} from '../../renderer/bridge.ts';
import { expect, test } from './fixtures.ts';
import { signIn } from './window.ts';

const parts = [
  '<img src=x onerror="window.ran=1">',
  '</script><script>window.ran=1</script>',
  '<svg onload=window.ran=1>',
  'javascript:window.ran=1',
  '{{constructor.constructor("window.ran=1")()}}',
  '$'.concat('{window.ran=1}'),
  '\u202eright to left',
  '\u2067\u2067\u2067\u2067',
  'שלום עולם',
  'مرحبا بالعالم',
  '\u200b\u200c\u200d\u2060\ufeff',
  '👩‍👩‍👧‍👦🏳️‍🌈👨🏾‍💻',
  `Z${'\u0300\u0301\u0302\u0303'.repeat(200)}`,
  'x'.repeat(10_000),
  '﷽'.repeat(300),
  '\u0000\u0007\u001b[31mred\u001b[0m',
  'line\r\nbreak\u2028and\u2029more',
  ' ',
  '',
  'A name with spaces that is quite long but ordinary',
  '\ud800',
  '&lt;b&gt;&#x3c;',
  '../../../etc/passwd',
  '%00%0d%0aSet-Cookie: a=b',
  "' OR 1=1 --",
] as const;

/** Five hundred names: each part by itself, and in pairs. */
const names = parts.flatMap((one) => [one, ...parts.map((other) => `${one}${other}`)]).slice(0, 500);

/** What a page wider than the window, or wider than its own box, shows. */
const overflow = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const wide = scrollWidth > clientWidth + 1 ? [`the page: ${scrollWidth} in ${clientWidth}`] : [];
    const boxes = [...document.querySelectorAll('.row')].flatMap((row) => {
      const { right } = row.getBoundingClientRect();
      return right > clientWidth + 1 ? [`a row: ${right} in ${clientWidth}`] : [];
    });
    return [...wide, ...boxes];
  });

test(`U11 U12 bar 32: of ${names.length} hostile names none runs, none widens the page, none breaks a rule`, async ({
  launch,
  plex,
}) => {
  test.setTimeout(120_000);
  const account = plex.accounts[1];
  const tower = plex.servers.find(({ name }) => name === 'Tower');
  if (account === undefined || tower === undefined) throw new Error('Practice data is missing.');
  const app = await launch();
  const page = await app.window();
  await signIn(page, plex, account);
  // A refresh while the first reading is under way would join that.
  await expect(page.getByRole('radio', { name: /Tower/u })).toBeVisible();
  await page.evaluate(() => {
    document.addEventListener('securitypolicyviolation', () => {
      Object.assign(window, { violations: ((window as { violations?: number }).violations ?? 0) + 1 });
    });
  });
  const [resource] = tower.resourceFor(account, { https: false, relay: false, ipv6: false });
  for (let start = 0; start < names.length; start += 100) {
    const listed = names.slice(start, start + 100).map((name, index) => ({
      ...resource,
      name,
      sourceTitle: names[names.length - 1 - start - index],
      owned: false,
      clientIdentifier: `hostile-${start + index}`,
      connections: [],
    }));
    plex.faults.clear();
    plex.faults.always('plex.tv GET /resources', { kind: 'json', value: listed });
    const read = await page.evaluate(() => window.plexTokenTray.refresh({}));
    expect(read).toMatchObject({ ok: true });
    await expect(page.locator(`input[value="hostile-${start}"]`)).toBeAttached();
    expect(await page.getByRole('radio').count()).toBe(100);
    expect(await overflow(page)).toEqual([]);
    const longest = await page.evaluate(() =>
      Math.max(...[...document.querySelectorAll('.row .name')].map((name) => name.textContent.length)),
    );
    expect(longest).toBeLessThan(60 * 13);
  }
  const outcome = await page.evaluate(() => {
    const { ran, violations } = window as { ran?: unknown; violations?: number };
    return {
      ran,
      violations,
      elements: document.querySelectorAll('main img:not(.avatar img), main script, main iframe').length,
    };
  });
  expect(outcome).toEqual({ ran: undefined, violations: undefined, elements: 0 });
});
