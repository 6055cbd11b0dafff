/** When pictures are asked for, and when they go. */

import { describe, expect } from 'vitest';
import { startPracticePlex } from '../../practice-plex/index.ts';
import { accountOf } from '../plex/plex.ts';
import { held, it, SessionWorld } from './session-world.ts';

const picture = 'data:image/png;base64,AAAA';

describe('the avatar', () => {
  it('is asked for once, and only while the window shows the account', async ({ world }) => {
    world.picture = async () => picture;
    await world.signIn();
    expect(world.picturesAsked).toEqual([]);
    world.session.windowShown();
    await expect.poll(() => Object.values(world.session.state().avatars)).toEqual([picture]);
    const { uuid } = accountOf(world.plex, 'simple');
    expect(world.picturesAsked).toEqual([`${new URL(world.plex.plexTvUrl).origin}/users/${uuid}/avatar?c=1700000000`]);
    await world.session.run('refresh', {});
    world.session.windowHidden();
    world.session.windowShown();
    expect(world.picturesAsked).toHaveLength(1);
  });

  it('is not asked for by a start without a window', async ({ world }) => {
    world.withKeyring();
    await world.signIn();
    world.restart();
    await world.session.run('refresh', {});
    expect(world.picturesAsked).toEqual([]);
  });

  it('that could not be had is asked for again when the window is next shown, and not before', async ({ world }) => {
    world.session.windowShown();
    await world.signIn();
    await world.session.run('refresh', {});
    expect(world.picturesAsked).toHaveLength(1);
    expect(world.session.state().avatars).toEqual({});
    world.session.windowHidden();
    await world.session.run('refresh', {});
    expect(world.picturesAsked).toHaveLength(1);
    world.session.windowShown();
    expect(world.picturesAsked).toHaveLength(2);
  });

  it.each([
    ['the window was hidden', async (world: SessionWorld) => world.session.windowHidden()],
    ['its account was signed out', async (world: SessionWorld) => world.session.run('signOut', {})],
  ])('that comes after %s is not kept', async (_when, leave) => {
    const world = new SessionWorld(await startPracticePlex());
    const { until, letGo } = held();
    world.picture = async () => {
      await until;
      return picture;
    };
    world.session.windowShown();
    await world.signIn();
    expect(world.picturesAsked).toHaveLength(1);
    await leave(world);
    letGo();
    await new Promise(setImmediate);
    expect(world.session.state().avatars).toEqual({});
    await world.close();
  });

  it('goes with its account', async ({ world }) => {
    world.picture = async () => picture;
    world.session.windowShown();
    await world.signIn();
    await expect.poll(() => Object.values(world.session.state().avatars)).toEqual([picture]);
    await world.session.run('signOut', {});
    expect(world.session.state().avatars).toEqual({});
  });

  it('is not there while the accounts are locked away', async ({ world }) => {
    world.picture = async () => picture;
    world.session.windowShown();
    await world.signIn();
    await expect.poll(() => Object.values(world.session.state().avatars)).toEqual([picture]);
    await world.session.run('changeVaultMode', { mode: 'passphrase', passphrase: 'correct horse' });
    await world.session.run('lock', {});
    expect(world.session.state().avatars).toEqual({});
  });

  it('that fails by a fault of ours troubles nobody', async ({ world }) => {
    world.picture = async () => Promise.reject(new Error('fault'));
    world.session.windowShown();
    await world.signIn();
    expect(world.session.state().avatars).toEqual({});
    expect(world.notice().kind).not.toBe('problem');
  });
});
