/** The accounts: several of them, their details, and what an outage may not do to them. */

import { describe, expect } from 'vitest';
import { startPracticePlex } from '../../practice-plex/index.ts';
import { accountOf } from '../plex/plex.ts';
import { held, it } from './session-world.ts';

describe('several accounts', () => {
  it('A16 switching shows and copies nothing of the other account', async ({ world }) => {
    await world.signIn();
    await world.session.run('copyTransientToken', {});
    const first = world.session.state().activeAccountId ?? '';
    const firstToken = world.session.state().tokens[0]?.id ?? '';
    await world.signInAsOwner();
    expect(world.session.state().accounts).toHaveLength(2);
    expect(world.session.state().tokens).toEqual([]);
    expect(await world.session.run('copyAgain', { tokenId: firstToken })).toMatchObject({
      ok: false,
      problem: { code: 'token-unknown' },
    });

    await world.session.run('switchAccount', { accountId: first });
    expect(world.session.state()).toMatchObject({ activeAccountId: first, tokens: [{ id: firstToken }] });
    await expect.poll(() => world.session.state().account.details?.username).toBe('simple');
    expect(world.session.state().servers.list.some(({ name }) => name === 'Attic')).toBe(false);
  });

  it('A16 a token that was being made for the former account is not copied under the next one', async ({ world }) => {
    await world.signIn();
    const first = world.session.state().activeAccountId ?? '';
    await world.signInAsOwner();
    await world.session.run('switchAccount', { accountId: first });
    await expect.poll(() => world.session.state().servers.readAt).not.toBeNull();
    const slow = held();
    world.plex.faults.always('POST /security/token', { kind: 'delay', until: slow.until });
    const generating = world.session.run('copyTransientToken', {});
    await expect.poll(() => world.asked('/security/token')).toBe(1);
    const owner = world.session.state().accounts.find(({ id }) => id !== first)?.id ?? '';
    await world.session.run('switchAccount', { accountId: owner });
    slow.letGo();
    expect(await generating).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
    expect(world.clipboard.content.clipboard).toBe('');
    expect(world.session.state()).toMatchObject({ generatingFor: null, tokens: [] });
  });

  it('signing one out leaves the other, and its token at Plex', async ({ world }) => {
    await world.signIn();
    const simple = world.session.state().activeAccountId ?? '';
    await world.signInAsOwner();
    await world.session.run('signOut', { accountId: simple });
    expect(world.session.state().accounts).toMatchObject([{ name: 'Practice Owner' }]);
    expect(world.plex.tokensOf(accountOf(world.plex, 'simple'))).toEqual([]);
    expect(world.plex.tokensOf(accountOf(world.plex, 'practice'))).toHaveLength(1);
  });

  it('bears the user’s own label until that is taken away', async ({ world }) => {
    await world.signIn();
    const accountId = world.session.state().activeAccountId ?? '';
    await world.session.run('labelAccount', { accountId, label: ' Test rig ' });
    expect(world.session.state().accounts[0]).toMatchObject({ label: 'Test rig', name: 'Simple User' });
    await world.session.run('labelAccount', { accountId, label: '' });
    expect(world.session.state().accounts[0]?.label).toBe('');
  });

  it('are those of the world.plex.tv in use: no token is sent to another', async ({ world }) => {
    await world.signIn();
    const other = await startPracticePlex();
    world.plexTv = { url: other.plexTvUrl, isDefault: false, isFixed: false };
    await world.session.run('changeSettings', { plexTvUrl: other.plexTvUrl });
    expect(world.session.state()).toMatchObject({
      accounts: [],
      activeAccountId: null,
      plexTv: { url: other.plexTvUrl },
    });
    expect(await world.session.run('copyTransientToken', {})).toMatchObject({
      ok: false,
      problem: { code: 'not-signed-in' },
    });
    expect(other.requests).toEqual([]);
    world.plexTv = { url: world.plex.plexTvUrl, isDefault: false, isFixed: false };
    await world.session.run('changeSettings', { plexTvUrl: world.plex.plexTvUrl });
    expect(world.session.state().accounts).toHaveLength(1);
    await other.close();
  });

  it.for(['http://world.plex.example/api/v2', 'ftp://127.0.0.1', 'https://user:word@world.plex.tv'])(
    'an address of world.plex.tv that cannot be used is refused: %s',
    async (plexTvUrl, { world }) => {
      expect(await world.session.run('changeSettings', { plexTvUrl })).toMatchObject({
        ok: false,
        problem: { code: 'address-not-allowed' },
      });
      expect(world.session.state().settings.plexTvUrl).toBe('');
    },
  );
});

describe('the account’s details', () => {
  it('are copied as JSON without anything secret, which costs no lease', async ({ world }) => {
    await world.signInAsOwner();
    expect((await world.session.run('copyAccountDetails', {})).ok).toBe(true);
    const copied = JSON.parse(world.clipboard.content.clipboard) as Record<string, unknown>;
    expect(copied).toMatchObject({ username: 'practice', subscription: { active: true }, favouriteColour: 'teal' });
    expect(world.clipboard.content.clipboard).not.toMatch(
      /authToken|"pin"|service-token-secret|service-shared-secret/u,
    );
    for (const token of world.plex.tokensOf(accountOf(world.plex, 'practice')))
      expect(world.clipboard.content.clipboard).not.toContain(token);
    expect(world.session.state().clipboard).toEqual({ kind: 'nothing' });
  });

  it('name the users of the Plex Home', async ({ world }) => {
    await world.signInAsOwner();
    await expect
      .poll(() => world.session.state().account.homeUsers)
      .toMatchObject([{ name: 'Practice Owner', admin: true }, { name: 'Kids', managed: true }, { name: 'Visitor' }]);
  });

  it('the account token itself can be copied, and leaves the clipboard like any other', async ({ world }) => {
    await world.signIn();
    expect((await world.session.run('copyAccountToken', {})).ok).toBe(true);
    expect(world.plex.tokensOf(accountOf(world.plex, 'simple'))).toContain(world.clipboard.content.clipboard);
    expect(world.session.state().clipboard).toMatchObject({ kind: 'holding', what: 'account-token' });
    await world.session.run('clearClipboard', {});
    expect(world.clipboard.content).toEqual({ clipboard: '', primary: '' });
  });
});

describe('an outage', () => {
  it('A6 never signs anybody out', async ({ world }) => {
    await world.signIn();
    for (const status of [404, 500, 502, 503, 504, 520, 429]) {
      world.plex.faults.always('world.plex.tv GET', { kind: 'empty', status });
      await world.session.run('refresh', {});
      expect(world.session.state().accounts[0]?.standing, String(status)).toBe('signed-in');
      world.plex.faults.clear();
    }
  });
});
