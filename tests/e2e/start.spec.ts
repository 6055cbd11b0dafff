/** Starting, idling and surviving: alone, twice, without a bus or a panel, under other locales, and when parts of it die. */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { electronPath } from '../../build/electron-path.mjs';
import { startPrivateDesktop } from '../../build/private-desktop.mjs';
import type {} from '../../renderer/bridge.ts';
import { bytesBeforeTray, bytesOfArchive } from '../bench/code-size.ts';
import { processTree } from '../bench/process-tree.ts';
import { folders } from '../bench/programs.ts';
import { startNotificationServer } from '../desktop/notification-server.ts';
import { startServiceThatOnlyListens } from '../desktop/silent-service.ts';
import { entryAt, startStatusNotifierWatcher } from '../desktop/status-notifier.ts';
import type { PracticePlex } from '../practice-plex/index.ts';
import type { RunningApp } from '../running-app.ts';
import { signalProcess } from '../signal-process.ts';
import { expect, test } from './fixtures.ts';
import { generateButton, signIn, status } from './window.ts';

const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

function plainAccount(plex: PracticePlex) {
  const account = plex.accounts[1];
  if (account === undefined) throw new Error('The practice Plex has no second account.');
  return account;
}

/** Starts a program as a user would, without anything attached to it. */
function startPlainly(
  folder: string,
  environment: Readonly<Record<string, string>>,
  ...words: readonly string[]
): ChildProcess {
  return spawn(electronPath(), [folder, ...asRoot, ...words], { env: environment, stdio: 'ignore' });
}

const kindsOf = (processId: number): readonly string[] =>
  processTree(processId)
    .map(({ kind }) => kind)
    .sort();

const childOf = (app: RunningApp, kind: string): number => {
  const found = processTree(app.processId).find((process) => process.kind === kind);
  if (found === undefined) throw new Error(`There is no ${kind} process.`);
  return found.processId;
};

/** Whether the page was told from its start to do without the graphics processor. */
const composesInSoftware = (app: RunningApp): boolean =>
  readFileSync(`/proc/${childOf(app, 'renderer')}/cmdline`, 'utf8').includes('--disable-gpu-compositing');

test.describe('budgets that do not depend on the machine', () => {
  test('the code: 60 KB before the tray shows, 700 KB in the archive', async () => {
    expect(bytesBeforeTray()).toBeLessThanOrEqual(60 * 1024);
    expect(await bytesOfArchive()).toBeLessThanOrEqual(700 * 1024);
  });

  test('hidden, it has no process that a bare app does not have', async ({ desktop, tray, profile }) => {
    const ours = startPlainly(folders.ours, desktop.environment, `--user-data-dir=${profile}/ours`, '--hidden');
    const floor = startPlainly(folders.floor, desktop.environment, `--user-data-dir=${profile}/floor`);
    for (const { pid } of [ours, floor]) await tray.waitForIcon(pid ?? -1);
    await tray.waitForMenu(ours.pid ?? -1, (menu) => entryAt(menu, ['Sign in…'])?.enabled === true);
    // Without a graphics card Chromium starts and gives up that process at moments of its own: one may be there, or not.
    const kinds = (pid: number | undefined) => kindsOf(pid ?? -1).filter((kind) => kind !== 'gpu-process');
    await expect.poll(() => isDeepStrictEqual(kinds(ours.pid), kinds(floor.pid))).toBe(true);
    const graphics = () => kindsOf(ours.pid ?? -1).filter((kind) => kind === 'gpu-process').length;
    await expect.poll(graphics).toBeLessThanOrEqual(1);
    for (const child of [ours, floor]) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
  });

  test('hidden, axios is not loaded before the first request, and no timer waits', async ({ launch, plex, tray }) => {
    const app = await launch({ arguments: ['--hidden'] });
    await tray.waitForMenu(app.processId, (menu) => entryAt(menu, ['Sign in…'])?.enabled === true);
    const look = () =>
      app.electron.evaluate(() => ({
        // Node's own list of what has been loaded.
        plex: Object.keys(
          (process.mainModule as unknown as { constructor: { _cache: object } }).constructor._cache,
        ).some((name) => /\/api-[\w-]+\.cjs$/u.test(name)),
        timers: process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length,
      }));
    // The one timer of the start waits for the panel no longer than half a second.
    await expect.poll(look).toEqual({ plex: false, timers: 0 });
    await tray.click(app.processId, ['Open']);
    await signIn(await app.window(), plex, plainAccount(plex));
    expect((await look()).plex).toBe(true);
  });

  test('O10 starting hidden asks no keyring, waits quietly for a panel, and takes its place when it comes', async ({
    launch,
    plex,
    profile,
  }) => {
    const login = await startPrivateDesktop();
    const keyring = await startServiceThatOnlyListens(login.environment, 'org.freedesktop.secrets');
    const app = await launch({ arguments: ['--hidden'], environment: login.environment });
    const panel = await startStatusNotifierWatcher(login.environment);
    await panel.waitForMenu(app.processId, (menu) => entryAt(menu, ['Sign in…'])?.enabled === true);
    expect(app.electron.windows()).toHaveLength(0);
    expect(keyring.calls).toEqual([]);
    await panel.click(app.processId, ['Open']);
    const page = await app.window();
    await page.evaluate(
      ({ login: name, password }) => window.plexTokenTray.signInWithPassword({ login: name, password }),
      { login: plainAccount(plex).email, password: plainAccount(plex).password ?? '' },
    );
    // Signing in is what the keyring is asked for: the ear was open.
    expect(keyring.calls).not.toEqual([]);
    await app.quit();
    keyring.stop();
    await panel.stop();
    await login.stop();
    expect(profile).not.toBe('');
  });
});

