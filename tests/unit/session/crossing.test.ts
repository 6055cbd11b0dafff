/** Things that happen while others are under way: nothing is stuck, lost, told twice, or shown to the wrong account. */

import { describe, expect } from 'vitest';
import { trayModel } from '../../../main/desktop/tray-model.ts';
import { wordsIn } from '../../../shared/texts/words.ts';
import { accountOf } from '../plex/plex.ts';
import { held, it } from './session-world.ts';

describe('generating', () => {
  it('called off while the servers are still being read does not come back', async ({ world }) => {
    world.withKeyring();
    await world.signIn();
    world.restart();
    const slow = held();
    world.plex.faults.always('GET /resources', { kind: 'delay', until: slow.until });
    const generating = world.session.run('copyTransientToken', {});
    await expect.poll(() => world.asked('/resources')).toBe(2);
    await world.session.run('cancelGenerating', {});
    await generating;
    slow.letGo();
    await expect.poll(() => world.session.state().servers.readAt).not.toBeNull();
    expect(world.session.state().generatingFor).toBeNull();
    expect(world.asked('/security/token')).toBe(0);
  });

  it('goes on when another account is signed out, and its token stays on the clipboard', async ({ world }) => {
    await world.signInAsOwner();
    const owner = world.session.state().activeAccountId ?? '';
    await world.signIn();
    const slow = held();
    world.plex.faults.always('POST /security/token', { kind: 'delay', until: slow.until });
    const generating = world.session.run('copyTransientToken', {});
    await expect.poll(() => world.asked('/security/token')).toBe(1);
    await world.session.run('signOut', { accountId: owner });
    slow.letGo();
    expect((await generating).ok).toBe(true);
    expect(world.clipboard.content.clipboard).toMatch(/^transient-/u);
  });

  it('U1 ten clicks that fail are told once', async ({ world }) => {
    await world.signIn();
    world.plex.faults.always('POST /security/token', { kind: 'status', status: 403, body: '<html></html>' });
    await expect.poll(() => world.session.state().servers.list[0]?.connection.kind).toBe('connected');
    world.notices.length = 0;
    await Promise.all(Array.from({ length: 10 }, () => world.session.run('copyTransientToken', {})));
    expect(world.notices.filter(({ kind }) => kind === 'problem')).toHaveLength(1);
    // The server was reached: the way to it is not what failed.
    expect(world.session.state().servers.list[0]?.connection.kind).toBe('connected');
  });

  it('by GET is tried once, as by POST: each answer would be a token', async ({ world }) => {
    await world.signIn();
    world.plex.faults.always('POST /security/token', { kind: 'status', status: 404 });
    world.plex.faults.always('GET /security/token', { kind: 'status', status: 503 });
    await world.session.run('copyTransientToken', {});
    expect(world.asked('/security/token')).toBe(2);
  });

  it('N10 one server’s pause is kept while another one is used', async ({ world }) => {
    await world.signInAsOwner();
    const tower = world.shown('Tower').id;
    world.plex.faults.next('POST /security/token', { kind: 'rate-limited', retryAfter: '60' });
    await world.session.run('copyTransientToken', { serverId: tower });
    expect((await world.session.run('copyTransientToken', { serverId: world.shown('Friend’s Den').id })).ok).toBe(true);
    const before = world.asked('/security/token');
    await world.session.run('copyTransientToken', { serverId: tower });
    expect(world.asked('/security/token')).toBe(before);
  });
});

