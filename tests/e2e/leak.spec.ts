/** Bar 11: a whole session with marked secrets, every kind of failure included, and then a search for each of them. */

import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { startPrivateDesktop } from '../../build/private-desktop.mjs';
import type {} from '../../renderer/bridge.ts';
import { createClipboardReader } from '../desktop/clipboard-reader.ts';
import { startKeyring } from '../desktop/keyring.ts';
import { type PracticeAccount, type PracticePlex, startPracticePlex } from '../practice-plex/index.ts';
import { codePeriod } from '../practice-plex/totp.ts';
import { byteForms, formsOf } from '../secret-forms.ts';
import { expect, test } from './fixtures.ts';
import { choose, enterPassword, status } from './window.ts';

const marker = (): string => randomBytes(9).toString('base64url');

/** Every file below some folders. */
async function filesBelow(folders: readonly string[]): Promise<readonly string[]> {
  const lists = folders.map(async (folder) =>
    (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return (await Promise.all(lists)).flat();
}

/** Keeps all that the app answers to the window and tells it. */
async function recordIpc(electron: ElectronApplication, page: Page): Promise<() => Promise<string>> {
  await electron.evaluate(({ ipcMain }) => {
    type Handler = (event: unknown, ...input: unknown[]) => unknown;
    // Not in Electron's types: where it keeps the handlers of `ipcMain.handle`.
    const { _invokeHandlers: handlers } = ipcMain as unknown as { _invokeHandlers: Map<string, Handler> };
    const recorded: string[] = [];
    Object.assign(globalThis, { recordedAnswers: recorded });
    for (const [channel, handler] of handlers) {
      handlers.set(channel, async (event, ...input) => {
        const answer = await handler(event, ...input);
        recorded.push(JSON.stringify([channel, answer]));
        return answer;
      });
    }
  });
  await page.evaluate(() => {
    const recorded: string[] = [];
    Object.assign(globalThis, { recordedStates: recorded });
    window.plexTokenTray.onState((message) => recorded.push(JSON.stringify(message)));
  });
  return async () => {
    const answers = await electron.evaluate(() =>
      (globalThis as unknown as { recordedAnswers: string[] }).recordedAnswers.join('\n'),
    );
    const states = await page.evaluate(() =>
      (globalThis as unknown as { recordedStates: string[] }).recordedStates.join('\n'),
    );
    expect(answers).toContain('command/copyTransientToken');
    expect(states).toContain('"announcement"');
    return `${answers}\n${states}`;
  };
}

async function heapSnapshot(electron: ElectronApplication, page: Page): Promise<string> {
  const devTools = await electron.context().newCDPSession(page);
  let snapshot = '';
  devTools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }: { chunk: string }) => {
    snapshot += chunk;
  });
  await devTools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await devTools.detach();
  return snapshot;
}

/** Every token Plex and its servers gave out. */
function tokensOf(plex: PracticePlex, account: PracticeAccount): readonly string[] {
  return [
    ...plex.tokensOf(account),
    ...plex.servers.map((server) => server.accessTokenFor(account)),
    ...plex.servers.flatMap((server) => server.transientTokens()),
  ];
}

