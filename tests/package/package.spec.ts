/**
 * The package as a user gets it: unpacked by an ordinary user, started by its desktop entry with the sandbox on, and
 * driven from outside: keys, mouse, tray, another program's clipboard.
 */

import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { findElectron } from '../../build/electron-binary.mjs';
import { electronPath } from '../../build/electron-path.mjs';
import { fusesFor, readFuses } from '../../build/fuses.mjs';
import type { OrdinaryUser } from '../../build/ordinary-user.mjs';
import { startPrivateDesktop } from '../../build/private-desktop.mjs';
import { type ClipboardReader, createClipboardReader } from '../desktop/clipboard-reader.ts';
import { startKeyring } from '../desktop/keyring.ts';
import { type StatusNotifierWatcher, startStatusNotifierWatcher } from '../desktop/status-notifier.ts';
import { type PracticePlex, startPracticePlex } from '../practice-plex/index.ts';
import { signalProcess } from '../signal-process.ts';
import { ended, family, type InstalledApp, install, listeningPorts, readProc } from './installed-app.ts';
import { openScreen, type Screen } from './screen.ts';

const projectFolder = resolve(import.meta.dirname, '../..');
const pictures = join(projectFolder, 'test-output');
const megabyte = 1_000_000;

interface Fixtures {
  readonly app: InstalledApp;
  readonly plex: PracticePlex;
  /** What a program needs to run on the user's desktop, keyring and practice Plex included. */
  readonly environment: Readonly<Record<string, string>>;
  readonly tray: StatusNotifierWatcher;
  readonly clipboard: ClipboardReader;
  readonly front: Screen;
}

// One user, one desktop and one profile for all: each test goes on where the last one stopped.
const test = base.extend<Record<never, never>, Fixtures>({
  app: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from this pattern.
    async ({}, use) => {
      const app = await install(JSON.parse(process.env['PACKAGE_TEST_USER'] ?? '') as OrdinaryUser);
      await use(app);
      await app.end();
    },
    { scope: 'worker' },
  ],
  plex: [
    // biome-ignore lint/correctness/noEmptyPattern: see above.
    async ({}, use) => {
      const plex = await startPracticePlex();
      await use(plex);
      await plex.close();
    },
    { scope: 'worker' },
  ],
  environment: [
    async ({ app, plex }, use) => {
      const own = process.getuid?.() === app.user.uid;
      const desktop = await startPrivateDesktop({ windowManager: true, ...(own ? {} : { user: app.user }) });
      const keyring = await startKeyring(desktop.environment, own ? {} : { uid: app.user.uid, gid: app.user.gid });
      await use({ ...desktop.environment, ...keyring.environment, PLEX_TV_URL: plex.plexTvUrl });
      await keyring.stop();
      await desktop.stop();
    },
    { scope: 'worker' },
  ],
  tray: [
    async ({ environment }, use) => {
      const watcher = await startStatusNotifierWatcher(environment);
      await use(watcher);
      await watcher.stop();
    },
    { scope: 'worker' },
  ],
  clipboard: [async ({ environment }, use) => use(createClipboardReader(environment)), { scope: 'worker' }],
  front: [async ({ environment }, use) => use(openScreen(environment)), { scope: 'worker' }],
});

/** Every file below a folder, relative to it. */
function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => !lstatSync(join(folder, name)).isDirectory(),
  );
}

const sizeOf = (folder: string, names: readonly string[]): number =>
  names.reduce((sum, name) => sum + lstatSync(join(folder, name)).size, 0);

/** The paths inside an asar archive, with their sizes. Its header is JSON behind four 32-bit lengths. */
function asarFiles(path: string): ReadonlyMap<string, number> {
  interface Node {
    readonly files?: Readonly<Record<string, Node>>;
    readonly size?: number;
  }
  const archive = readFileSync(path);
  const header = JSON.parse(archive.subarray(16, 16 + archive.readUInt32LE(12)).toString()) as Node;
  const below = (node: Node, prefix: string): readonly (readonly [string, number])[] =>
    Object.entries(node.files ?? {}).flatMap(([name, child]) =>
      child.files === undefined ? [[`${prefix}${name}`, child.size ?? 0] as const] : below(child, `${prefix}${name}/`),
    );
  return new Map(below(header, ''));
}