describe('switching accounts', () => {
  it('during a reading is told as such, and the other account’s reading is shown to its end', async ({ world }) => {
    await world.signIn();
    const simple = world.session.state().activeAccountId ?? '';
    await world.signInAsOwner();
    const slow = held();
    world.plex.faults.always('GET /resources', { kind: 'delay', until: slow.until });
    const running = world.session.run('refresh', {});
    await expect.poll(() => world.session.state().servers.loading).toBe(true);
    await world.session.run('switchAccount', { accountId: simple });
    await running;
    expect(world.notice()).toEqual({ kind: 'switched', name: 'Simple User' });
    expect(world.session.state().servers.loading).toBe(true);
    slow.letGo();
    await expect.poll(() => world.session.state().servers.readAt).not.toBeNull();
  });

  it('leaves behind what the keyring could not open of the former one', async ({ world }) => {
    const keyring = world.withKeyring();
    await world.signIn();
    const simple = world.session.state().activeAccountId ?? '';
    await world.signInAsOwner();
    world.restart();
    const waiting = held();
    const { decrypt } = keyring;
    const owner = world.session.state().activeAccountId ?? '';
    Object.assign(keyring, {
      decrypt: async (ciphertext: Uint8Array) => {
        if (!Buffer.from(ciphertext).toString().includes(owner)) return decrypt(ciphertext);
        await waiting.until;
        throw new Error('This does not open.');
      },
    });
    const running = world.session.run('refresh', {});
    await world.session.run('switchAccount', { accountId: simple });
    waiting.letGo();
    await running;
    await expect.poll(() => world.session.state().account.readAt).not.toBeNull();
    expect(world.session.state().account.problem).toBeNull();
  });
});

describe('signing in', () => {
  it('is done when Plex has answered, however long the keyring waits for its password', async ({ world }) => {
    const keyring = world.withKeyring();
    const waiting = held();
    keyring.gate = waiting.until;
    const { email, password = '' } = accountOf(world.plex, 'simple');
    const signingIn = world.session.run('signInWithPassword', { login: email, password });
    await expect.poll(() => world.session.state().servers.readAt).not.toBeNull();
    expect(world.session.state()).toMatchObject({ signIn: { step: 'idle' }, accounts: [{ standing: 'signed-in' }] });
    waiting.letGo();
    expect((await signingIn).ok).toBe(true);
    world.restart();
    expect(world.session.state().accounts).toHaveLength(1);
  });

  it('never joins another one: each person’s credentials are sent', async ({ world }) => {
    await world.signIn();
    const slow = held();
    world.plex.faults.next('POST /users/signin', { kind: 'delay', until: slow.until });
    const first = world.session.run('signInWithPassword', {
      login: 'mailonly@example.com',
      password: 'mailonly-password',
    });
    await expect.poll(() => world.asked('/users/signin')).toBe(2);
    await world.session.run('signOut', {});
    await world.session.run('cancelSignIn', {});
    const { email, password = '' } = accountOf(world.plex, 'simple');
    expect((await world.session.run('signInWithPassword', { login: email, password })).ok).toBe(true);
    slow.letGo();
    expect(await first).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
    expect(world.session.state().accounts).toMatchObject([{ name: 'Simple User' }]);
  });

  it('stops for a while once Plex has locked the network out, until that is another network', async ({ world }) => {
    world.plex.faults.always('POST /users/signin', {
      kind: 'json',
      status: 401,
      value: { errors: [{ code: 1031, message: 'detected repeated failures', status: 401 }] },
    });
    const submit = () => world.session.run('signInWithPassword', { login: 'simple', password: 'simple-password' });
    await submit();
    expect(await submit()).toMatchObject({ ok: false, problem: { code: 'network-locked-out' } });
    expect(world.asked('/users/signin')).toBe(1);
    world.network = 'at the library';
    await submit();
    expect(world.asked('/users/signin')).toBe(2);
  });

  it('with a clipboard that cannot be read is not stuck', async ({ world }) => {
    Object.assign(world.clipboard, { readText: async () => Promise.reject(new Error('Busy.')) });
    await world.session.run('signInWithTokenOnClipboard', {});
    expect(world.session.state().signIn).toMatchObject({
      step: 'idle',
      problem: { code: 'clipboard-empty' },
      way: 'token',
    });
  });
});

describe('signing out', () => {
  it('does not keep the next account waiting for Plex’s answer', async ({ world }) => {
    await world.signIn();
    await world.signInAsOwner();
    const slow = held();
    world.plex.faults.always('DELETE', { kind: 'delay', until: slow.until });
    const signingOut = world.session.run('signOut', {});
    await expect.poll(() => world.session.state().servers.readAt).not.toBeNull();
    expect(world.session.state().accounts).toMatchObject([{ name: 'Simple User' }]);
    slow.letGo();
    await signingOut;
  });

  it('of a token that is dead already needs no answer', async ({ world }) => {
    await world.signIn();
    for (const token of world.plex.tokensOf(accountOf(world.plex, 'simple'))) world.plex.revokeToken(token);
    await world.session.run('refresh', {});
    await world.session.run('signOut', {});
    expect(world.notice()).toMatchObject({ kind: 'signed-out', revoked: true });
  });
});

