/** The session over real parts: Plex's API against the practice Plex, a vault on disk, a clock and a clipboard of the test's. */

import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EncryptionPort } from '../../../main/ports.ts';
import { createSession, type Session } from '../../../main/session/session.ts';
import { openSettings } from '../../../main/settings/settings.ts';
import { createSteadyClock } from '../../../main/steady-clock.ts';
import { openVault } from '../../../main/vault/vault.ts';
import { canAskForSource } from '../../../shared/allowed-actions.ts';
import type { AppFacts, PlexTvState } from '../../../shared/state.ts';
import { type PracticePlex, startPracticePlex } from '../../practice-plex/index.ts';
import { accountOf, openApi } from '../plex/plex.ts';
import { createConfStore } from '../storage/conf-store.ts';
import { createTestClipboard, type TestClipboard } from './doubles.ts';

const noKeyring: EncryptionPort = {
  standing: async () => 'none',
  backend: () => 'basic_text',
  encrypt: async () => Promise.reject(new Error('There is no keyring.')),
  decrypt: async () => Promise.reject(new Error('There is no keyring.')),
};

let plex: PracticePlex;
let folder: string;
let clipboard: TestClipboard;
let session: Session;
let plexTv: PlexTvState;
let network: string;
let windowShown: number;
/** The sign-in pages that were opened. */
let opened: string[];
let browserOpens: boolean;

function openSession(): Session {
  const clock = createSteadyClock();
  const facts: AppFacts = {
    product: 'Plex Token Tray',
    version: '0.0.0',
    electron: { version: '45.0.0', isFallback: false },
    platform: 'linux',
  };
  const created = createSession(facts, {
    clock,
    randomBytes,
    randomUuid: randomUUID,
    clipboard,
    vault: openVault({ folder, createStore: createConfStore, encryption: noKeyring, clock, randomBytes }),
    settings: openSettings({ folder, createStore: createConfStore, randomUuid: randomUUID, now: clock.now }),
    plexTv: () => plexTv,
    loadPlex: async () => openApi(plexTv.url),
    networkFingerprint: () => network,
    desktop: {
      showWindow: () => {
        windowShown += 1;
      },
      hideWindow: () => undefined,
      quit: () => undefined,
      openPage: async () => undefined,
      openSignInPage: async (address) => {
        opened.push(address);
        return browserOpens;
      },
    },
  });
  created.start();
  return created;
}

beforeEach(async () => {
  plex = await startPracticePlex();
  folder = mkdtempSync(join(tmpdir(), 'session-'));
  clipboard = createTestClipboard();
  plexTv = { url: plex.plexTvUrl, isDefault: false, isFixed: true };
  network = 'at home';
  windowShown = 0;
  opened = [];
  browserOpens = true;
  session = openSession();
});
afterEach(async () => {
  await plex.close();
  rmSync(folder, { recursive: true });
});

const asked = (path: string): number => plex.requests.filter((request) => request.path.endsWith(path)).length;
const notice = () => session.state().announcement.notice;

/** Signs in without a code and waits until the servers are there. */
async function signIn(username = 'simple'): Promise<void> {
  const { email, password = '' } = accountOf(plex, username);
  const outcome = await session.run('signInWithPassword', { login: email, password });
  expect(outcome).toEqual({ ok: true, value: null });
  await expect.poll(() => session.state().servers.list.length).toBeGreaterThan(0);
}

/** A fault that lasts until it is let go. */
function held(): { readonly until: Promise<void>; readonly letGo: () => void } {
  let letGo: () => void = () => undefined;
  const until = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return { until, letGo };
}