test.describe('what is in it', () => {
  test('P7 the app itself: bundles, package.json and licence, at most 700 KB; nothing that only developers need', ({
    app,
  }) => {
    const path = join(app.folder, 'resources/app.asar');
    const names = [...asarFiles(path).keys()];
    expect(names.filter((name) => !/^out\/(main|preload|renderer)\//u.test(name)).sort()).toEqual([
      'LICENSE',
      'package.json',
    ]);
    expect(names.filter((name) => !/\.(cjs|js|css|html|png|svg)$|^(LICENSE|package\.json)$/u.test(name))).toEqual([]);
    expect(statSync(path).size).toBeLessThanOrEqual(700_000);
    const archive = readFileSync(path, 'latin1');
    for (const developers of ['sourceMappingURL', 'practice-password', 'devDependencies', projectFolder])
      expect(archive.includes(developers), developers).toBe(false);
  });

  test('P7 around it: Electron without its languages, launcher, desktop files and notices; at most 2 MB more', ({
    app,
  }) => {
    const names = filesBelow(app.folder);
    const electron = dirname(electronPath());
    const electrons = filesBelow(electron).filter(
      (name) => !/^(electron$|version$|resources\/|locales\/)/u.test(name) || name === 'locales/en-US.pak',
    );
    // Its licence is called LICENSE in some builds.
    const ours = names.filter((name) => ![...electrons, 'LICENSE.electron.txt'].includes(name));
    expect(ours.filter((name) => !name.startsWith('share/')).sort()).toEqual([
      'plex-token-tray',
      'plex-token-tray-app',
      'resources/THIRD-PARTY-NOTICES.txt',
      'resources/app.asar',
      'resources/app.asar.sha256',
    ]);
    const allowed = sizeOf(electron, [...electrons, 'electron']) + 2 * megabyte;
    expect(sizeOf(app.folder, names)).toBeLessThanOrEqual(allowed);
  });

  test('the notices name every package whose code is in it', ({ app }) => {
    const notices = readFileSync(join(app.folder, 'resources/THIRD-PARTY-NOTICES.txt'), 'utf8');
    // What the bundler took in, by its own list.
    const bundled = ['main', 'preload', 'renderer'].flatMap(
      (bundle) =>
        JSON.parse(readFileSync(join(projectFolder, 'out', bundle, '.vite/packages.json'), 'utf8')) as readonly {
          readonly name: string;
          readonly version: string;
        }[],
    );
    expect(bundled.map(({ name }) => name)).toContain('axios');
    const named = notices.split('\n').flatMap((line) => line.split(', '));
    expect(bundled.map(({ name, version }) => `${name} ${version}`).filter((one) => !named.includes(one))).toEqual([]);
  });

  test('modes: nobody but the owner may write, nothing runs as somebody else, only programs run', ({ app }) => {
    const modes = new Map(
      filesBelow(app.folder).map((name) => [name, lstatSync(join(app.folder, name)).mode & 0o7777]),
    );
    const runs = [...modes].filter(([, mode]) => mode !== 0o644);
    expect(runs.every(([, mode]) => mode === 0o755)).toBe(true);
    expect(
      runs
        .map(([name]) => name)
        .filter((name) => !/\.so(\.\d+)?$/u.test(name))
        .sort(),
    ).toEqual(['chrome-sandbox', 'chrome_crashpad_handler', 'plex-token-tray', 'plex-token-tray-app']);
  });

  test('fuses stand where the table says', async ({ app }) => {
    const read = await readFuses(join(app.folder, 'plex-token-tray-app'));
    const wanted = fusesFor('linux');
    // The development build is too old to know the newest ones.
    const known = Object.entries(wanted).filter(([name]) => name in read || findElectron()?.isFallback !== true);
    expect(read).toEqual(Object.fromEntries(known));
  });

  test('the bill of materials and the checksums are beside it', async ({ app }) => {
    const dist = join(projectFolder, 'dist');
    const bill = readdirSync(dist).find((name) => name.endsWith('.cdx.json'));
    const { components } = JSON.parse(readFileSync(join(dist, bill ?? ''), 'utf8')) as {
      readonly components: readonly { readonly name: string; readonly version: string }[];
    };
    expect(components).toContainEqual(expect.objectContaining({ name: 'electron', version: findElectron()?.version }));
    expect(components.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['axios', 'electron-store', 'preact', 'valibot']),
    );
    expect(components.map(({ name }) => name)).not.toContain('playwright');
    const sums = readFileSync(join(dist, 'SHA256SUMS'), 'utf8');
    expect(sums).toContain(app.archive);
    expect(sums).toContain(bill);
  });

  test('made with the development Electron, it is named so', ({ app }) => {
    expect(app.archive.includes('-dev-electron')).toBe(findElectron()?.isFallback === true);
  });
});

