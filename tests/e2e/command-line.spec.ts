/** Asking the running app on the command line: what it does, what the terminal is told, what the asking program ends with. */

import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {} from '../../renderer/bridge.ts';
import type { PracticePlex } from '../practice-plex/index.ts';
import { startPracticePlex } from '../practice-plex/index.ts';
import { expect, test } from './fixtures.ts';
import { ask } from './terminal.ts';
import { signIn } from './window.ts';

function accountWithoutCode(plex: PracticePlex) {
  const account = plex.accounts[1];
  if (account === undefined) throw new Error('No account.');
  return account;
}

test('--copy-transient-token copies and says so, with 0, and never says the token', async ({
  launch,
  plex,
  desktop,
  profile,
  clipboard,
}) => {
  const app = await launch();
  await signIn(await app.window(), plex, accountWithoutCode(plex));
  const told = await ask(desktop.environment, profile, '--copy-transient-token');
  const token = await clipboard.read('clipboard');
  expect(told.output).toMatch(
    /^Transient token for Friend’s Den copied, ends in \w{4}\. The clipboard is cleared at .+\.\n$/u,
  );
  expect(told.code).toBe(0);
  expect(plex.servers.find(({ name }) => name === 'Friend’s Den')?.accepts(token)).toBe(true);
  expect(told.output + told.errors).not.toContain(token);
  const named = await ask(desktop.environment, profile, '--copy-transient-token', '--server', 'TOWER');
  expect(named.output).toContain('Transient token for Tower copied');
  expect(named.code).toBe(0);
});

test('not signed in is told with 2', async ({ launch, desktop, profile, tray }) => {
  const app = await launch({ arguments: ['--hidden'] });
  await tray.waitForIcon(app.processId);
  const told = await ask(desktop.environment, profile, '--copy-transient-token');
  expect(told.errors).toContain('Not signed in');
  expect(told.code).toBe(2);
});

test('a server that is not reachable is told with 3, one that does not exist with 1', async ({
  launch,
  plex,
  desktop,
  profile,
}) => {
  const app = await launch();
  await signIn(await app.window(), plex, accountWithoutCode(plex));
  await plex.servers.find(({ name }) => name === 'Friend’s Den')?.stop();
  const told = await ask(desktop.environment, profile, '--copy-transient-token', '--server=Friend’s Den');
  expect(told.code).toBe(3);
  expect(told.errors).toContain('Friend’s Den');
  const nobody = await ask(desktop.environment, profile, '--copy-transient-token', '--server', 'Nobody');
  expect(nobody.errors).toContain('There is no server called “Nobody”.');
  expect(nobody.code).toBe(1);
});

test('more than one server of a name is told with 4, and each can be named by its identifier', async ({
  launch,
  desktop,
  profile,
}) => {
  const twins = await startPracticePlex({
    servers: [
      { name: 'Twin', version: '1.43.2.10700-abcdef123', owner: 'simple' },
      { name: 'Twin', version: '1.43.2.10700-abcdef123', owner: 'simple' },
    ],
  });
  const app = await launch({ environment: { PLEX_TV_URL: twins.plexTvUrl } });
  await signIn(await app.window(), twins, accountWithoutCode(twins));
  const told = await ask(desktop.environment, profile, '--copy-transient-token', '--server', 'Twin');
  expect(told.code).toBe(4);
  for (const { id } of twins.servers) expect(told.errors).toContain(id);
  const one = await ask(desktop.environment, profile, '--copy-transient-token', '--server', twins.servers[1]?.id ?? '');
  expect(one.code).toBe(0);
  await app.quit();
  await twins.close();
});

test('--show and --quit are done and answered', async ({ launch, desktop, profile }) => {
  const app = await launch({ arguments: ['--hidden'] });
  const shown = await ask(desktop.environment, profile, '--show');
  expect(shown).toMatchObject({ code: 0, output: 'The window is shown.\n' });
  await expect((await app.window()).getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  const quit = await ask(desktop.environment, profile, '--quit');
  expect(quit).toMatchObject({ code: 0, output: 'Plex Token Tray ends.\n' });
  expect(await app.exited).toBe(0);
  expect(await ask(desktop.environment, profile, '--quit')).toMatchObject({
    code: 0,
    output: 'Plex Token Tray is not running.\n',
  });
});

test('--lock asks for the passphrase again; without one there is nothing to lock', async ({
  launch,
  plex,
  desktop,
  profile,
  tray,
}) => {
  const app = await launch();
  const page = await app.window();
  await signIn(page, plex, accountWithoutCode(plex));
  expect(await ask(desktop.environment, profile, '--lock')).toMatchObject({ code: 1, output: '' });
  await page.evaluate(() => window.plexTokenTray.changeVaultMode({ mode: 'passphrase', passphrase: 'long enough' }));
  expect(await ask(desktop.environment, profile, '--lock')).toMatchObject({ code: 0, output: 'Locked.\n' });
  await expect(page.getByRole('button', { name: 'Unlock' })).toBeVisible();
  expect((await ask(desktop.environment, profile, '--copy-transient-token')).code).toBe(1);
  await page.evaluate(() => window.plexTokenTray.unlock({ passphrase: 'long enough' }));
  await tray.click(app.processId, ['Lock']);
  await expect(page.getByRole('button', { name: 'Unlock' })).toBeVisible();
});

test('with no app running one is started on its own, does it, answers, and stays', async ({
  desktop,
  profile,
  plex,
}) => {
  const environment = { ...desktop.environment, PLEX_TV_URL: plex.plexTvUrl };
  const told = await ask(environment, profile, '--copy-transient-token');
  expect(told.code).toBe(2);
  expect(await ask(environment, profile, '--quit')).toMatchObject({ code: 0, output: 'Plex Token Tray ends.\n' });
});

test('words that contradict each other are refused with one plain line', async ({ desktop, profile }) => {
  for (const [words, line] of [
    [['--show', '--quit'], '--show and --quit do not go together.'],
    [['--server', 'Tower'], '--server goes with --copy-transient-token.'],
    [['--copy-transient-token', '--server'], '--server needs a name: --server NAME'],
  ] as const) {
    const told = await ask(desktop.environment, profile, ...words);
    expect(told.errors).toContain(line);
    expect(told.code).toBe(1);
  }
});

test('the way back is taken only to a socket in a folder that is this user’s alone', async ({
  launch,
  desktop,
  profile,
  tray,
}) => {
  const app = await launch({ arguments: ['--hidden'] });
  await tray.waitForIcon(app.processId);
  const folder = await mkdtemp(join(tmpdir(), 'plex-token-tray-answer-'));
  await symlink('/dev/null', join(folder, 'answer'));
  for (const address of [join(folder, 'answer'), '/dev/null', 'answer', '../answer', '']) {
    const told = await ask(desktop.environment, profile, '--show', `--answer-at=${address}`);
    // Nobody waits for an answer here: the program passes its words on and ends.
    expect(told.code).toBe(0);
  }
  await expect((await app.window()).getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  expect(app.output()).not.toContain('Error');
  await rm(folder, { recursive: true });
});