describe('generating', () => {
  it('N25 five hundred clicks while the server takes its time make one request and one copy', async () => {
    await signIn();
    const slow = held();
    plex.faults.always('POST /security/token', { kind: 'delay', until: slow.until });
    const clicks = Array.from({ length: 500 }, () => session.run('copyTransientToken', {}));
    await expect.poll(() => asked('/security/token')).toBe(1);
    slow.letGo();
    const outcomes = await Promise.all(clicks);
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
    expect(asked('/security/token')).toBe(1);
    expect(session.state().tokens).toHaveLength(1);
  });

  it('can be cancelled: nothing is copied, even if the answer comes later', async () => {
    await signIn();
    const slow = held();
    plex.faults.always('POST /security/token', { kind: 'delay', until: slow.until });
    const generating = session.run('copyTransientToken', {});
    await expect.poll(() => asked('/security/token')).toBe(1);
    await session.run('cancelGenerating', {});
    expect(await generating).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
    await expect.poll(() => plex.requests.at(-1)?.closedEarly).toBe(true);
    slow.letGo();
    expect(clipboard.content.clipboard).toBe('');
    expect(session.state()).toMatchObject({ generatingFor: null, tokens: [], clipboard: { kind: 'nothing' } });
  });

  it('A11 works while plex.tv is down', async () => {
    await signIn();
    plex.faults.always('plex.tv', { kind: 'status', status: 503 });
    plex.faults.always('plex.tv GET', { kind: 'status', status: 503 });
    expect((await session.run('copyTransientToken', {})).ok).toBe(true);
    expect(plex.servers.some((server) => server.accepts(clipboard.content.clipboard))).toBe(true);
  });

  it('A8 a server that refuses its token costs nobody the account', async () => {
    await signIn();
    plex.faults.next('POST /security/token', { kind: 'status', status: 401, body: '<html></html>' });
    expect(await session.run('copyTransientToken', {})).toMatchObject({
      ok: false,
      problem: { code: 'server-token-refused' },
    });
    expect(session.state().accounts[0]?.standing).toBe('signed-in');
    expect((await session.run('copyTransientToken', {})).ok).toBe(true);
  });

  it('A9 after a restart of the server the next click makes a new token', async () => {
    await signIn();
    await session.run('copyTransientToken', {});
    const server = plex.servers.find(({ id }) => id === session.state().servers.chosenId);
    const before = clipboard.content.clipboard;
    await server?.restart();
    expect(server?.accepts(before)).toBe(false);
    // The kept connection may fail once with the restart; the click after that must not.
    await session.run('copyTransientToken', {});
    expect((await session.run('copyTransientToken', {})).ok).toBe(true);
    expect(server?.accepts(clipboard.content.clipboard)).toBe(true);
  });

  it('U14 does not say "copied" when the clipboard did not take it', async () => {
    await signIn();
    clipboard.refuseWrites = true;
    expect(await session.run('copyTransientToken', {})).toMatchObject({
      ok: false,
      problem: { code: 'clipboard-not-written' },
    });
    expect(notice()).toMatchObject({ kind: 'problem', problem: { code: 'clipboard-not-written' } });
    expect(session.state().clipboard).toEqual({ kind: 'nothing' });
  });

  it('without an account says so', async () => {
    expect(await session.run('copyTransientToken', {})).toMatchObject({
      ok: false,
      problem: { code: 'not-signed-in' },
    });
  });
});

describe('signing in', () => {
  it('A17 an answer that comes after "Cancel" keeps nothing', async () => {
    const slow = held();
    plex.faults.next('POST /users/signin', { kind: 'delay', until: slow.until });
    const signingIn = session.run('signInWithPassword', { login: 'simple', password: 'simple-password' });
    await expect.poll(() => asked('/users/signin')).toBe(1);
    await session.run('cancelSignIn', {});
    slow.letGo();
    expect(await signingIn).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
    expect(session.state().accounts).toEqual([]);
  });

  it('A3 pauses after five wrong codes, before Plex locks the network out', async () => {
    const { email, password = '' } = accountOf(plex, 'practice');
    for (let tried = 0; tried < 5; tried += 1) {
      await session.run('signInWithPassword', { login: email, password, verificationCode: '000000' });
    }
    expect(session.state().signIn).toMatchObject({ step: 'code-needed', problem: { code: 'too-many-codes' } });
    const before = asked('/users/signin');
    await session.run('signInWithPassword', {
      login: email,
      password,
      verificationCode: plex.currentCode(accountOf(plex, 'practice')),
    });
    expect(asked('/users/signin')).toBe(before);
  });

  it('never puts password, code or token into the state', async () => {
    const seen: string[] = [];
    session.follow((state) => seen.push(JSON.stringify(state)));
    await signIn();
    await session.run('copyTransientToken', {});
    const secrets = ['simple-password', clipboard.content.clipboard, ...plex.tokensOf(accountOf(plex, 'simple'))];
    for (const server of plex.servers) secrets.push(server.accessTokenFor(accountOf(plex, 'simple')));
    for (const secret of secrets) expect(seen.some((state) => state.includes(secret))).toBe(false);
  });
});

