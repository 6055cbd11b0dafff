/** The app is hard to turn against its user: how it may be started, what its pages may do, what reaches the disk. */

import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { access, copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { electronPath } from '../../build/electron-path.mjs';
import { fusesFor, readFuses, setFuses } from '../../build/fuses.mjs';
import { familyOf } from '../../main/desktop/core-dumps.ts';
import { droppedVariables, refusedSwitches, refusedVariables } from '../../main/desktop/weakened-start.ts';
import { layOutPackagedApp, type PackagedApp } from '../packaged-app.ts';
import { expect, test } from './fixtures.ts';
import { signIn, status } from './window.ts';

const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

test.describe('a packaged app', () => {
  let packaged: PackagedApp;
  test.beforeAll(() => {
    packaged = layOutPackagedApp();
  });
  test.afterAll(() => packaged.remove());

  /** Starts it and waits for its end; what it printed, and how it ended. */
  async function startRefused(
    environment: Readonly<Record<string, string>>,
    profile: string,
    args: readonly string[],
  ): Promise<{ readonly code: number | null; readonly said: string }> {
    const child = spawn(packaged.executable, [`--user-data-dir=${profile}`, ...asRoot, ...args], {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
    }
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, said };
  }

  test('bar 1: its executable has every fuse where the table says, read back from the file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fuses-'));
    const executable = join(folder, 'plex-token-tray');
    await copyFile(electronPath(), executable);
    const before = await readFuses(executable);
    await setFuses(executable, 'linux');
    const after = await readFuses(executable);
    await rm(folder, { recursive: true });
    const table = fusesFor('linux');
    expect(after).toEqual(Object.fromEntries(Object.keys(after).map((name) => [name, table[name]])));
    // The development build leaves most of them as Electron has them.
    expect(after).not.toEqual(before);
  });

  for (const name of refusedSwitches) {
    test(`P4 P5 --${name} ends the start with 3`, async ({ desktop, profile }) => {
      const value = name === 'remote-debugging-port' ? '=0' : '';
      const { code, said } = await startRefused(desktop.environment, profile, [`--${name}${value}`]);
      expect(said).toContain(`Plex Token Tray does not start with --${name}.`);
      expect(code).toBe(3);
      expect(said).not.toContain('DevTools listening');
    });
  }

  test('P4 a debugging port never opens', async ({ desktop, profile }) => {
    // Holding the port ourselves turns an attempt to take it into Chromium's complaint.
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as AddressInfo;
    const { said } = await startRefused(desktop.environment, profile, [`--remote-debugging-port=${port}`]);
    holder.close();
    expect(said).toContain('does not start with --remote-debugging-port');
    expect(said).not.toMatch(/devtools/iu);
  });

  test('P5 a keyring that is none ends the start with 3', async ({ desktop, profile }) => {
    const { code, said } = await startRefused(desktop.environment, profile, ['--password-store=basic']);
    expect(said).toContain('does not start with --password-store=basic');
    expect(code).toBe(3);
  });

  for (const name of refusedVariables) {
    test(`P3 ${name} ends the start with 3`, async ({ desktop, profile }) => {
      const { code, said } = await startRefused({ ...desktop.environment, [name]: 'http,https' }, profile, []);
      expect(said).toContain(`does not start with ${name}`);
      expect(code).toBe(3);
    });
  }

  test('P3 variables that loosen TLS have no effect: the app runs, and writes no TLS keys', async ({
    desktop,
    profile,
    plex,
    tray,
  }) => {
    const keys = join(profile, 'tls-keys.txt');
    const child = spawn(packaged.executable, [`--user-data-dir=${profile}`, ...asRoot, '--hidden'], {
      env: {
        ...desktop.environment,
        ...Object.fromEntries(droppedVariables.map((name) => [name, keys])),
        PLEX_TV_URL: plex.plexTvUrl,
      },
      stdio: 'ignore',
    });
    await tray.waitForMenu(child.pid ?? -1, (menu) => menu.some(({ label }) => label === 'Sign in…'));
    await expect(access(keys)).rejects.toThrow('ENOENT');
    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as [number | null];
    expect(code).toBe(0);
  });
});

test('all pages ever made have the strict preferences, and one that has not ends the app', async ({ launch }) => {
  const app = await launch();
  await app.window();
  const preferences = await app.electron.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => {
      const all = (contents as unknown as { getLastWebPreferences: () => object }).getLastWebPreferences();
      return all as Record<string, unknown>;
    }),
  );
  expect(preferences).toHaveLength(1);
  for (const given of preferences) {
    expect(given).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      enableBlinkFeatures: '',
    });
  }
  await app.electron
    .evaluate(({ BrowserWindow }) => {
      setImmediate(() => new BrowserWindow({ show: false, webPreferences: { contextIsolation: false } }));
    })
    .catch(() => undefined);
  expect(await app.exited).toBe(70);
  expect(app.output()).toContain('loosened preferences: ');
});