test.describe('how a desktop sees it', () => {
  test('the desktop entry is valid, and its actions call the command', async ({ app }) => {
    expect(await app.run('desktop-file-validate', [app.entry])).toEqual({ code: 0, output: '' });
    const entry = readFileSync(app.entry, 'utf8');
    expect(entry).toContain('\nExec=plex-token-tray\n');
    for (const action of ['--copy-transient-token', '--show', '--quit'])
      expect(entry).toContain(`\nExec=plex-token-tray ${action}\n`);
  });

  test('its icon is there in every size', ({ app }) => {
    const icons = join(app.user.home, '.local/share/icons/hicolor');
    for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) {
      // A PNG's width and height are the first two numbers of its first chunk.
      const png = readFileSync(join(icons, `${size}x${size}/apps/plex-token-tray.png`));
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
    }
  });

  test('its AppStream description is valid', async ({ app }) => {
    const metainfo = filesBelow(join(app.folder, 'share/metainfo')).map((name) =>
      join(app.folder, 'share/metainfo', name),
    );
    expect(await app.run('appstreamcli', ['validate', '--no-net', ...metainfo])).toMatchObject({ code: 0 });
  });
});

test.describe('what its command answers by itself', () => {
  test('--version and --help, with no display', async ({ app }) => {
    const { version } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as {
      readonly version: string;
    };
    expect(await app.run('plex-token-tray', ['--version'])).toEqual({
      code: 0,
      output: `Plex Token Tray ${version}\n`,
    });
    const help = await app.run('plex-token-tray', ['--help']);
    expect(help.code).toBe(0);
    expect(help.output).toContain('Usage: plex-token-tray [option]');
  });

  test('O1 without a display it says so in one line', async ({ app }) => {
    expect(await app.run('plex-token-tray')).toEqual({
      code: 1,
      output: 'There is no display to show Plex Token Tray on. Start it in a desktop session.\n',
    });
  });

  test('P6 as root it says that it does not run as root', async ({ app, environment }) => {
    const asRoot = await app.run('unshare', ['--user', '--map-root-user', 'plex-token-tray'], { environment });
    expect(asRoot).toEqual({
      code: 1,
      output: 'Plex Token Tray does not run as root. Start it as the user who is signed in to this desktop.\n',
    });
  });
});

test.describe('what it does not start with', () => {
  for (const weakening of [
    '--remote-debugging-port=9333',
    '--remote-debugging-pipe',
    '--inspect=9444',
    '--password-store=basic',
    '--disable-web-security',
    '--ignore-certificate-errors',
    '--log-net-log=net.json',
    '--js-flags=--expose-gc',
    '--host-resolver-rules=MAP plex.tv 127.0.0.1',
    '--load-extension=.',
  ]) {
    const row = weakening.startsWith('--remote-debugging') ? 'P4' : weakening.startsWith('--inspect') ? 'P3' : 'P5';
    test(`${row} ${weakening}`, async ({ app, environment }) => {
      const { code, output } = await app.run('plex-token-tray', [weakening], { environment });
      expect(code).toBe(3);
      expect(output).toContain(`Plex Token Tray does not start with ${weakening.split('=')[0]}`);
      expect(existsSync(join(app.user.home, 'net.json'))).toBe(false);
    });
  }
});

/** Signs in by keyboard, from the empty form on. */
async function signIn(front: Screen, plex: PracticePlex): Promise<void> {
  const [account] = plex.accounts;
  if (account === undefined) throw new Error('No account.');
  await front.activate('Plex Token Tray');
  await front.type(account.email);
  await front.press('Tab');
  await front.type(account.password ?? '');
  await front.press('Return');
  // Plex asked for the code: from here on keys go into its box.
  await expect.poll(() => plex.requests.filter(({ path }) => path.endsWith('/users/signin')).length).toBe(1);
  await front.photograph(join(pictures, 'package-code.png'));
  await front.type(plex.currentCode(account));
}

const menuHas = (label: string) => (menu: readonly { readonly label: string; readonly enabled: boolean }[]) =>
  menu.some((entry) => entry.label === label && entry.enabled);

