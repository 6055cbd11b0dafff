/** Generating on one server: once per click, cancelled at once, honest about what failed. */

import { describe, expect } from 'vitest';
import { held, it } from './session-world.ts';

describe('generating', () => {
  it('N25 five hundred clicks while the server takes its time make one request and one copy', async ({ world }) => {
    await world.signIn();
    const slow = held();
    world.plex.faults.always('POST /security/token', { kind: 'delay', until: slow.until });
    const clicks = Array.from({ length: 500 }, () => world.session.run('copyTransientToken', {}));
    await expect.poll(() => world.asked('/security/token')).toBe(1);
    slow.letGo();
    const outcomes = await Promise.all(clicks);
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
    expect(world.asked('/security/token')).toBe(1);
    expect(world.session.state().tokens).toHaveLength(1);
  });

  it('can be cancelled: nothing is copied, even if the answer comes later', async ({ world }) => {
    await world.signIn();
    const slow = held();
    world.plex.faults.always('POST /security/token', { kind: 'delay', until: slow.until });
    const generating = world.session.run('copyTransientToken', {});
    await expect.poll(() => world.asked('/security/token')).toBe(1);
    await world.session.run('cancelGenerating', {});
    expect(await generating).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
    await expect.poll(() => world.plex.requests.at(-1)?.closedEarly).toBe(true);
    slow.letGo();
    expect(world.clipboard.content.clipboard).toBe('');
    expect(world.session.state()).toMatchObject({ generatingFor: null, tokens: [], clipboard: { kind: 'nothing' } });
  });

  it('A11 works while world.plex.tv is down', async ({ world }) => {
    await world.signIn();
    world.plex.faults.always('world.plex.tv', { kind: 'status', status: 503 });
    world.plex.faults.always('world.plex.tv GET', { kind: 'status', status: 503 });
    expect((await world.session.run('copyTransientToken', {})).ok).toBe(true);
    expect(world.plex.servers.some((server) => server.accepts(world.clipboard.content.clipboard))).toBe(true);
  });

  it('A8 a server that refuses its token costs nobody the account', async ({ world }) => {
    await world.signIn();
    world.plex.faults.next('POST /security/token', { kind: 'status', status: 401, body: '<html></html>' });
    expect(await world.session.run('copyTransientToken', {})).toMatchObject({
      ok: false,
      problem: { code: 'server-token-refused' },
    });
    expect(world.session.state().accounts[0]?.standing).toBe('signed-in');
    expect((await world.session.run('copyTransientToken', {})).ok).toBe(true);
  });

  it('A9 after a restart of the server the next click makes a new token', async ({ world }) => {
    await world.signIn();
    await world.session.run('copyTransientToken', {});
    const server = world.plex.servers.find(({ id }) => id === world.session.state().servers.chosenId);
    const before = world.clipboard.content.clipboard;
    await server?.restart();
    expect(server?.accepts(before)).toBe(false);
    // The kept connection may fail once with the restart; the click after that must not.
    await world.session.run('copyTransientToken', {});
    expect((await world.session.run('copyTransientToken', {})).ok).toBe(true);
    expect(server?.accepts(world.clipboard.content.clipboard)).toBe(true);
  });

  it('U14 does not say "copied" when the clipboard did not take it', async ({ world }) => {
    await world.signIn();
    world.clipboard.refuseWrites = true;
    expect(await world.session.run('copyTransientToken', {})).toMatchObject({
      ok: false,
      problem: { code: 'clipboard-not-written' },
    });
    expect(world.notice()).toMatchObject({ kind: 'problem', problem: { code: 'clipboard-not-written' } });
    expect(world.session.state().clipboard).toEqual({ kind: 'nothing' });
  });

  it('without an account says so', async ({ world }) => {
    expect(await world.session.run('copyTransientToken', {})).toMatchObject({
      ok: false,
      problem: { code: 'not-signed-in' },
    });
  });
});