const permissions = [
  'notifications',
  'geolocation',
  'clipboard-read',
  'camera',
  'microphone',
  'midi',
  'idle-detection',
  'background-sync',
] as const;

test('all 8 permissions are refused by query and by request, in the window and in a session made later', async ({
  launch,
}) => {
  const app = await launch();
  const page = await app.window();
  const asked = await page.evaluate(async (names) => {
    const states = await Promise.all(
      names.map((name) => navigator.permissions.query({ name } as unknown as PermissionDescriptor)),
    );
    return states.map(({ state }) => state);
  }, permissions);
  expect(asked).toEqual(permissions.map(() => 'denied'));

  const requested = await page.evaluate(async () => {
    const outcome = (asking: Promise<unknown>): Promise<string> =>
      asking.then(
        () => 'granted',
        () => 'denied',
      );
    return {
      notifications: await Notification.requestPermission(),
      geolocation: await outcome(
        new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
      ),
      clipboardRead: await outcome(navigator.clipboard.readText()),
      camera: await outcome(navigator.mediaDevices.getUserMedia({ video: true })),
      microphone: await outcome(navigator.mediaDevices.getUserMedia({ audio: true })),
      screen: await outcome(navigator.mediaDevices.getDisplayMedia()),
      midi: await outcome(navigator.requestMIDIAccess({ sysex: true })),
      storage: (await navigator.storage.persist()) ? 'granted' : 'denied',
    };
  });
  expect(new Set(Object.values(requested))).toEqual(new Set(['denied']));

  const later = await app.electron.evaluate(async ({ session, BrowserWindow }, names) => {
    const window = new BrowserWindow({ show: false, webPreferences: { session: session.fromPartition('made-later') } });
    await window.loadURL('about:blank').catch(() => undefined);
    return window.webContents.executeJavaScript(
      `Promise.all(${JSON.stringify(names)}.map((name) => navigator.permissions.query({ name }).then(({ state }) => state)))`,
    ) as Promise<string[]>;
  }, permissions);
  expect(later).toEqual(permissions.map(() => 'denied'));
});

