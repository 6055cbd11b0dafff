/** Every way in and out: password, outside the app, a token; and what each leaves behind. */

import { rmSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { accountOf } from '../plex/plex.ts';
import { held, it } from './session-world.ts';

describe('signing in', () => {
  it('A17 an answer that comes after "Cancel" keeps nothing', async ({ world }) => {
    const slow = held();
    world.plex.faults.next('POST /users/signin', { kind: 'delay', until: slow.until });
    const signingIn = world.session.run('signInWithPassword', { login: 'simple', password: 'simple-password' });
    await expect.poll(() => world.asked('/users/signin')).toBe(1);
    await world.session.run('cancelSignIn', {});
    slow.letGo();
    expect(await signingIn).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
    expect(world.session.state().accounts).toEqual([]);
  });

  it('A3 pauses after five wrong codes, before Plex locks the network out', async ({ world }) => {
    const { email, password = '' } = accountOf(world.plex, 'practice');
    for (let tried = 0; tried < 5; tried += 1) {
      await world.session.run('signInWithPassword', { login: email, password, verificationCode: '000000' });
    }
    expect(world.session.state().signIn).toMatchObject({ step: 'code-needed', problem: { code: 'too-many-codes' } });
    const before = world.asked('/users/signin');
    await world.session.run('signInWithPassword', {
      login: email,
      password,
      verificationCode: world.plex.currentCode(accountOf(world.plex, 'practice')),
    });
    expect(world.asked('/users/signin')).toBe(before);
  });

  it('never puts password, code or token into the state', async ({ world }) => {
    const seen: string[] = [];
    world.session.follow((state) => seen.push(JSON.stringify(state)));
    await world.signIn();
    await world.session.run('copyTransientToken', {});
    const secrets = [
      'simple-password',
      world.clipboard.content.clipboard,
      ...world.plex.tokensOf(accountOf(world.plex, 'simple')),
    ];
    for (const server of world.plex.servers) secrets.push(server.accessTokenFor(accountOf(world.plex, 'simple')));
    for (const secret of secrets) expect(seen.some((state) => state.includes(secret))).toBe(false);
  });
});

describe('signing in outside the app', () => {
  it('in the browser: opens the page, goes on by itself, and keeps the account', async ({ world }) => {
    expect((await world.session.run('signInOutside', { way: 'browser' })).ok).toBe(true);
    expect(world.session.state().signIn).toMatchObject({ step: 'outside', way: 'browser', linkCode: null });
    const code = new URL((world.openedPages[0] ?? '').replace('#', '')).searchParams.get('code') ?? '';
    expect(world.plex.finishBrowserSignIn(code, accountOf(world.plex, 'google'))).toBe(true);
    await expect
      .poll(() => world.session.state().accounts[0])
      .toMatchObject({ name: 'Made with Google', standing: 'signed-in' });
    expect(world.session.state().signIn).toEqual({ step: 'idle', problem: null });
  });

  it('on another device: shows four letters, which say nothing in the browser’s address', async ({ world }) => {
    await world.session.run('signInOutside', { way: 'link' });
    const { signIn: waiting } = world.session.state();
    const code = waiting.step === 'outside' ? (waiting.linkCode ?? '') : '';
    expect(code).toMatch(/^[A-Z0-9]{4}$/u);
    expect(world.openedPages).toEqual([]);
    world.plex.finishBrowserSignIn(code, accountOf(world.plex, 'simple'));
    await expect.poll(() => world.session.state().accounts[0]).toMatchObject({ name: 'Simple User' });
  });

  it('keeps the token Plex handed out once, though Plex fails right then', async ({ world }) => {
    await world.session.run('signInOutside', { way: 'link' });
    const { signIn: waiting } = world.session.state();
    for (let tries = 0; tries < 3; tries += 1) world.plex.faults.next('GET /user', { kind: 'status', status: 503 });
    world.plex.finishBrowserSignIn(
      waiting.step === 'outside' ? (waiting.linkCode ?? '') : '',
      accountOf(world.plex, 'simple'),
    );
    await expect.poll(() => world.session.state().accounts[0]).toMatchObject({ name: 'Simple User' });
  });

  it('A5 can be called off at any moment, and what comes later is ignored', async ({ world }) => {
    await world.session.run('signInOutside', { way: 'link' });
    const { signIn: waiting } = world.session.state();
    await world.session.run('cancelSignIn', {});
    expect(world.session.state().signIn).toEqual({ step: 'idle', problem: null });
    world.plex.finishBrowserSignIn(
      waiting.step === 'outside' ? (waiting.linkCode ?? '') : '',
      accountOf(world.plex, 'simple'),
    );
    const before = world.asked('/user');
    await world.signIn();
    expect(world.session.state().accounts).toHaveLength(1);
    expect(world.asked('/user')).toBe(before + 1);
  });

  it('the other way can be taken instead: the first is forgotten', async ({ world }) => {
    await world.session.run('signInOutside', { way: 'browser' });
    await world.session.run('signInOutside', { way: 'link' });
    expect(world.session.state().signIn).toMatchObject({ step: 'outside', way: 'link' });
  });

  it('without a browser says so, and offers what works without one', async ({ world }) => {
    world.browserOpens = false;
    expect(await world.session.run('signInOutside', { way: 'browser' })).toMatchObject({
      ok: false,
      problem: { code: 'browser-not-opened' },
    });
    expect(world.session.state().signIn).toMatchObject({
      step: 'idle',
      problem: { code: 'browser-not-opened' },
    });
  });
});

describe('signing in with a token', () => {
  it('takes the one on the clipboard, once Plex has said whose it is', async ({ world }) => {
    await world.signIn();
    const [token = ''] = world.plex.tokensOf(accountOf(world.plex, 'simple'));
    rmSync(world.folder, { recursive: true });
    world.restart();
    world.clipboard.content.clipboard = ` ${token}\n`;
    expect((await world.session.run('signInWithTokenOnClipboard', {})).ok).toBe(true);
    expect(world.session.state().accounts).toMatchObject([{ name: 'Simple User', standing: 'signed-in' }]);
  });

  it.for([
    ['claim-abcdefghijklmnop', 'token-is-claim-token'],
    ['transient-0f6f9a4c-3b2d-1e00-9a3d-0f2f7c9f6b1a', 'token-is-transient'],
    ['eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJwbGV4LnR2In0.c2lnbmF0dXJl', 'token-is-jwt'],
    ['my cat is called Tower', 'token-malformed'],
    ['', 'clipboard-empty'],
  ] as const)('%s is told apart, and sent nowhere', async ([text, code], { world }) => {
    world.clipboard.content.clipboard = text;
    expect(await world.session.run('signInWithTokenOnClipboard', {})).toMatchObject({ ok: false, problem: { code } });
    expect(world.session.state().signIn).toMatchObject({ step: 'idle', problem: { code } });
    expect(world.plex.requests).toEqual([]);
  });

  it('says when Plex does not accept it, and asks nobody to sign in "again"', async ({ world }) => {
    world.clipboard.content.clipboard = 'abcdefghij0123456789';
    expect(await world.session.run('signInWithTokenOnClipboard', {})).toMatchObject({
      ok: false,
      problem: { code: 'token-refused' },
    });
    expect(world.session.state().accounts).toEqual([]);
  });
});

describe('signing out', () => {
  it('A15 while offline forgets everything here at once, and says that Plex was not told', async ({ world }) => {
    await world.signIn();
    await world.session.run('copyTransientToken', {});
    world.plex.faults.always('DELETE /users/signout', { kind: 'reset' });
    await world.session.run('signOut', {});
    expect(world.session.state()).toMatchObject({
      accounts: [],
      activeAccountId: null,
      tokens: [],
      clipboard: { kind: 'nothing' },
    });
    expect(world.clipboard.content).toEqual({ clipboard: '', primary: '' });
    expect(world.notice()).toMatchObject({ kind: 'signed-out', revoked: false });
  });
});

describe('signing out while offline', () => {
  it('A15 revokes the token as soon as Plex can be reached again', async ({ world }) => {
    await world.signIn();
    const simple = world.session.state().activeAccountId ?? '';
    await world.signInAsOwner();
    world.plex.faults.always('DELETE /users/signout', { kind: 'reset' });
    await world.session.run('signOut', { accountId: simple });
    expect(world.plex.tokensOf(accountOf(world.plex, 'simple'))).toHaveLength(1);
    world.plex.faults.clear();
    await world.session.run('refresh', {});
    await expect.poll(() => world.plex.tokensOf(accountOf(world.plex, 'simple'))).toEqual([]);
  });
});