describe('signing out', () => {
  it('A15 while offline forgets everything here at once, and says that Plex was not told', async () => {
    await signIn();
    await session.run('copyTransientToken', {});
    plex.faults.always('DELETE /users/signout', { kind: 'reset' });
    await session.run('signOut', {});
    expect(session.state()).toMatchObject({
      accounts: [],
      activeAccountId: null,
      tokens: [],
      clipboard: { kind: 'nothing' },
    });
    expect(clipboard.content).toEqual({ clipboard: '', primary: '' });
    expect(notice()).toMatchObject({ kind: 'signed-out', revoked: false });
  });
});

describe('an outage', () => {
  it('A6 never signs anybody out', async () => {
    await signIn();
    for (const status of [404, 500, 502, 503, 504, 520, 429]) {
      plex.faults.always('plex.tv GET', { kind: 'empty', status });
      await session.run('refresh', {});
      expect(session.state().accounts[0]?.standing, String(status)).toBe('signed-in');
      plex.faults.clear();
    }
  });
});

/** The server of this name in the state. */
function shown(name: string) {
  const found = session.state().servers.list.find((server) => server.name === name);
  if (found === undefined) throw new Error(`No server ${name} is shown.`);
  return found;
}

const practiceServer = (name: string) => {
  const found = plex.servers.find((server) => server.name === name);
  if (found === undefined) throw new Error(`The practice Plex has no ${name}.`);
  return found;
};

/** Signs in as the owner, who uses a code. */
async function signInAsOwner(): Promise<void> {
  const owner = accountOf(plex, 'practice');
  const { email, password = '' } = owner;
  const input = { login: email, password, verificationCode: plex.currentCode(owner) };
  expect((await session.run('signInWithPassword', input)).ok).toBe(true);
  await expect.poll(() => session.state().servers.list.length).toBeGreaterThan(2);
}

describe('signing in outside the app', () => {
  const account = () => session.state().accounts[0];

  it('in the browser: opens the page, goes on by itself, and keeps the account', async () => {
    expect((await session.run('signInOutside', { way: 'browser' })).ok).toBe(true);
    expect(session.state().signIn).toMatchObject({ step: 'outside', way: 'browser', linkCode: null });
    const code = new URL((opened[0] ?? '').replace('#', '')).searchParams.get('code') ?? '';
    expect(plex.finishBrowserSignIn(code, accountOf(plex, 'google'))).toBe(true);
    await expect.poll(account).toMatchObject({ name: 'Made with Google', standing: 'signed-in' });
    expect(session.state().signIn).toEqual({ step: 'idle', problem: null });
  });

  it('on another device: shows four letters, which say nothing in the browser’s address', async () => {
    await session.run('signInOutside', { way: 'link' });
    const { signIn: waiting } = session.state();
    const code = waiting.step === 'outside' ? (waiting.linkCode ?? '') : '';
    expect(code).toMatch(/^[A-Z0-9]{4}$/u);
    expect(opened).toEqual([]);
    plex.finishBrowserSignIn(code, accountOf(plex, 'simple'));
    await expect.poll(account).toMatchObject({ name: 'Simple User' });
  });

  it('A5 can be called off at any moment, and what comes later is ignored', async () => {
    await session.run('signInOutside', { way: 'link' });
    const { signIn: waiting } = session.state();
    await session.run('cancelSignIn', {});
    expect(session.state().signIn).toEqual({ step: 'idle', problem: null });
    plex.finishBrowserSignIn(waiting.step === 'outside' ? (waiting.linkCode ?? '') : '', accountOf(plex, 'simple'));
    const before = asked('/user');
    await signIn();
    expect(session.state().accounts).toHaveLength(1);
    expect(asked('/user')).toBe(before + 1);
  });

  it('the other way can be taken instead: the first is forgotten', async () => {
    await session.run('signInOutside', { way: 'browser' });
    await session.run('signInOutside', { way: 'link' });
    expect(session.state().signIn).toMatchObject({ step: 'outside', way: 'link' });
  });

  it('without a browser says so, and offers what works without one', async () => {
    browserOpens = false;
    expect(await session.run('signInOutside', { way: 'browser' })).toMatchObject({
      ok: false,
      problem: { code: 'browser-not-opened' },
    });
    expect(session.state().signIn).toMatchObject({ step: 'idle', problem: { code: 'browser-not-opened' } });
  });
});

