/** Two addresses of plex.tv: what the one gave out never reaches the other. */

import { describe, expect } from 'vitest';
import { type PracticePlex, startPracticePlex } from '../../practice-plex/index.ts';
import { accountOf } from '../plex/plex.ts';
import { it as base, held, type SessionWorld } from './session-world.ts';

const it = base.extend<{ readonly other: PracticePlex }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the fixtures a fixture needs from this pattern.
  other: async ({}, use) => {
    const other = await startPracticePlex();
    await use(other);
    await other.close();
  },
});

const tokensSeenBy = (plex: PracticePlex) => plex.requests.map(({ headers }) => headers['x-plex-token']);

async function moveTo(world: SessionWorld, plex: PracticePlex): Promise<void> {
  world.plexTv = { url: plex.plexTvUrl, isDefault: false, isFixed: false };
  await world.session.run('changeSettings', { plexTvUrl: plex.plexTvUrl });
}

describe('after the address of plex.tv was changed', () => {
  it('a token left over from a sign-out is ended where it came from', async ({ world, other }) => {
    await world.signIn();
    const [token = ''] = world.plex.tokensOf(accountOf(world.plex, 'simple'));
    world.plex.faults.always('DELETE', { kind: 'status', status: 503 });
    await world.session.run('signOut', {});
    await moveTo(world, other);
    await world.signIn('simple', other);
    world.plex.faults.clear();
    await world.session.run('refresh', {});
    await expect.poll(() => world.plex.accountOf(token)).toBeNull();
    expect(tokensSeenBy(other)).not.toContain(token);
  });

  it.for(['refresh', 'signOut'] as const)(
    '%s that waited for the keyring goes where the token came from',
    async (command, { world, other }) => {
      const keyring = world.withKeyring();
      await world.signIn();
      const [token = ''] = world.plex.tokensOf(accountOf(world.plex, 'simple'));
      world.restart();
      const waiting = held();
      keyring.gate = waiting.until;
      const running = world.session.run(command, {});
      await moveTo(world, other);
      waiting.letGo();
      await running;
      expect(tokensSeenBy(other)).not.toContain(token);
    },
  );

  it('the same person has an account at each, and neither takes the other’s place', async ({ world, other }) => {
    await world.signIn();
    await moveTo(world, other);
    await world.signIn('simple', other);
    await moveTo(world, world.plex);
    expect(world.session.state().accounts).toMatchObject([{ name: 'Simple User', standing: 'signed-in' }]);
    await expect.poll(() => world.session.state().servers.readAt).not.toBeNull();
    expect((await world.session.run('copyTransientToken', {})).ok).toBe(true);
  });

  it('nothing stays "loading", and nobody is told of what was given up', async ({ world, other }) => {
    await world.signIn();
    const slow = held();
    world.plex.faults.always('GET /user', { kind: 'delay', until: slow.until });
    const running = world.session.run('refresh', {});
    await expect.poll(() => world.session.state().account.loading).toBe(true);
    await moveTo(world, other);
    slow.letGo();
    await running;
    expect(world.session.state()).toMatchObject({ account: { loading: false }, servers: { loading: false } });
    expect(world.notice()).toEqual({ kind: 'settings-saved' });
  });
});
