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
import type { AppFacts } from '../../../shared/state.ts';
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

function openSession(): Session {
  const clock = createSteadyClock();
  const facts: AppFacts = {
    product: 'Plex Token Tray',
    version: '0.0.0',
    plexAddress: plex.plexTvUrl,
    plexAddressIsDefault: false,
    electron: { version: '45.0.0', isFallback: false },
    platform: 'linux',
  };
  const opened = createSession(facts, {
    clock,
    randomBytes,
    randomUuid: randomUUID,
    clipboard,
    vault: openVault({ folder, createStore: createConfStore, encryption: noKeyring, clock, randomBytes }),
    settings: openSettings({ folder, createStore: createConfStore, randomUuid: randomUUID, now: clock.now }),
    loadPlex: async () => openApi(plex.plexTvUrl),
    desktop: {
      showWindow: () => undefined,
      hideWindow: () => undefined,
      quit: () => undefined,
      openPage: async () => undefined,
    },
  });
  opened.start();
  return opened;
}

beforeEach(async () => {
  plex = await startPracticePlex();
  folder = mkdtempSync(join(tmpdir(), 'session-'));
  clipboard = createTestClipboard();
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
    for (const status of [404, 429, 500, 502, 503, 504, 520]) {
      plex.faults.always('plex.tv GET', { kind: 'empty', status });
      await session.run('refresh', {});
      expect(session.state().accounts[0]?.standing, String(status)).toBe('signed-in');
      plex.faults.clear();
    }
  });
});