describe('signing in with a token', () => {
  it('takes the one on the clipboard, once Plex has said whose it is', async () => {
    await signIn();
    const [token = ''] = plex.tokensOf(accountOf(plex, 'simple'));
    rmSync(folder, { recursive: true });
    session = openSession();
    clipboard.content.clipboard = ` ${token}\n`;
    expect((await session.run('signInWithTokenOnClipboard', {})).ok).toBe(true);
    expect(session.state().accounts).toMatchObject([{ name: 'Simple User', standing: 'signed-in' }]);
  });

  it.each([
    ['claim-abcdefghijklmnop', 'token-is-claim-token'],
    ['transient-0f6f9a4c-3b2d-1e00-9a3d-0f2f7c9f6b1a', 'token-is-transient'],
    ['eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJwbGV4LnR2In0.c2lnbmF0dXJl', 'token-is-jwt'],
    ['my cat is called Tower', 'token-malformed'],
    ['', 'clipboard-empty'],
  ])('%s is told apart, and sent nowhere', async (text, code) => {
    clipboard.content.clipboard = text;
    expect(await session.run('signInWithTokenOnClipboard', {})).toMatchObject({ ok: false, problem: { code } });
    expect(session.state().signIn).toMatchObject({ step: 'idle', problem: { code } });
    expect(plex.requests).toEqual([]);
  });

  it('says when Plex does not accept it, and asks nobody to sign in "again"', async () => {
    clipboard.content.clipboard = 'abcdefghij0123456789';
    expect(await session.run('signInWithTokenOnClipboard', {})).toMatchObject({
      ok: false,
      problem: { code: 'token-refused' },
    });
    expect(session.state().accounts).toEqual([]);
  });
});