describe('what is kept', () => {
  it('S14 outlasts a keyring that cannot open it today', async ({ world }) => {
    const keyring = world.withKeyring();
    await world.signIn();
    world.restart();
    keyring.broken = true;
    await world.session.run('refresh', {});
    expect(world.session.state()).toMatchObject({
      accounts: [{ standing: 'sign-in-needed' }],
      account: { problem: { code: 'secret-unreadable' } },
    });
    keyring.broken = false;
    world.restart();
    expect((await world.session.run('refresh', {})).ok).toBe(true);
    expect(world.session.state().accounts).toMatchObject([{ standing: 'signed-in' }]);
  });

  it('outlasts a listing that is short for a day: choice and typed addresses', async ({ world }) => {
    await world.signInAsOwner();
    const { id } = world.shown('Attic');
    await world.session.run('chooseServer', { serverId: id });
    const { url } = world.practiceServer('Attic');
    await world.session.run('addServerAddress', { serverId: id, address: url });
    world.plex.faults.next('GET /resources', { kind: 'json', value: [] });
    await world.session.run('refresh', {});
    await world.session.run('refresh', {});
    expect(world.shown('Attic').manualAddresses).toEqual([url]);
    expect(world.session.state().servers.chosenId).toBe(id);
  });
});

describe('an outage that is over', () => {
  it('is no longer what the tray tells', async ({ world }) => {
    world.withKeyring();
    await world.signIn();
    world.restart();
    world.plex.faults.always('plex.tv GET', { kind: 'status', status: 503 });
    world.session.windowShown();
    await expect.poll(() => world.notice().kind).toBe('problem');
    world.plex.faults.clear();
    world.session.windowShown();
    await expect.poll(() => world.notice().kind).toBe('refreshed');
    expect(trayModel(world.session.state(), 0, await wordsIn('english', [])).icon).toBe('ready');
  });

  it('N12 429 without a word on when pauses all reading', async ({ world }) => {
    await world.signIn();
    world.plex.faults.always('plex.tv GET', { kind: 'rate-limited' });
    await world.session.run('refresh', {});
    const before = world.plex.requests.length;
    for (let click = 0; click < 5; click += 1) await world.session.run('refresh', {});
    expect(world.plex.requests.length).toBe(before);
  });
});

describe('a locked vault', () => {
  const passphrase = 'a long enough passphrase';

  it('opens nothing, whatever was under way when it was locked', async ({ world }) => {
    world.withKeyring();
    await world.signIn();
    expect((await world.session.run('changeVaultMode', { mode: 'passphrase', passphrase })).ok).toBe(true);
    const slow = held();
    world.plex.faults.next('GET /resources', { kind: 'delay', until: slow.until });
    const running = world.session.run('refresh', {});
    await expect.poll(() => world.session.state().servers.loading).toBe(true);
    await world.session.run('lock', {});
    slow.letGo();
    await running;
    const { email, password = '' } = accountOf(world.plex, 'mailonly');
    for (const outcome of [
      await world.session.run('copyTransientToken', {}),
      await world.session.run('copyAccountToken', {}),
      await world.session.run('signInWithPassword', { login: email, password }),
    ])
      expect(outcome).toMatchObject({ ok: false, problem: { code: 'vault-locked' } });
    expect(world.clipboard.content.clipboard).toBe('');
    expect(world.asked('/security/token')).toBe(0);
  });

  it('stays locked when the user leaves while a passphrase is being tried', async ({ world }) => {
    world.withKeyring();
    await world.signIn();
    await world.session.run('changeVaultMode', { mode: 'passphrase', passphrase });
    await world.session.run('lock', {});
    const unlocking = world.session.run('unlock', { passphrase });
    await world.session.userLeft();
    expect(await unlocking).toMatchObject({ ok: false, problem: { code: 'vault-locked' } });
    expect(world.session.state().vault.locked).toBe(true);
    expect((await world.session.run('unlock', { passphrase })).ok).toBe(true);
  });
});