test('the main job, from the desktop entry to the second start', async ({
  app,
  clipboard,
  environment,
  plex,
  front,
  tray,
}) => {
  const tower = plex.servers.find(({ name }) => name === 'Tower');
  if (tower === undefined) throw new Error('The practice Plex has no server called Tower.');
  const newToken = async (than: string): Promise<string> => {
    await expect.poll(() => clipboard.read('clipboard')).not.toBe(than);
    const token = await clipboard.read('clipboard');
    expect(tower.accepts(token)).toBe(true);
    return token;
  };

  const first = await test.step('starts by its desktop entry, with the sandbox on', async () => {
    const processId = await app.startByEntry(environment);
    await tray.waitForMenu(processId, menuHas('Sign in…'));
    const pages = family(processId).filter((id) => readProc(id, 'cmdline').includes('--type=renderer'));
    expect(pages).not.toHaveLength(0);
    // 2: system calls are filtered (proc(5)).
    for (const page of pages) expect(readProc(page, 'status')).toMatch(/^Seccomp:\t2$/mu);
    for (const id of [processId, ...pages]) {
      expect(readProc(id, 'cmdline')).not.toContain('--no-sandbox\0');
      expect(readProc(id, 'limits')).toMatch(/^Max core file size +0 +0/mu);
    }
    expect(listeningPorts(processId)).toEqual([]);
    // What `StartupWMClass` names; Electron before 41 goes by the product's name instead.
    const named = /^StartupWMClass=(.*)$/mu.exec(readFileSync(app.entry, 'utf8'))?.[1];
    const before41 = Number.parseInt(findElectron()?.version ?? '', 10) < 41;
    expect(await front.windowClass('Plex Token Tray')).toBe(before41 ? 'Plex Token Tray' : named);
    return processId;
  });

  await test.step('a development build says so', async () => {
    // One line in the banners' colour (renderer/styles/tokens.css, --caution-soft) tells of the practice Plex, one of this.
    const lines = async (): Promise<number> => Math.round(((await front.barOf('#f9ead6'))?.height ?? 0) / 26);
    await expect.poll(lines).toBe(findElectron()?.isFallback === true ? 2 : 1);
  });

  await test.step('signs in with a verification code', async () => {
    await signIn(front, plex);
    await tray.waitForMenu(first, menuHas('Copy transient token'));
    await front.photograph(join(pictures, 'package-signed-in.png'));
  });

  const fromButton = await test.step('copies by the big button', async () => {
    await expect
      .poll(async () => {
        // The one bar in the accent colour (renderer/styles/tokens.css, --accent).
        const button = await front.barOf('#1f625d');
        if (button !== null) await front.click(button);
        return clipboard.read('clipboard');
      })
      .not.toBe('');
    return newToken('');
  });

  await test.step('copies by the tray', async () => {
    await tray.click(first, ['Copy transient token']);
    await newToken(fromButton);
    await front.photograph(join(pictures, 'package-copied.png'));
  });

  await test.step('quits, and takes the token along', async () => {
    await tray.click(first, ['Quit']);
    await ended(first);
    // The display learns a moment later that the owner of its clipboard is gone.
    await expect(async () => expect(await clipboard.targets('clipboard')).toEqual([])).toPass();
    expect(await clipboard.read('clipboard')).toBe('');
    expect(await clipboard.read('primary')).toBe('');
  });

  await test.step('is still signed in after a second start', async () => {
    const second = await app.startByEntry(environment);
    await tray.waitForMenu(second, menuHas('Copy transient token'));
    await tray.click(second, ['Copy transient token']);
    await newToken('');
    await tray.click(second, ['Quit']);
    await ended(second);
  });
});

test('P1 changed files are told in the window', async ({ app, environment, front, tray }) => {
  const archive = join(app.folder, 'resources/app.asar');
  const untouched = readFileSync(archive);
  const changed = Buffer.from(untouched);
  // A word that the window shows, so that the app still starts.
  const word = Buffer.from('Appearance');
  changed.set(Buffer.from('apparition'), untouched.lastIndexOf(word));
  writeFileSync(archive, changed);
  const processId = await app.startByEntry(environment);
  await tray.waitForMenu(processId, menuHas('Open'));
  const lines = async (): Promise<number> => Math.round(((await front.barOf('#f9ead6'))?.height ?? 0) / 26);
  // One more than above: this one takes two rows.
  await expect.poll(lines).toBeGreaterThan(findElectron()?.isFallback === true ? 2 : 1);
  await front.photograph(join(pictures, 'package-changed.png'));
  await tray.click(processId, ['Quit']);
  await ended(processId);
  writeFileSync(archive, untouched);
});

test('P2 P3 neither a folder beside the archive nor a variable nor a signal lets other code in', async ({
  app,
  environment,
  tray,
}) => {
  const marks = join(app.user.home, 'marks');
  const code = `require('node:fs').appendFileSync(${JSON.stringify(marks)}, 'ran')`;
  const script = join(app.user.home, 'other-code.cjs');
  writeFileSync(script, code);
  const beside = join(app.folder, 'resources/app');
  mkdirSync(beside);
  cpSync(script, join(beside, 'index.js'));
  writeFileSync(join(beside, 'package.json'), '{"main":"index.js"}');

  const processId = await app.startByCommand(['--hidden', '-e', code], {
    ...environment,
    ELECTRON_RUN_AS_NODE: '1',
    NODE_OPTIONS: `--require ${script}`,
  });
  await tray.waitForMenu(processId, menuHas('Open'));
  signalProcess(processId, 'SIGUSR1');
  // A second start and its answer take far longer than opening a debugger would.
  expect(await app.run('plex-token-tray', ['--show'], { environment })).toMatchObject({ code: 0 });
  expect(listeningPorts(processId)).toEqual([]);
  expect(existsSync(marks)).toBe(false);
  await tray.click(processId, ['Quit']);
  await ended(processId);
  rmSync(beside, { recursive: true });
});