describe('transient tokens', () => {
  it('are listed for this run, checked, copied again and forgotten', async ({ world }) => {
    await world.signIn();
    await world.session.run('copyTransientToken', {});
    await world.session.run('copyTransientToken', {});
    const [newest, oldest] = world.session.state().tokens;
    expect(world.session.state().tokens).toHaveLength(2);
    expect((oldest?.endsAt ?? 0) - (oldest?.mintedAt ?? 0)).toBe(48 * 3_600_000);

    const before = world.clipboard.content.clipboard;
    expect((await world.session.run('copyAgain', { tokenId: oldest?.id ?? '' })).ok).toBe(true);
    expect(world.clipboard.content.clipboard).not.toBe(before);
    expect(world.clipboard.content.clipboard.slice(-4)).toBe(oldest?.lastFour);

    await world.session.run('checkToken', { tokenId: newest?.id ?? '' });
    expect(world.session.state().tokens[0]?.check).toMatchObject({ result: 'alive' });
    await world.practiceServer(newest?.serverName ?? '').restart();
    await expect
      .poll(async () => {
        await world.session.run('checkToken', { tokenId: newest?.id ?? '' });
        return world.session.state().tokens[0]?.check.result;
      })
      .toBe('dead');

    await world.session.run('forgetToken', { tokenId: newest?.id ?? '' });
    expect(world.session.state().tokens.map(({ id }) => id)).toEqual([oldest?.id]);
  });

  it('a check that reaches nobody leaves what was known', async ({ world }) => {
    await world.signIn();
    await world.session.run('copyTransientToken', {});
    const token = world.session.state().tokens[0];
    await world.session.run('checkToken', { tokenId: token?.id ?? '' });
    await world.practiceServer(token?.serverName ?? '').stop();
    expect((await world.session.run('checkToken', { tokenId: token?.id ?? '' })).ok).toBe(false);
    expect(world.session.state().tokens[0]?.check.result).toBe('alive');
  });

  it.for([
    ['token', /^transient-[\w-]+$/u],
    ['header', /^X-Plex-Token: transient-[\w-]+$/u],
    ['address', /^http:\/\/127\.0\.0\.1:\d+\/\?X-Plex-Token=transient-[\w-]+$/u],
    [
      'curl',
      /^curl -H 'Accept: application\/json' -H 'X-Plex-Token: transient-[\w-]+' 'http:\/\/127\.0\.0\.1:\d+\/'$/u,
    ],
    ['shell', /^export PLEX_TOKEN='transient-[\w-]+'$/u],
    ['powershell', /^\$env:PLEX_TOKEN = 'transient-[\w-]+'$/u],
  ] as const)('are copied as %s where that is asked for', async ([format, expected], { world }) => {
    await world.signIn();
    expect((await world.session.run('copyTransientToken', { format })).ok).toBe(true);
    expect(world.clipboard.content.clipboard).toMatch(expected);
    expect(world.session.state().clipboard).toMatchObject({ format });
    await world.session.run('changeSettings', { copyFormat: format });
    await world.session.run('copyTransientToken', {});
    expect(world.clipboard.content.clipboard).toMatch(expected);
  });

  it('a server that would give away a permanent token is warned of first, once', async ({ world }) => {
    await world.signInAsOwner();
    const attic = world.shown('Attic').id;
    expect(await world.session.run('copyTransientToken', { serverId: attic })).toMatchObject({
      ok: false,
      problem: { code: 'permanent-token-risk' },
    });
    expect(world.asked('/security/token')).toBe(0);
    expect(world.windowShown).toBe(1);
    expect(world.session.state().generatingProblem).toMatchObject({ serverId: attic });
    await world.session.run('acceptPermanentTokenRisk', { serverId: attic });
    expect(world.session.state().generatingProblem).toBeNull();
    expect(world.shown('Attic').warningAccepted).toBe(true);
    expect((await world.session.run('copyTransientToken', { serverId: attic })).ok).toBe(true);
  });

  it('N10 a server that asks for a pause is not asked before it is over', async ({ world }) => {
    await world.signIn();
    world.plex.faults.next('POST /security/token', { kind: 'rate-limited', retryAfter: '30' });
    await world.session.run('copyTransientToken', {});
    expect(await world.session.run('copyTransientToken', {})).toMatchObject({
      ok: false,
      problem: { code: 'rate-limited' },
    });
    expect(world.asked('/security/token')).toBe(1);
  });
});

describe('the way to a server', () => {
  it('is looked for anew when the network changes', async ({ world }) => {
    await world.signIn();
    await world.session.run('copyTransientToken', {});
    const before = world.asked('/identity');
    await world.session.run('copyTransientToken', {});
    expect(world.asked('/identity')).toBe(before);
    world.network = 'on the train';
    await world.session.run('copyTransientToken', {});
    expect(world.asked('/identity')).toBeGreaterThan(before);
  });

  it('can be an address typed by hand, with the same checks', async ({ world }) => {
    await world.signIn();
    const tower = world.shown('Tower').id;
    expect(
      await world.session.run('addServerAddress', { serverId: tower, address: 'http://world.plex.example:32400' }),
    ).toMatchObject({
      ok: false,
      problem: { code: 'address-not-allowed' },
    });
    // Another machine answers there: no token may reach it.
    const { url } = world.practiceServer('Friend’s Den');
    await world.session.run('addServerAddress', { serverId: tower, address: url });
    expect(world.shown('Tower').manualAddresses).toEqual([url]);
    expect((await world.session.run('copyTransientToken', { serverId: tower })).ok).toBe(true);
    const toTheWrongOne = world.plex.requests.filter(({ host }) => host === world.practiceServer('Friend’s Den').id);
    expect(toTheWrongOne.every(({ headers }) => headers['x-plex-token'] === undefined)).toBe(true);
    await world.session.run('removeServerAddress', { serverId: tower, address: url });
    expect(world.shown('Tower').manualAddresses).toEqual([]);
  });
});
