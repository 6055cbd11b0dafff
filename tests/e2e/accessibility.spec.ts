/** U17: what axe says of every state, in both themes, at 200 % zoom and 320 px of width, with forced colours. */

import type { Page } from '@playwright/test';
import { walkSignedIn, walkSignIn, walkWithout } from '../window-states.ts';
import { findings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { accountNamed, choose, signIn } from './window.ts';

/** A node of the browser's accessibility tree, as the developer tools tell it. */
interface AccessibleNode {
  readonly nodeId: string;
  readonly childIds?: readonly string[];
  readonly ignored: boolean;
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
}

/** What a screen reader is given, from the browser's own accessibility tree and not from the page. */
async function accessibleNodes(page: Page): Promise<readonly { readonly role: string; readonly name: string }[]> {
  const tools = await page.context().newCDPSession(page);
  const { nodes } = (await tools.send('Accessibility.getFullAXTree')) as { nodes: readonly AccessibleNode[] };
  await tools.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  // In the order it is read: the list itself comes in another.
  const read = (node: AccessibleNode | undefined): readonly AccessibleNode[] =>
    node === undefined ? [] : [node, ...(node.childIds ?? []).flatMap((id) => read(byId.get(id)))];
  return read(nodes[0])
    .filter(({ ignored }) => !ignored)
    .map(({ role, name }) => ({ role: role?.value ?? '', name: name?.value ?? '' }));
}

/** Roles of what can be acted on: each needs a name. */
const controls = new Set([
  'button',
  'textbox',
  'radio',
  'checkbox',
  'combobox',
  'searchbox',
  'option',
  'DisclosureTriangle',
]);

/** Whether everything fits the width, so that nobody has to scroll sideways. */
const fits = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

/** Sizes of the window, each with all it is looked at in: what only colours change needs no walk of its own. */
const windows = [
  {
    name: 'light, dark and forced colours',
    width: 420,
    zoom: 1,
    looks: [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { colorScheme: 'dark', forcedColors: 'active' }],
  },
  { name: '320 px wide', width: 320, zoom: 1, looks: [{ colorScheme: 'light' }] },
  { name: '200 % zoom', width: 640, zoom: 2, looks: [{ colorScheme: 'dark' }] },
] as const;

for (const { name, width, zoom, looks } of windows) {
  for (const part of ['signing in', 'signed in', 'with nothing there'] as const) {
    test(`U17 ${name}, ${part}: nothing serious or critical in any state, and nothing beside the window`, async ({
      launch,
      plex,
      clipboard,
    }) => {
      const app = await launch();
      const page = await app.window();
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
        for (const look of looks) {
          // Without motion: a colour on its way from one to another is neither of them.
          await page.emulateMedia({ forcedColors: 'none', ...look, reducedMotion: 'reduce' });
          const where = `${state}, ${Object.values(look).join(', ')}`;
          expect.soft(await findings(page), where).toEqual([]);
          const nodes = await accessibleNodes(page);
          const nameless = nodes.filter(({ role, name: told }) => controls.has(role) && told === '');
          expect.soft(nameless, where).toEqual([]);
          // What lies over the page hides it, status included, until it goes.
          const regions = nodes.some(({ role }) => role === 'dialog') ? 0 : 1;
          const speaking = nodes.filter(({ role }) => role === 'status');
          expect.soft(speaking, `${where}: regions that speak`).toHaveLength(regions);
          expect.soft(await fits(page), `${where}: fits`).toBe(true);
        }
        visited += 1;
      };
      const walk = { page, plex, clipboard, visit };
      if (part === 'signing in') await walkSignIn(walk);
      else if (part === 'with nothing there') await walkWithout(walk);
      else {
        await signIn(page, plex, accountNamed(plex, 'practice'));
        await walkSignedIn(walk);
      }
      expect(visited).toBeGreaterThan(5);
    });
  }
}

test('names and roles of the main view, as a screen reader is given them', async ({ launch, plex, tray }) => {
  const app = await launch();
  // With a tray there is no word about missing one.
  await tray.waitForMenu(app.processId, () => true);
  const page = await app.window();
  await signIn(page, plex, accountNamed(plex, 'practice'));
  await choose(page, /Tower/u);
  await page.getByRole('button', { name: 'Generate and copy transient token' }).click();
  await expect(page.getByRole('button', { name: 'Clear now' })).toBeVisible();
  const told = async (): Promise<readonly string[]> =>
    (await accessibleNodes(page))
      .filter(({ role }) => controls.has(role) || ['heading', 'region', 'navigation', 'group'].includes(role))
      // How long a server took to answer is another matter.
      .map(({ role, name }) => `${role} ${name.replace(/(?:Local, not encrypted, \d+ ms|Online|Offline) /u, '')}`)
      // A development build says that it is one.
      .filter((line) => !line.startsWith('option') && line !== 'button Put away');
  await expect
    .poll(told)
    .toEqual([
      'button Try again',
      'button Use a passphrase',
      'heading Practice Owner',
      'button Refresh',
      'button Sign out',
      'button Generate and copy transient token',
      'combobox Copy as',
      'region Token for Tower',
      'button Clear now',
      'group Server',
      'radio Attic Yours · Version 1.42.1.10060 Before 1.42.2.10157 a transient token can be turned into a permanent one.',
      'button Details of Attic',
      'radio Tower Yours · Version 1.43.2.10700',
      'button Details of Tower',
      'radio Long Gone Yours · Version 1.32.8.7639 Before 1.42.2.10157 a transient token can be turned into a permanent one.',
      'button Details of Long Gone',
      'radio Friend’s Den Shared by simple · Version 1.43.0.10492',
      'button Details of Friend’s Den',
      'navigation Places',
      'button Generate',
      'button Tokens',
      'button Source',
      'button Account',
      'button Settings',
    ]);
});
