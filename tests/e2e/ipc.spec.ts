/** The border between window and main: who may call, and what the page can reach. */

import type {} from '../../renderer/bridge.ts';
import { commandNames } from '../../shared/contract.ts';
import { expect, test } from './fixtures.ts';

test('U9 a page that is not ours is refused on every channel, though it has the same preload script', async ({
  launch,
}) => {
  const app = await launch();
  const ours = await app.window();
  await expect(ours.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  const opened = app.electron.waitForEvent('window');
  await app.electron.evaluate(async ({ app: electronApp, BrowserWindow }) => {
    const preload = `${electronApp.getAppPath()}/out/preload/preload.cjs`;
    await new BrowserWindow({ webPreferences: { preload, sandbox: true, contextIsolation: true } }).loadURL(
      'about:blank',
    );
  });
  const foreign = await opened;
  const outcomes = await foreign.evaluate(async (names) => {
    const bridge = window.plexTokenTray as unknown as Record<string, (input: unknown) => Promise<unknown>>;
    const answers: unknown[] = [];
    for (const name of names) answers.push(await bridge[name]?.({}));
    return { answers, state: await window.plexTokenTray.readState() };
  }, commandNames);
  expect(outcomes.state).toBeNull();
  for (const [index, answer] of outcomes.answers.entries()) {
    expect(answer, commandNames[index]).toEqual({ ok: false, problem: { code: 'input-not-valid' } });
  }
});

test('U10 ten thousand calls at once are refused but for a few, and leave nothing behind in memory', async ({
  launch,
}) => {
  const app = await launch();
  const page = await app.window();
  const calls = 10_000;
  const burst = () =>
    page.evaluate(async (times) => {
      const answers = Array.from({ length: times }, () => window.plexTokenTray.cancelGenerating({}));
      return (await Promise.all(answers)).filter((answer) => !answer.ok && answer.problem.code === 'too-many-requests')
        .length;
    }, calls);
  const megabytes = () => app.electron.evaluate(() => process.memoryUsage().rss / 1024 / 1024);
  // The first burst makes room for as many messages as ever wait at once.
  await burst();
  const before = await megabytes();
  expect(await burst()).toBeGreaterThan(calls - 500);
  expect((await megabytes()) - before).toBeLessThan(50);
});

test('U8 what fits no command is refused, and the app goes on', async ({ launch }) => {
  const page = await (await launch()).window();
  const answers = await page.evaluate(async () => {
    const deep: { next?: unknown } = {};
    let end = deep;
    for (let depth = 0; depth < 1000; depth += 1) {
      end.next = {};
      end = end.next as typeof deep;
    }
    const cyclic: { itself?: unknown } = {};
    cyclic.itself = cyclic;
    const inputs: readonly unknown[] = [
      undefined,
      null,
      'text',
      [],
      {},
      { serverId: 1 },
      { serverId: 'x'.repeat(5000) },
      { serverId: 'x'.repeat(20_000_000) },
      { serverId: 'tower', more: true },
      JSON.parse('{"__proto__":{"serverId":"tower"}}'),
      deep,
      cyclic,
      () => 1,
      new Proxy({}, {}),
      { serverId: '\ud800'.repeat(300) },
      new Map([['serverId', 'tower']]),
    ];
    const choose = window.plexTokenTray.chooseServer as (input: unknown) => Promise<{ ok: boolean }>;
    const outcomes: string[] = [];
    for (const input of inputs) {
      outcomes.push(
        await (async () => choose(input))().then(
          ({ ok }) => (ok ? 'accepted' : 'refused'),
          // What cannot be cloned, or is too deep, does not even leave the page.
          () => 'refused',
        ),
      );
    }
    return { outcomes, inputs: inputs.length };
  });
  expect(answers.outcomes).toEqual(Array.from({ length: answers.inputs }, () => 'refused'));
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
});

test('the bridge has one function per command, the state, and nothing else', async ({ launch }) => {
  const page = await (await launch()).window();
  const names = await page.evaluate(() => Object.keys(window.plexTokenTray));
  expect([...names].sort()).toEqual([...commandNames, 'onState', 'readState'].sort());
  const reach = await page.evaluate(() =>
    ['require', 'process', 'module', 'ipcRenderer'].filter((name) => name in window),
  );
  expect(reach).toEqual([]);
});

test('the page can reach no network and run no code that is not its own', async ({ launch, plex }) => {
  const page = await (await launch()).window();
  const before = plex.requests.length;
  const attempts = await page.evaluate(async (address) => {
    const tried: Record<string, string> = {};
    await fetch(address).then(
      () => (tried['fetch'] = 'done'),
      () => (tried['fetch'] = 'refused'),
    );
    tried['image'] = await new Promise((resolve) => {
      const image = new Image();
      image.onload = () => resolve('done');
      image.onerror = () => resolve('refused');
      image.src = `${address}/picture.png`;
    });
    try {
      // biome-ignore lint/security/noGlobalEval: that this is refused is what is tested.
      tried['eval'] = String(eval('1 + 1'));
    } catch {
      tried['eval'] = 'refused';
    }
    try {
      document.body.innerHTML = '<p>replaced</p>';
      tried['innerHTML'] = 'done';
    } catch {
      tried['innerHTML'] = 'refused';
    }
    const script = document.createElement('script');
    try {
      script.textContent = 'window.ranInline = true';
      document.body.append(script);
    } catch {
      // Trusted Types refuse the text already.
    }
    tried['inline script'] = 'ranInline' in window ? 'done' : 'refused';
    tried['open'] = window.open(address) === null ? 'refused' : 'done';
    return tried;
  }, plex.plexTvUrl);
  expect(attempts).toEqual({
    fetch: 'refused',
    image: 'refused',
    eval: 'refused',
    innerHTML: 'refused',
    'inline script': 'refused',
    open: 'refused',
  });
  expect(plex.requests.length).toBe(before);
});
