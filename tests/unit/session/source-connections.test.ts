/** A source's connections: who may ask, what is told, and its token. */

import { describe, expect } from 'vitest';
import { canAskForSource } from '../../../shared/allowed-actions.ts';
import { it } from './session-world.ts';

describe('a source’s connections', () => {
  it('are told by the owner’s server, its token copied like any other', async ({ world }) => {
    await world.signInAsOwner();
    const tower = world.shown('Tower');
    expect(canAskForSource(world.session.state(), tower.id)).toBe(true);
    const asking = { serverId: tower.id, source: `server://${tower.id}`, refresh: false };
    expect((await world.session.run('readSourceConnections', asking)).ok).toBe(true);
    expect(world.session.state().source.answer).toMatchObject({
      name: 'Tower',
      id: tower.id,
      connections: [{ local: true }],
    });
    expect(JSON.stringify(world.session.state())).not.toMatch(/transient-/u);
    expect((await world.session.run('copySourceToken', {})).ok).toBe(true);
    expect(world.clipboard.content.clipboard).toMatch(/^transient-/u);
    expect(world.session.state().clipboard).toMatchObject({ what: 'source-token' });
  });

  it('are only offered where they can be had, with the reason where not', async ({ world }) => {
    await world.signInAsOwner();
    const den = world.shown('Friend’s Den');
    expect(den.sourceObstacle).toMatchObject({ code: 'source-needs-owner' });
    expect(canAskForSource(world.session.state(), den.id)).toBe(false);
    const asking = { serverId: den.id, source: 'provider://tv.plex.provider.podcasts', refresh: true };
    expect(await world.session.run('readSourceConnections', asking)).toMatchObject({
      ok: false,
      problem: { code: 'source-needs-owner' },
    });
    expect(world.asked('/security/resources')).toBe(0);
  });

  it('a source that is none is told before anyone is asked', async ({ world }) => {
    await world.signInAsOwner();
    const asking = { serverId: world.shown('Tower').id, source: 'Tower', refresh: false };
    expect(await world.session.run('readSourceConnections', asking)).toMatchObject({
      ok: false,
      problem: { code: 'source-malformed' },
    });
    expect(world.session.state().source).toMatchObject({ asking: false, problem: { code: 'source-malformed' } });
  });
});