describe('several accounts', () => {
  it('A16 switching shows and copies nothing of the other account', async () => {
    await signIn();
    await session.run('copyTransientToken', {});
    const first = session.state().activeAccountId ?? '';
    const firstToken = session.state().tokens[0]?.id ?? '';
    await signInAsOwner();
    expect(session.state().accounts).toHaveLength(2);
    expect(session.state().tokens).toEqual([]);
    expect(await session.run('copyAgain', { tokenId: firstToken })).toMatchObject({
      ok: false,
      problem: { code: 'token-unknown' },
    });

    await session.run('switchAccount', { accountId: first });
    expect(session.state()).toMatchObject({ activeAccountId: first, tokens: [{ id: firstToken }] });
    await expect.poll(() => session.state().account.details?.username).toBe('simple');
    expect(session.state().servers.list.some(({ name }) => name === 'Attic')).toBe(false);
  });

  it('A16 a token that was being made for the former account is not copied under the next one', async () => {
    await signIn();
    const first = session.state().activeAccountId ?? '';
    await signInAsOwner();
    await session.run('switchAccount', { accountId: first });
    await expect.poll(() => session.state().servers.readAt).not.toBeNull();
    const slow = held();
    plex.faults.always('POST /security/token', { kind: 'delay', until: slow.until });
    const generating = session.run('copyTransientToken', {});
    await expect.poll(() => asked('/security/token')).toBe(1);
    const owner = session.state().accounts.find(({ id }) => id !== first)?.id ?? '';
    await session.run('switchAccount', { accountId: owner });
    slow.letGo();
    expect(await generating).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
    expect(clipboard.content.clipboard).toBe('');
    expect(session.state()).toMatchObject({ generatingFor: null, tokens: [] });
  });

  it('signing one out leaves the other, and its token at Plex', async () => {
    await signIn();
    const simple = session.state().activeAccountId ?? '';
    await signInAsOwner();
    await session.run('signOut', { accountId: simple });
    expect(session.state().accounts).toMatchObject([{ name: 'Practice Owner' }]);
    expect(plex.tokensOf(accountOf(plex, 'simple'))).toEqual([]);
    expect(plex.tokensOf(accountOf(plex, 'practice'))).toHaveLength(1);
  });

  it('bears the user’s own label until that is taken away', async () => {
    await signIn();
    const accountId = session.state().activeAccountId ?? '';
    await session.run('labelAccount', { accountId, label: ' Test rig ' });
    expect(session.state().accounts[0]).toMatchObject({ label: 'Test rig', name: 'Simple User' });
    await session.run('labelAccount', { accountId, label: '' });
    expect(session.state().accounts[0]?.label).toBe('');
  });

  it('are those of the plex.tv in use: no token is sent to another', async () => {
    await signIn();
    const other = await startPracticePlex();
    plexTv = { url: other.plexTvUrl, isDefault: false, isFixed: false };
    await session.run('changeSettings', { plexTvUrl: other.plexTvUrl });
    expect(session.state()).toMatchObject({ accounts: [], activeAccountId: null, plexTv: { url: other.plexTvUrl } });
    expect(await session.run('copyTransientToken', {})).toMatchObject({
      ok: false,
      problem: { code: 'not-signed-in' },
    });
    expect(other.requests).toEqual([]);
    plexTv = { url: plex.plexTvUrl, isDefault: false, isFixed: false };
    await session.run('changeSettings', { plexTvUrl: plex.plexTvUrl });
    expect(session.state().accounts).toHaveLength(1);
    await other.close();
  });

  it.each(['http://plex.example/api/v2', 'ftp://127.0.0.1', 'https://user:word@plex.tv'])(
    'an address of plex.tv that cannot be used is refused: %s',
    async (plexTvUrl) => {
      expect(await session.run('changeSettings', { plexTvUrl })).toMatchObject({
        ok: false,
        problem: { code: 'address-not-allowed' },
      });
      expect(session.state().settings.plexTvUrl).toBe('');
    },
  );
});

describe('the account’s details', () => {
  it('are copied as JSON without anything secret, which costs no lease', async () => {
    await signInAsOwner();
    expect((await session.run('copyAccountDetails', {})).ok).toBe(true);
    const copied = JSON.parse(clipboard.content.clipboard) as Record<string, unknown>;
    expect(copied).toMatchObject({ username: 'practice', subscription: { active: true }, favouriteColour: 'teal' });
    expect(clipboard.content.clipboard).not.toMatch(/authToken|"pin"|service-token-secret|service-shared-secret/u);
    for (const token of plex.tokensOf(accountOf(plex, 'practice')))
      expect(clipboard.content.clipboard).not.toContain(token);
    expect(session.state().clipboard).toEqual({ kind: 'nothing' });
  });

  it('name the users of the Plex Home', async () => {
    await signInAsOwner();
    await expect
      .poll(() => session.state().account.homeUsers)
      .toMatchObject([{ name: 'Practice Owner', admin: true }, { name: 'Kids', managed: true }, { name: 'Visitor' }]);
  });

  it('the account token itself can be copied, and leaves the clipboard like any other', async () => {
    await signIn();
    expect((await session.run('copyAccountToken', {})).ok).toBe(true);
    expect(plex.tokensOf(accountOf(plex, 'simple'))).toContain(clipboard.content.clipboard);
    expect(session.state().clipboard).toMatchObject({ kind: 'holding', what: 'account-token' });
    await session.run('clearClipboard', {});
    expect(clipboard.content).toEqual({ clipboard: '', primary: '' });
  });
});