test('the page cannot go anywhere: links, forms, frames, dropped files, new windows, webviews', async ({ launch }) => {
  const app = await launch();
  const page = await app.window();
  const before = page.url();
  const dropped = join(tmpdir(), `plex-token-tray-dropped-${process.pid}.html`);
  await writeFile(dropped, '<title>dropped</title>');
  const outcome = await page.evaluate(async () => {
    const tried: Record<string, boolean> = {};
    tried['window'] = window.open('https://example.com/') === null;
    const webview = document.createElement('webview');
    document.body.append(webview);
    tried['webview'] = !('getWebContentsId' in webview);
    const frame = document.createElement('iframe');
    frame.src = 'https://example.com/';
    document.body.append(frame);
    const form = document.createElement('form');
    form.action = 'https://example.com/';
    document.body.append(form);
    form.submit();
    const link = document.createElement('a');
    link.href = 'file:///etc/hostname';
    document.body.append(link);
    link.click();
    location.href = 'https://example.com/';
    return tried;
  });
  expect(outcome).toEqual({ window: true, webview: true });

  // A real drop, as the window system would bring it.
  const devTools = await app.electron.context().newCDPSession(page);
  const data = { items: [], files: [dropped], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await devTools.send('Input.dispatchDragEvent', { type, x: 100, y: 100, data });
  expect(await page.evaluate(() => document.title)).not.toBe('dropped');
  expect(page.url()).toBe(before);
  expect(page.frames().map((frame) => frame.url())).not.toContain('https://example.com/');
  expect(app.electron.windows()).toHaveLength(1);
  await rm(dropped);
});

test('bar 2: of 200 addresses that try to get out of the window’s folder none is answered', async ({ launch }) => {
  const app = await launch();
  const page = await app.window();
  const ups = ['..', '%2e%2e', '%2E.', '..%2f', '..%5c', '....', '%252e%252e', '.%00.'];
  const places = ['etc/passwd', 'package.json', 'out/main/index.cjs', 'main/index.cjs', 'preload/preload.cjs'];
  const tried = ups.flatMap((up) =>
    places.flatMap((place) => [
      `app://window/${up}/${place}`,
      `app://window/${up}/${up}/${up}/${place}`,
      `app://window//${up}/${place}`,
      `app://window/assets/${up}/${up}/${place}`,
      `app://other/${up}/${place}`,
    ]),
  );
  expect(tried).toHaveLength(200);
  const answered = await app.electron.evaluate(async ({ session }, addresses) => {
    const own = session.fromPartition('window', { cache: false });
    const found: string[] = [];
    for (const address of addresses) {
      const status = await own.fetch(address).then(
        (answer) => answer.status,
        () => 0,
      );
      if (status !== 404 && status !== 0) found.push(`${status} ${address}`);
    }
    const known = (await own.fetch('app://window/index.html')).status;
    return { found, known };
  }, tried);
  expect(answered).toEqual({ found: [], known: 200 });
  expect(page.url()).toBe('app://window/index.html');
});

test('bar 5: a page that tries WebRTC reaches no socket', async ({ launch }) => {
  const datagrams = createSocket('udp4');
  let reached = 0;
  datagrams.on('message', () => {
    reached += 1;
  });
  datagrams.bind(0, '127.0.0.1');
  await once(datagrams, 'listening');
  const stream = createServer(() => {
    reached += 1;
  }).listen(0, '127.0.0.1');
  await once(stream, 'listening');
  const ports = { udp: datagrams.address().port, tcp: (stream.address() as AddressInfo).port };
  const page = await (await launch()).window();
  const gathered = await page.evaluate(async ({ udp, tcp }) => {
    const peer = new RTCPeerConnection({
      iceServers: [
        { urls: `stun:127.0.0.1:${udp}` },
        { urls: `turn:127.0.0.1:${udp}?transport=udp`, username: 'a', credential: 'b' },
        { urls: `turn:127.0.0.1:${tcp}?transport=tcp`, username: 'a', credential: 'b' },
      ],
    });
    peer.createDataChannel('anything');
    const done = new Promise((resolve) => {
      peer.onicegatheringstatechange = () => {
        if (peer.iceGatheringState === 'complete') resolve('complete');
      };
    });
    await peer.setLocalDescription(await peer.createOffer());
    return done;
  }, ports);
  expect(gathered).toBe('complete');
  expect(reached).toBe(0);
  datagrams.close();
  stream.close();
});

test('a server that asks for a client certificate gets none', async ({ launch }) => {
  const app = await launch();
  await app.window();
  const sent = await app.electron.evaluate(({ app: electronApp, webContents }) => {
    const [asking] = webContents.getAllWebContents();
    let prevented = false;
    let chosen: unknown = 'nobody answered';
    const event = {
      preventDefault: () => {
        prevented = true;
      },
    };
    const choose = (...certificates: unknown[]): void => {
      chosen = certificates.length === 0 ? 'none' : certificates;
    };
    electronApp.emit(
      'select-client-certificate',
      event,
      asking,
      'https://example.com',
      [{ subjectName: 'me' }],
      choose,
    );
    return { prevented, chosen };
  });
  expect(sent).toEqual({ prevented: true, chosen: 'none' });
});

test('a whole session leaves no cookie, no cache and no crash dump on the disk', async ({ launch, plex, profile }) => {
  const [account] = plex.accounts;
  if (account === undefined) throw new Error('No account.');
  const app = await launch();
  const page = await app.window();
  await signIn(page, plex, account);
  await page.getByRole('button', { name: 'Generate and copy transient token' }).click();
  await expect(status(page)).toContainText('copied');
  const sessions = await app.electron.evaluate(async ({ session }) => {
    const found: { persistent: boolean; cookies: number }[] = [];
    for (const name of ['plex', 'plex-acting', 'window']) {
      const one = session.fromPartition(name, { cache: false });
      found.push({ persistent: one.isPersistent(), cookies: (await one.cookies.get({})).length });
    }
    return found;
  });
  expect(sessions).toEqual([
    { persistent: false, cookies: 0 },
    { persistent: false, cookies: 0 },
    { persistent: false, cookies: 0 },
  ]);
  await app.quit();
  const files = (await readdir(profile, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(profile.length + 1));
  expect(files.filter((name) => /cookies|\.dmp$|^core|Cache_Data\/.+_0$/iu.test(name))).toEqual([]);
});

test('no process of the app may write a core dump (Linux: limited through its prlimit)', async ({ launch }) => {
  test.skip(process.platform !== 'linux', 'core dumps are limited through Linux’s prlimit');
  const app = await launch();
  await app.window();
  const unlimited = async (): Promise<readonly string[]> => {
    const found: string[] = [];
    for (const id of await familyOf(app.processId)) {
      const limits = await readFile(`/proc/${id}/limits`, 'utf8').catch(() => '');
      const core = /^Max core file size\s+(\S+)\s+(\S+)/mu.exec(limits);
      if (core !== null && (core[1] !== '0' || core[2] !== '0')) found.push(`${id}: ${core[1]} ${core[2]}`);
    }
    return found;
  };
  await expect.poll(unlimited).toEqual([]);
});
