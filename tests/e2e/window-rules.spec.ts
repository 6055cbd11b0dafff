/** One rule for putting the window away: into the tray while there is one. And: where it was, it is again. */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startPrivateDesktop } from '../../build/private-desktop.mjs';
import { startStatusNotifierWatcher } from '../desktop/status-notifier.ts';
import type { RunningApp } from '../running-app.ts';
import { test as base, expect } from './fixtures.ts';

/** With a window manager, which gives keys to windows and puts them away. */
const test = base.extend<{ readonly managed: Readonly<Record<string, string>> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from this pattern.
  managed: async ({}, use) => {
    const desktop = await startPrivateDesktop({ windowManager: true });
    await use(desktop.environment);
    await desktop.stop();
  },
});

const xdotool = async (environment: Readonly<Record<string, string>>, ...words: readonly string[]): Promise<void> => {
  await promisify(execFile)('xdotool', [...words], { env: environment });
};

/** Minimises the app's window as its button does. */
async function minimise(environment: Readonly<Record<string, string>>, app: RunningApp): Promise<void> {
  const window = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getNativeWindowHandle().readUInt32LE(),
  );
  await xdotool(environment, 'windowminimize', String(window));
}

const looks = (app: RunningApp) =>
  app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => ({
      visible: window.isVisible(),
      minimised: window.isMinimized(),
      focused: window.isFocused(),
    })),
  );

for (const [way, put] of [
  ['Ctrl+W', (environment) => xdotool(environment, 'key', 'ctrl+w')],
  ['Alt+F4', (environment) => xdotool(environment, 'key', 'alt+F4')],
  ['minimising', minimise],
  [
    'the close button',
    (_environment, app) => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()),
  ],
] as const satisfies readonly (readonly [
  string,
  (environment: Readonly<Record<string, string>>, app: RunningApp) => Promise<unknown>,
])[]) {
  test(`with a tray ${way} puts the window into it, and "Open" brings it back to the front`, async ({
    launch,
    managed,
  }) => {
    const panel = await startStatusNotifierWatcher(managed);
    const app = await launch({ environment: managed });
    const page = await app.window();
    await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
    await panel.waitForIcon(app.processId);
    await expect.poll(() => looks(app)).toEqual([{ visible: true, minimised: false, focused: true }]);
    await put(managed, app);
    await expect.poll(async () => (await looks(app))[0]?.visible).toBe(false);
    await panel.click(app.processId, ['Open']);
    await expect.poll(() => looks(app)).toEqual([{ visible: true, minimised: false, focused: true }]);
    await panel.stop();
  });
}

test('without a tray minimising only minimises, and closing ends the app', async ({ launch, managed }) => {
  const app = await launch({ environment: managed });
  const page = await app.window();
  await expect(page.getByText('closing this window ends the app')).toBeVisible();
  await expect.poll(async () => (await looks(app))[0]?.focused).toBe(true);
  // Nothing would bring back what Esc hides.
  await page.keyboard.press('Escape');
  expect((await looks(app))[0]?.visible).toBe(true);
  await minimise(managed, app);
  await expect.poll(async () => (await looks(app))[0]?.minimised).toBe(true);
  await app.electron.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.restore();
    window?.focus();
  });
  await expect.poll(async () => (await looks(app))[0]?.focused).toBe(true);
  await xdotool(managed, 'key', 'ctrl+w');
  expect(await app.exited).toBe(0);
});

test('Ctrl+Q ends the app, tray or not', async ({ launch, managed }) => {
  const panel = await startStatusNotifierWatcher(managed);
  const app = await launch({ environment: managed });
  await app.window();
  await panel.waitForIcon(app.processId);
  await expect.poll(async () => (await looks(app))[0]?.focused).toBe(true);
  await xdotool(managed, 'key', 'ctrl+q');
  expect(await app.exited).toBe(0);
  await panel.stop();
});

test('size and place are remembered, and brought back onto the screen', async ({ launch, managed }) => {
  const bounds = (app: RunningApp) =>
    app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  const put = (app: RunningApp, place: Electron.Rectangle) =>
    app.electron.evaluate(({ BrowserWindow }, where) => BrowserWindow.getAllWindows()[0]?.setBounds(where), place);
  /** Starts the app, and waits for its window: on the screen, and known as what ends the app when it is closed. */
  const start = async (): Promise<RunningApp> => {
    const app = await launch({ environment: managed });
    await expect((await app.window()).getByText('closing this window ends the app')).toBeVisible();
    await expect.poll(async () => (await looks(app))[0]?.focused).toBe(true);
    return app;
  };
  const first = await start();
  await put(first, { x: 200, y: 120, width: 600, height: 500 });
  await expect.poll(async () => (await bounds(first))?.width).toBe(600);
  const kept = await bounds(first);
  await first.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await first.exited;

  const second = await start();
  const size = async () => {
    const { width, height } = (await bounds(second)) ?? {};
    return { width, height };
  };
  await expect.poll(size).toEqual({ width: kept?.width, height: kept?.height });
  await put(second, { x: 1200, y: 900, width: 600, height: 500 });
  await expect.poll(async () => (await bounds(second))?.x ?? 0).toBeGreaterThan(1000);
  await second.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await second.exited;

  const third = await start();
  const back = await bounds(third);
  expect((back?.x ?? 0) + (back?.width ?? 0)).toBeLessThanOrEqual(1280);
  expect((back?.y ?? 0) + (back?.height ?? 0)).toBeLessThanOrEqual(1024);
});