test('O1 without a display npm start says so in one line and ends with 1', async () => {
  // The user's own environment: in another home Electron would be fetched anew.
  const { DISPLAY: _x11, WAYLAND_DISPLAY: _wayland, ...environment } = process.env;
  const started = spawn(process.execPath, ['build/start.mjs'], {
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  started.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  expect((await once(started, 'close'))[0]).toBe(1);
  expect(said.trim()).toMatch(/^There is no display to show the app on\.[^\n]*$/u);
});

test('O2 without a session bus the window opens and signs in for this run', async ({ launch, plex, desktop }) => {
  const app = await launch({
    arguments: ['--hidden', '--wait-for-tray=0'],
    environment: {
      ...desktop.environment,
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere',
      XDG_RUNTIME_DIR: '/nowhere',
    },
  });
  const page = await app.window();
  await expect(page.getByText('No tray was found')).toBeVisible();
  await signIn(page, plex, plainAccount(plex));
  await expect(page.getByText('you stay signed in for this run only')).toBeVisible();
});

test('O3 after the display died under it the next start is clean, its settings whole, and no core file left', async ({
  launch,
  desktop,
  profile,
}) => {
  const doomed = await startPrivateDesktop();
  const app = await launch({ environment: doomed.environment });
  const page = await app.window();
  await page.evaluate(() => window.plexTokenTray.changeSettings({ theme: 'dark' }));
  await doomed.stop();
  await app.exited;
  const again = await launch({ environment: desktop.environment });
  const shown = await (await again.window()).evaluate(() => window.plexTokenTray.readState());
  expect(shown.state.settings.theme).toBe('dark');
  await expect(access(join(process.cwd(), 'core'))).rejects.toThrow('ENOENT');
  expect(profile).not.toBe('');
});

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  test(`O4 after ${signal} it ends with 0, and nothing of it is on the clipboard`, async ({
    launch,
    plex,
    clipboard,
  }) => {
    const app = await launch();
    await signIn(await app.window(), plex, plainAccount(plex));
    await generateButton(await app.window()).click();
    await expect.poll(() => clipboard.read('clipboard')).toMatch(/^transient-/u);
    // As a clipboard manager does: what only the app itself holds would end with it anyway.
    const token = await clipboard.read('clipboard');
    await clipboard.write('clipboard', token);
    await clipboard.write('primary', token);
    expect(await app.quit(signal)).toBe(0);
    expect(await clipboard.read('clipboard')).toBe('');
    expect(await clipboard.read('primary')).toBe('');
  });
}

test('O5 a clipboard owner that hangs holds up neither clearing nor the end', async ({
  launch,
  plex,
  clipboard,
  desktop,
}) => {
  const app = await launch();
  const page = await app.window();
  await signIn(page, plex, plainAccount(plex));
  await generateButton(page).click();
  await expect(status(page)).toContainText('copied');
  const token = await clipboard.read('clipboard');
  await clipboard.write('primary', token);
  const owner = spawn('xclip', ['-quiet', '-i', '-selection', 'clipboard'], {
    env: desktop.environment,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  owner.stdin.end('somebody else’s');
  await expect.poll(() => clipboard.read('clipboard')).toBe('somebody else’s');
  owner.kill('SIGSTOP');
  // Electron would wait for it 20 seconds each time, and do nothing else meanwhile.
  const inTime = { timeout: 5000 };
  await page.getByRole('button', { name: 'Clear now' }).click();
  await expect(status(page)).toContainText('Could not clear the clipboard', inTime);
  expect(await clipboard.read('primary')).toBe('');
  let code: number | null = null;
  void app.quit().then((exitCode) => {
    code = exitCode;
  });
  await expect.poll(() => code, inTime).toBe(0);
  owner.kill('SIGKILL');
});

test('O6 a token whose time ran out while the app was stopped goes as soon as it goes on', async ({
  launch,
  plex,
  clipboard,
}) => {
  const app = await launch();
  const page = await app.window();
  await signIn(page, plex, plainAccount(plex));
  await page.evaluate(() => window.plexTokenTray.changeSettings({ clipboardSeconds: 15 }));
  await page.getByRole('button', { name: 'Generate and copy transient token' }).click();
  await expect(status(page)).toContainText('copied');
  signalProcess(app.processId, 'SIGSTOP');
  // The shortest time a token may stay has to pass for real: another process has no other clock.
  await once(AbortSignal.timeout(15_500), 'abort');
  signalProcess(app.processId, 'SIGCONT');
  await expect.poll(() => clipboard.read('clipboard')).toBe('');
  await expect(status(page)).toContainText('Clipboard cleared');
});

test('O8 with 64 open files it says so in one line; 256 are enough', async ({ desktop, profile, tray }) => {
  const start = (files: number) =>
    spawn(
      'prlimit',
      [
        `--nofile=${files}:${files}`,
        electronPath(),
        process.cwd(),
        ...asRoot,
        `--user-data-dir=${profile}`,
        '--hidden',
      ],
      { env: desktop.environment, stdio: ['ignore', 'ignore', 'pipe'] },
    );
  const few = start(64);
  let said = '';
  few.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  expect((await once(few, 'close'))[0]).toBe(1);
  expect(said).toContain('Plex Token Tray needs 128 open files, and may have 64 here. See: ulimit -n');
  const enough = start(256);
  await tray.waitForMenu(enough.pid ?? -1, (menu) => entryAt(menu, ['Sign in…'])?.enabled === true);
  enough.kill('SIGTERM');
  expect((await once(enough, 'exit'))[0]).toBe(0);
});

test('O9 of two started at the same moment one runs and the other ends with 0', async ({ desktop, tray, profile }) => {
  const both = [1, 2].map(() =>
    startPlainly(folders.ours, desktop.environment, `--user-data-dir=${profile}`, '--hidden'),
  );
  const ended = both.map((child) => once(child, 'exit'));
  const loser = await Promise.race(ended.map(async (exit, index) => ({ code: (await exit)[0], index })));
  expect(loser.code).toBe(0);
  const winner = both[1 - loser.index];
  await tray.waitForIcon(winner?.pid ?? -1);
  winner?.kill('SIGTERM');
  expect((await ended[1 - loser.index])?.[0]).toBe(0);
});

for (const [name, locale] of [
  ['C', { LANG: 'C', LC_ALL: 'C', TZ: 'UTC' }],
  ['Turkish', { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', TZ: 'Europe/Istanbul' }],
  ['Arabic', { LANG: 'ar_EG.UTF-8', LC_ALL: 'ar_EG.UTF-8', TZ: 'Africa/Cairo' }],
  ['a zone that does not exist', { LANG: 'en_US.UTF-8', TZ: 'Mars/Olympus' }],
] as const) {
  test(`O11 under ${name} it starts, signs in, copies and tells the time of clearing`, async ({
    launch,
    plex,
    tray,
    clipboard,
  }) => {
    const app = await launch({ environment: locale });
    const page = await app.window();
    await signIn(page, plex, plainAccount(plex));
    await tray.click(app.processId, ['Copy transient token']);
    await expect.poll(() => clipboard.read('clipboard')).toMatch(/^transient-/u);
    await expect(status(page)).toContainText(/The clipboard is cleared at \S+/u);
  });
}

test('U3 a page that crashes comes back three times within a minute; then the tray goes on and says so', async ({
  launch,
  tray,
  desktop,
}) => {
  const notifications = await startNotificationServer(desktop.environment);
  const app = await launch();
  await app.window();
  /** The windows whose page has come. */
  const windows = () =>
    app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .filter(({ webContents }) => !webContents.isLoading() && webContents.getOSProcessId() > 0)
        .map(({ id }) => id),
    );
  const crash = async (id: number): Promise<void> => {
    const page = await app.electron.evaluate(
      ({ BrowserWindow }, wanted) => BrowserWindow.fromId(wanted)?.webContents.getOSProcessId() ?? 0,
      id,
    );
    signalProcess(page, 'SIGKILL');
  };
  await expect.poll(windows).toHaveLength(1);
  let [id = 0] = await windows();
  for (let revival = 0; revival < 3; revival += 1) {
    await crash(id);
    await expect.poll(async () => (await windows()).filter((found) => found > id)).toHaveLength(1);
    [id = 0] = (await windows()).filter((found) => found > id);
  }
  await crash(id);
  await expect.poll(windows).toEqual([]);
  await expect
    .poll(() => notifications.shown.map(({ body }) => body))
    .toContainEqual(expect.stringContaining('crashed several times'));
  await tray.click(app.processId, ['Open']);
  await expect.poll(async () => (await windows()).length).toBe(1);
  notifications.stop();
});

test('U4 the graphics process may die; after three times the next start goes without', async ({
  launch,
  profile,
  tray,
}) => {
  // One that needs no hardware: with none at all the process gives itself up, at moments of its own.
  const graphics = ['--use-angle=swiftshader'];
  const app = await launch({ graphics });
  const page = await app.window();
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  expect(composesInSoftware(app)).toBe(false);
  for (let time = 0; time < 3; time += 1) {
    const doomed = childOf(app, 'gpu-process');
    signalProcess(doomed, 'SIGKILL');
    await expect
      .poll(() =>
        processTree(app.processId).some(({ kind, processId }) => kind === 'gpu-process' && processId !== doomed),
      )
      .toBe(true);
  }
  await expect(page.getByRole('textbox', { name: 'Password' })).toBeEditable();
  await tray.waitForMenu(app.processId, (menu) => entryAt(menu, ['Open'])?.enabled === true);
  await expect
    .poll(() =>
      access(join(profile, 'software-rendering')).then(
        () => true,
        () => false,
      ),
    )
    .toBe(true);
  await app.quit();
  const again = await launch({ graphics });
  await again.window();
  expect(composesInSoftware(again)).toBe(true);
});

test('U5 the network process may die: the next copy works', async ({ launch, plex, tray, clipboard }) => {
  const app = await launch();
  const page = await app.window();
  await signIn(page, plex, plainAccount(plex));
  await tray.click(app.processId, ['Copy transient token']);
  await expect.poll(() => clipboard.read('clipboard')).toMatch(/^transient-/u);
  const first = await clipboard.read('clipboard');
  await app.electron.evaluate(({ app: running }) => {
    const gone = new Promise<null>((resolve) =>
      running.on('child-process-gone', (_event, { serviceName }) => {
        if (serviceName?.includes('NetworkService')) resolve(null);
      }),
    );
    Object.assign(globalThis, { gone });
  });
  signalProcess(childOf(app, 'network.mojom.NetworkService'), 'SIGKILL');
  await app.electron.evaluate(() => (globalThis as unknown as { gone: Promise<unknown> }).gone);
  await tray.click(app.processId, ['Copy transient token']);
  await expect
    .poll(async () => {
      const text = await clipboard.read('clipboard');
      return text !== first && text.startsWith('transient-');
    })
    .toBe(true);
});

test('O7 memory that runs out in the page takes the page, not the tray or what is kept', async ({
  launch,
  plex,
  tray,
  profile,
  clipboard,
}) => {
  const app = await launch();
  const page = await app.window();
  await signIn(page, plex, plainAccount(plex));
  await page.evaluate(() => window.plexTokenTray.changeSettings({ theme: 'dark' }));
  const doomed = childOf(app, 'renderer');
  // A limit of its own for the one process that may die: no room left to grow.
  execFileSync('prlimit', [`--pid=${doomed}`, '--data=1000000']);
  await expect(
    page.evaluate(() => Array.from({ length: 50 }, () => new Uint8Array(8_000_000).fill(1)).length),
  ).rejects.toThrow();
  await expect.poll(() => processTree(app.processId).some(({ processId }) => processId === doomed)).toBe(false);
  await tray.click(app.processId, ['Copy transient token']);
  await expect.poll(() => clipboard.read('clipboard')).toMatch(/^transient-/u);
  await tray.click(app.processId, ['Open']);
  await expect.poll(() => processTree(app.processId).some(({ kind }) => kind === 'renderer')).toBe(true);
  expect(JSON.parse(await readFile(join(profile, 'settings.json'), 'utf8')).content.settings.theme).toBe('dark');
  expect(await app.quit()).toBe(0);
});