describe('transient tokens', () => {
  it('are listed for this run, checked, copied again and forgotten', async () => {
    await signIn();
    await session.run('copyTransientToken', {});
    await session.run('copyTransientToken', {});
    const [newest, oldest] = session.state().tokens;
    expect(session.state().tokens).toHaveLength(2);
    expect((oldest?.endsAt ?? 0) - (oldest?.mintedAt ?? 0)).toBe(48 * 3_600_000);

    const before = clipboard.content.clipboard;
    expect((await session.run('copyAgain', { tokenId: oldest?.id ?? '' })).ok).toBe(true);
    expect(clipboard.content.clipboard).not.toBe(before);
    expect(clipboard.content.clipboard.slice(-4)).toBe(oldest?.lastFour);

    await session.run('checkToken', { tokenId: newest?.id ?? '' });
    expect(session.state().tokens[0]?.check).toMatchObject({ result: 'alive' });
    await practiceServer(newest?.serverName ?? '').restart();
    await expect
      .poll(async () => {
        await session.run('checkToken', { tokenId: newest?.id ?? '' });
        return session.state().tokens[0]?.check.result;
      })
      .toBe('dead');

    await session.run('forgetToken', { tokenId: newest?.id ?? '' });
    expect(session.state().tokens.map(({ id }) => id)).toEqual([oldest?.id]);
  });

  it('a check that reaches nobody leaves what was known', async () => {
    await signIn();
    await session.run('copyTransientToken', {});
    const token = session.state().tokens[0];
    await session.run('checkToken', { tokenId: token?.id ?? '' });
    await practiceServer(token?.serverName ?? '').stop();
    expect((await session.run('checkToken', { tokenId: token?.id ?? '' })).ok).toBe(false);
    expect(session.state().tokens[0]?.check.result).toBe('alive');
  });

  it.each([
    ['token', /^transient-[\w-]+$/u],
    ['header', /^X-Plex-Token: transient-[\w-]+$/u],
    ['address', /^http:\/\/127\.0\.0\.1:\d+\/\?X-Plex-Token=transient-[\w-]+$/u],
    [
      'curl',
      /^curl -H 'Accept: application\/json' -H 'X-Plex-Token: transient-[\w-]+' 'http:\/\/127\.0\.0\.1:\d+\/'$/u,
    ],
    ['shell', /^export PLEX_TOKEN='transient-[\w-]+'$/u],
    ['powershell', /^\$env:PLEX_TOKEN = 'transient-[\w-]+'$/u],
  ] as const)('are copied as %s where that is asked for', async (format, expected) => {
    await signIn();
    expect((await session.run('copyTransientToken', { format })).ok).toBe(true);
    expect(clipboard.content.clipboard).toMatch(expected);
    expect(session.state().clipboard).toMatchObject({ format });
    await session.run('changeSettings', { copyFormat: format });
    await session.run('copyTransientToken', {});
    expect(clipboard.content.clipboard).toMatch(expected);
  });

  it('a server that would give away a permanent token is warned of first, once', async () => {
    await signInAsOwner();
    const attic = shown('Attic').id;
    expect(await session.run('copyTransientToken', { serverId: attic })).toMatchObject({
      ok: false,
      problem: { code: 'permanent-token-risk' },
    });
    expect(asked('/security/token')).toBe(0);
    expect(windowShown).toBe(1);
    expect(session.state().generatingProblem).toMatchObject({ serverId: attic });
    await session.run('acceptPermanentTokenRisk', { serverId: attic });
    expect(session.state().generatingProblem).toBeNull();
    expect(shown('Attic').warningAccepted).toBe(true);
    expect((await session.run('copyTransientToken', { serverId: attic })).ok).toBe(true);
  });

  it('N10 a server that asks for a pause is not asked before it is over', async () => {
    await signIn();
    plex.faults.next('POST /security/token', { kind: 'rate-limited', retryAfter: '30' });
    await session.run('copyTransientToken', {});
    expect(await session.run('copyTransientToken', {})).toMatchObject({ ok: false, problem: { code: 'rate-limited' } });
    expect(asked('/security/token')).toBe(1);
  });
});

