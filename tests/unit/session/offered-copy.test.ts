/** Where a copy cannot be proven nothing is claimed: the window offers it, and the click there copies. */

import { describe, expect, it as plainIt } from 'vitest';
import type { Secret } from '../../../main/session/copying.ts';
import { createOfferedCopy } from '../../../main/session/offered-copy.ts';
import { createTestClock } from './doubles.ts';
import { it } from './session-world.ts';

describe('U14 a copy that cannot be proven', () => {
  it('is offered in the window, and done there', async ({ world }) => {
    await world.signIn();
    world.clipboard.provable = false;
    expect((await world.session.run('copyTransientToken', {})).ok).toBe(true);
    expect(world.clipboard.content).toEqual({ clipboard: '', primary: '' });
    expect(world.session.state().clipboard).toMatchObject({ kind: 'offered', what: 'transient-token' });
    expect(world.notice()).toMatchObject({ kind: 'copy-offered' });
    expect(world.windowShown).toBe(1);

    world.clipboard.provable = true;
    expect((await world.session.run('copyOffered', {})).ok).toBe(true);
    expect(world.clipboard.content.clipboard).toMatch(/^transient-/u);
    expect(world.session.state().clipboard).toMatchObject({ kind: 'holding', what: 'transient-token' });
    expect(await world.session.run('copyOffered', {})).toMatchObject({ problem: { code: 'clipboard-empty' } });
  });

  it('is gone after signing out, and when the user leaves', async ({ world }) => {
    for (const leave of [() => world.session.run('signOut', {}), () => world.session.userLeft()]) {
      await world.signIn();
      world.clipboard.provable = false;
      await world.session.run('copyTransientToken', {});
      await leave();
      expect(world.session.state().clipboard).toEqual({ kind: 'nothing' });
      world.clipboard.provable = true;
      expect(await world.session.run('copyOffered', {})).toMatchObject({ problem: { code: 'clipboard-empty' } });
      expect(world.clipboard.content.clipboard).toBe('');
    }
  });

  plainIt('waits two minutes, no longer', () => {
    const clock = createTestClock();
    const secret: Secret = {
      accountId: 'me',
      what: 'account-token',
      text: 'a',
      format: 'token',
      serverName: null,
      lastFour: 'a',
    };
    let expired = 0;
    const offered = createOfferedCopy(clock, () => {
      expired += 1;
    });
    offered.put(secret);
    clock.advance(119_999);
    expect(offered.take()).toBe(secret);
    offered.put(secret);
    clock.advance(120_000);
    expect(expired).toBe(1);
    expect(offered.take()).toBeNull();
  });
});