test('bar 11: no secret is left anywhere after a whole session with every class of failure', async ({
  launch,
  profile,
}) => {
  test.setTimeout(180_000);
  const account: PracticeAccount = {
    id: 7001,
    uuid: `uuid-${marker()}`,
    email: 'marked@example.com',
    username: 'marked',
    title: 'Marked Person',
    password: `password ${marker()}&ü`,
    totpSecret: marker(),
    plexPass: true,
  };
  const wrongPassword = `wrong ${marker()}`;
  /** Milliseconds by which Plex's clock is ahead of this computer's. */
  let ahead = 0;
  const plex = await startPracticePlex({
    now: () => Date.now() + ahead,
    accounts: [account],
    servers: [
      { name: 'Tower', version: '1.43.2.10700-abcdef123', owner: 'marked' },
      { name: 'Attic', version: '1.42.1.10060-4e8b05daf', owner: 'marked' },
    ],
  });
  const desktop = await startPrivateDesktop();
  const keyring = await startKeyring(desktop.environment);
  const clipboard = createClipboardReader(desktop.environment);
  const temporary = await mkdtemp(join(tmpdir(), 'leak-'));
  const work = join(temporary, 'tmp');
  await mkdir(work);
  const environment = {
    ...desktop.environment,
    ...keyring.environment,
    PLEX_TV_URL: plex.plexTvUrl,
    TMPDIR: work,
  };
  const app = await launch({ environment });
  const page = await app.window();
  const ipcTraffic = await recordIpc(app.electron, page);
  const codes: string[] = [];
  const tokens = new Set<string>();
  const secrets = (): readonly string[] => [account.password ?? '', wrongPassword, account.totpSecret ?? '', ...tokens];
  const noteTokens = (): void => {
    for (const token of tokensOf(plex, account)) tokens.add(token);
  };
  /** What an answer can quote: all that was sent, and more. */
  const quoting = (...quoted: readonly string[]): string =>
    JSON.stringify({ errors: [{ code: 1013, message: `You sent ${quoted.join(' and ')}`, status: 400 }] });

  await test.step('sign-in: refused, quoted back, with a wrong code, then right', async () => {
    await enterPassword(page, account.email, wrongPassword);
    await expect(page.getByRole('region', { name: /wrong/iu })).toBeVisible();
    plex.faults.next('plex.tv POST /users/signin', {
      kind: 'status',
      status: 400,
      body: quoting(account.password ?? '', account.email),
    });
    await enterPassword(page, account.email, account.password ?? '');
    await expect(page.getByRole('region', { name: 'Plex refused' })).toBeVisible();
    await enterPassword(page, account.email, account.password ?? '');
    await page.getByRole('textbox', { name: 'Verification code' }).fill('000000');
    await expect(page.getByRole('region', { name: 'That code did not work' })).toBeVisible();
    await enterCode();
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
    await choose(page, /Tower/u);
    noteTokens();
  });

  await test.step('copies of every kind', async () => {
    await page.getByRole('button', { name: 'Generate and copy transient token' }).click();
    await expect(status(page)).toContainText('copied');
    noteTokens();
    const outcomes = await page.evaluate(async () => {
      const { state } = await window.plexTokenTray.readState();
      const tokenId = state.tokens[0]?.id ?? '';
      return [
        await window.plexTokenTray.copyAgain({ tokenId, format: 'curl' }),
        await window.plexTokenTray.copyAccountToken({}),
        await window.plexTokenTray.copyAccountDetails({}),
        await window.plexTokenTray.checkToken({ tokenId }),
      ].map(({ ok }) => ok);
    });
    expect(outcomes).toEqual([true, true, true, true]);
  });

  await test.step('every class of failure, on reading the account and on generating', async () => {
    const faults: readonly Parameters<typeof plex.faults.next>[1][] = [
      { kind: 'status', status: 400, body: quoting(...tokens) },
      { kind: 'status', status: 500, body: [...tokens].join('\n') },
      { kind: 'html' },
      { kind: 'captive-portal' },
      { kind: 'json', value: { authToken: [...tokens] } },
      { kind: 'empty', status: 204 },
      { kind: 'truncated' },
      { kind: 'short-body' },
      { kind: 'reset' },
      { kind: 'redirect', status: 302, to: `http://127.0.0.1:9/?X-Plex-Token=${[...tokens][0]}` },
      { kind: 'gzip-bomb', megabytes: 6 },
      { kind: 'rate-limited', retryAfter: '1' },
    ];
    for (const fault of faults) {
      plex.faults.always('plex.tv GET /user', fault);
      plex.faults.always('POST /security/token', fault);
      plex.faults.always('GET /security/token', fault);
      const refused = await page.evaluate(async () => {
        const generated = await window.plexTokenTray.copyTransientToken({});
        const refreshed = await window.plexTokenTray.refresh({});
        return { generated: generated.ok, refreshed: refreshed.ok };
      });
      expect(refused.generated, fault.kind).toBe(false);
      plex.faults.clear();
      const text = await page.content();
      for (const token of tokens) expect(text.includes(token), `${fault.kind} in the page`).toBe(false);
    }
  });

  const diagnostics = await test.step('diagnostics hold nothing about anybody', async () => {
    expect(await page.evaluate(() => window.plexTokenTray.copyDiagnostics({}))).toMatchObject({ ok: true });
    const report = await clipboard.read('clipboard');
    expect(report).toContain('Plex Token Tray diagnostics');
    for (const hidden of [account.email, account.username, account.title, account.uuid, 'Tower', 'Attic', '127.0.0.1'])
      expect(report).not.toContain(hidden);
    return report;
  });

  await test.step('a token is read from the clipboard, not sent by the window', async () => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(status(page)).toContainText('Plex revoked the token');
    // Each code works once: the next one is shown in the next period.
    ahead += codePeriod;
    await enterPassword(page, account.email, account.password ?? '');
    await enterCode();
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
    noteTokens();
    const [token = ''] = plex.tokensOf(account);
    await clipboard.write('clipboard', token);
    expect(await page.evaluate(() => window.plexTokenTray.signInWithTokenOnClipboard({}))).toMatchObject({ ok: true });
  });

  async function enterCode(): Promise<void> {
    const code = plex.currentCode(account);
    codes.push(code);
    await page.getByRole('textbox', { name: 'Verification code' }).fill(code);
  }

  await test.step('the window never saw a token: not in its page, its memory, or anything it was told', async () => {
    const places = {
      page: await page.content(),
      memory: await heapSnapshot(app.electron, page),
      messages: await ipcTraffic(),
    };
    expect(tokens.size).toBeGreaterThan(4);
    for (const [place, text] of Object.entries(places)) {
      expect(text.length, place).toBeGreaterThan(100);
      for (const token of tokens) {
        for (const [form, written] of Object.entries(formsOf(token)))
          expect(text.includes(written), `a token, ${form}, in the window’s ${place}`).toBe(false);
      }
    }
    expect(places.messages).not.toContain(JSON.stringify(account.password).slice(1, -1));
  });

  await app.quit();
  await test.step('nothing is left on the disk or was printed', async () => {
    const files = await filesBelow([profile, desktop.home, temporary]);
    expect(files.length).toBeGreaterThan(3);
    expect(files.map((file) => file.slice(profile.length + 1))).toContain('log.txt');
    const places = [
      ...(await Promise.all(files.map(async (file) => [file, await readFile(file)] as const))),
      ['output', Buffer.from(app.output())] as const,
      ['diagnostics', Buffer.from(diagnostics)] as const,
    ];
    const found = places.flatMap(([place, content]) =>
      secrets()
        .filter((secret) => byteForms(secret).some((form) => content.includes(form)))
        .map((secret) => `${secret} in ${place}`),
    );
    expect(found).toEqual([]);
    // Bar 13: nobody else can look into the folder, and what we write there is the owner's alone.
    const ours = files.filter((path) => path.startsWith(profile) && /\.(?:json|bak|txt)$/u.test(path));
    expect(ours.length).toBeGreaterThan(3);
    for (const file of ours) expect((await stat(file)).mode & 0o077, file).toBe(0);
    expect((await stat(profile)).mode & 0o077).toBe(0);
    const log = await readFile(join(profile, 'log.txt'), 'latin1');
    for (const code of codes) expect(log).not.toMatch(new RegExp(`(?<!\\d)${code}(?!\\d)`, 'u'));
    expect(log.trim().split('\n').length).toBeGreaterThan(10);
    expect((await readdir(process.cwd())).filter((name) => /^core(\.|$)/u.test(name))).toEqual([]);
  });

  await keyring.stop();
  await desktop.stop();
  await plex.close();
  await rm(temporary, { recursive: true, maxRetries: 20 });
});