describe('the way to a server', () => {
  it('is looked for anew when the network changes', async () => {
    await signIn();
    await session.run('copyTransientToken', {});
    const before = asked('/identity');
    await session.run('copyTransientToken', {});
    expect(asked('/identity')).toBe(before);
    network = 'on the train';
    await session.run('copyTransientToken', {});
    expect(asked('/identity')).toBeGreaterThan(before);
  });

  it('can be an address typed by hand, with the same checks', async () => {
    await signIn();
    const tower = shown('Tower').id;
    expect(
      await session.run('addServerAddress', { serverId: tower, address: 'http://plex.example:32400' }),
    ).toMatchObject({
      ok: false,
      problem: { code: 'address-not-allowed' },
    });
    // Another machine answers there: no token may reach it.
    const { url } = practiceServer('Friend’s Den');
    await session.run('addServerAddress', { serverId: tower, address: url });
    expect(shown('Tower').manualAddresses).toEqual([url]);
    expect((await session.run('copyTransientToken', { serverId: tower })).ok).toBe(true);
    const toTheWrongOne = plex.requests.filter(({ host }) => host === practiceServer('Friend’s Den').id);
    expect(toTheWrongOne.every(({ headers }) => headers['x-plex-token'] === undefined)).toBe(true);
    await session.run('removeServerAddress', { serverId: tower, address: url });
    expect(shown('Tower').manualAddresses).toEqual([]);
  });
});

describe('a source’s connections', () => {
  it('are told by the owner’s server, its token copied like any other', async () => {
    await signInAsOwner();
    const tower = shown('Tower');
    expect(canAskForSource(session.state(), tower.id)).toBe(true);
    const asking = { serverId: tower.id, source: `server://${tower.id}`, refresh: false };
    expect((await session.run('readSourceConnections', asking)).ok).toBe(true);
    expect(session.state().source.answer).toMatchObject({
      name: 'Tower',
      id: tower.id,
      connections: [{ local: true }],
    });
    expect(JSON.stringify(session.state())).not.toMatch(/transient-/u);
    expect((await session.run('copySourceToken', {})).ok).toBe(true);
    expect(clipboard.content.clipboard).toMatch(/^transient-/u);
    expect(session.state().clipboard).toMatchObject({ what: 'source-token' });
  });

  it('are only offered where they can be had, with the reason where not', async () => {
    await signInAsOwner();
    const den = shown('Friend’s Den');
    expect(den.sourceObstacle).toMatchObject({ code: 'source-needs-owner' });
    expect(canAskForSource(session.state(), den.id)).toBe(false);
    const asking = { serverId: den.id, source: 'provider://tv.plex.provider.podcasts', refresh: true };
    expect(await session.run('readSourceConnections', asking)).toMatchObject({
      ok: false,
      problem: { code: 'source-needs-owner' },
    });
    expect(asked('/security/resources')).toBe(0);
  });

  it('a source that is none is told before anyone is asked', async () => {
    await signInAsOwner();
    const asking = { serverId: shown('Tower').id, source: 'Tower', refresh: false };
    expect(await session.run('readSourceConnections', asking)).toMatchObject({
      ok: false,
      problem: { code: 'source-malformed' },
    });
    expect(session.state().source).toMatchObject({ asking: false, problem: { code: 'source-malformed' } });
  });
});

describe('signing out while offline', () => {
  it('A15 revokes the token as soon as Plex can be reached again', async () => {
    await signIn();
    const simple = session.state().activeAccountId ?? '';
    await signInAsOwner();
    plex.faults.always('DELETE /users/signout', { kind: 'reset' });
    await session.run('signOut', { accountId: simple });
    expect(plex.tokensOf(accountOf(plex, 'simple'))).toHaveLength(1);
    plex.faults.clear();
    await session.run('refresh', {});
    await expect.poll(() => plex.tokensOf(accountOf(plex, 'simple'))).toEqual([]);
  });
});
