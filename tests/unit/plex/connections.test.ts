/** The race for the best way to a server, each address a real socket, time in the test's hands. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PlexApi } from '../../../main/plex/api.ts';
import type { ConnectOptions } from '../../../main/plex/connections.ts';
import type { PublishedConnection } from '../../../main/plex/servers.ts';
import { createTestClock, type TestClock } from '../session/doubles.ts';
import { type HeldServer, startHeldServer } from './held-server.ts';
import { countingEnds, expectProblem, expectValue, listedServer, openApi } from './plex.ts';

let clock: TestClock;
let api: PlexApi;
let held: HeldServer[];
let counting: ReturnType<typeof countingEnds>;

beforeEach(() => {
  clock = createTestClock();
  counting = countingEnds(clock);
  api = openApi('https://plex.invalid/api/v2', { clock: counting });
  held = [];
});
afterEach(() => Promise.all(held.map((server) => server.close())));

async function hold(count: number): Promise<readonly HeldServer[]> {
  const started = await Promise.all(Array.from({ length: count }, () => startHeldServer()));
  held.push(...started);
  return started;
}

const local = (server: HeldServer) => ({ uri: server.uri, local: true });
const remote = (server: HeldServer) => ({ uri: server.uri });
const relay = (server: HeldServer) => ({ uri: server.uri, relay: true });

type Outcome = Awaited<ReturnType<PlexApi['connectToServer']>>;

/** Starts a race and waits until every address was asked. */
async function start(
  connections: readonly Partial<PublishedConnection>[],
  options: Partial<ConnectOptions> = {},
  signal?: AbortSignal,
): Promise<{ readonly outcome: Promise<Outcome>; readonly ended: () => boolean }> {
  let ended = false;
  const outcome = api.connectToServer(listedServer(connections), { allowPlainHttp: false, ...options }, signal);
  void outcome.then(() => {
    ended = true;
  });
  await expect.poll(() => held.every(({ requests }) => requests.length > 0)).toBe(true);
  return { outcome, ended: () => ended };
}

const uriOf = async (outcome: Promise<Outcome>): Promise<string> => expectValue(await outcome).uri;

/** Does something that ends one probe, and waits until the race has taken that in. */
async function settled(act: () => void): Promise<void> {
  const before = counting.ends();
  act();
  await expect.poll(counting.ends).toBe(before + 1);
}

describe('the race', () => {
  it('asks every address at once, without a token, and lets the losers’ sockets go', async () => {
    const servers = await hold(12);
    const { outcome } = await start(servers.map(local));
    servers[7]?.identify();
    expect(await uriOf(outcome)).toBe(servers[7]?.uri);
    for (const { requests } of servers) {
      expect(requests).toHaveLength(1);
      expect(requests[0]?.message.url).toBe('/identity');
      expect(requests[0]?.message.headers['x-plex-token']).toBeUndefined();
    }
    await expect.poll(() => servers.filter(({ requests }) => requests[0]?.isOpen()).length).toBe(0);
    expect(clock.waiting()).toBe(0);
  });

  it('takes a better address that answers a moment later', async () => {
    const [near, far] = (await hold(2)) as [HeldServer, HeldServer];
    const { outcome } = await start([remote(far), local(near)]);
    await settled(() => far.identify());
    clock.advance(9);
    near.identify();
    expect(await uriOf(outcome)).toBe(near.uri);
  });

  it('waits 10 ms for a better one and no longer, whoever fails meanwhile', async () => {
    const [near, other, far] = (await hold(3)) as [HeldServer, HeldServer, HeldServer];
    const { outcome, ended } = await start([local(near), local(other), remote(far)]);
    await settled(() => far.identify());
    clock.advance(5);
    await settled(() => other.drop());
    clock.advance(4);
    expect(ended()).toBe(false);
    clock.advance(1);
    expect(await uriOf(outcome)).toBe(far.uri);
  });

  it('holds a relay back while a direct address may still answer, up to 1.5 s', async () => {
    const [direct, slow] = (await hold(2)) as [HeldServer, HeldServer];
    const first = await start([remote(direct), relay(slow)]);
    await settled(() => slow.identify());
    clock.advance(1_499);
    expect(first.ended()).toBe(false);
    direct.identify();
    expect(await uriOf(first.outcome)).toBe(direct.uri);
  });

  it('takes a relay when its time is over, and at once when every direct address failed', async () => {
    const [direct, slow] = (await hold(2)) as [HeldServer, HeldServer];
    const first = await start([remote(direct), relay(slow)]);
    await settled(() => slow.identify());
    clock.advance(1_500);
    expect(await uriOf(first.outcome)).toBe(slow.uri);
    direct.drop();
    expect(await uriOf((await start([remote(direct), relay(slow)])).outcome)).toBe(slow.uri);
  });

  it('a direct answer cuts a relay’s wait short', async () => {
    const [near, far, slow] = (await hold(3)) as [HeldServer, HeldServer, HeldServer];
    const { outcome } = await start([local(near), remote(far), relay(slow)]);
    await settled(() => slow.identify());
    await settled(() => far.identify());
    clock.advance(10);
    expect(await uriOf(outcome)).toBe(far.uri);
  });

  it('ends at once when cancelled, and lets every socket go', async () => {
    const servers = await hold(3);
    const controller = new AbortController();
    const { outcome } = await start(servers.map(local), {}, controller.signal);
    controller.abort();
    expect(expectProblem(await outcome)).toBe('cancelled');
    await expect.poll(() => servers.filter(({ requests }) => requests[0]?.isOpen()).length).toBe(0);
    expect(clock.waiting()).toBe(0);
    expect(expectProblem(await (await start(servers.map(local), {}, controller.signal)).outcome)).toBe('cancelled');
  });

  it('gives addresses that never answer up after 6 s', async () => {
    const servers = await hold(2);
    const { outcome } = await start(servers.map(local));
    clock.advance(6_000);
    expect(expectProblem(await outcome)).toBe('server-not-reachable');
    await expect.poll(() => servers.filter(({ requests }) => requests[0]?.isOpen()).length).toBe(0);
  });
});

describe('the winner of last time', () => {
  it('is taken as soon as it answers, even where others rank higher', async () => {
    const [near, far] = (await hold(2)) as [HeldServer, HeldServer];
    const { outcome } = await start([local(near), remote(far)], { rememberedUri: far.uri });
    far.identify();
    expect(await uriOf(outcome)).toBe(far.uri);
  });

  it('is raced as all the others, so that nothing is lost when it is dead', async () => {
    const [near, far] = (await hold(2)) as [HeldServer, HeldServer];
    const { outcome } = await start([local(near), remote(far)], { rememberedUri: far.uri });
    await settled(() => near.identify());
    clock.advance(10);
    expect(await uriOf(outcome)).toBe(near.uri);
  });

  it('a relay is not held back long, but a direct address still comes first', async () => {
    const [direct, slow] = (await hold(2)) as [HeldServer, HeldServer];
    const first = await start([remote(direct), relay(slow)], { rememberedUri: slow.uri });
    await settled(() => slow.identify());
    clock.advance(10);
    expect(await uriOf(first.outcome)).toBe(slow.uri);
    direct.identify();
    slow.drop();
    expect(await uriOf((await start([remote(direct), relay(slow)], { rememberedUri: slow.uri })).outcome)).toBe(
      direct.uri,
    );
  });
});

describe('what an address turns out to be', () => {
  it.each([
    [{ machineIdentifier: 'another' }, 'server-is-another-machine'],
    [{ claimed: false }, 'server-unclaimed'],
    [{ claimed: '0' }, 'server-unclaimed'],
  ])('A12 %j is named %s', async (identity, expected) => {
    const [server] = (await hold(1)) as [HeldServer];
    server.identify(identity);
    expect(expectProblem(await (await start([local(server)])).outcome)).toBe(expected);
  });

  it('the right machine wins over a wrong one that is quicker', async () => {
    const [wrong, right] = (await hold(2)) as [HeldServer, HeldServer];
    const { outcome } = await start([local(wrong), remote(right)]);
    await settled(() => wrong.identify({ machineIdentifier: 'another' }));
    right.identify();
    expect(await uriOf(outcome)).toBe(right.uri);
  });
});

/** Connects over a network where nothing answers, or all answer the same; answers which addresses were asked. */
async function connectOver(
  connections: readonly Partial<PublishedConnection>[],
  options: Partial<ConnectOptions> & { readonly httpsRequired?: boolean; readonly failure?: Error } = {},
): Promise<{ readonly asked: readonly string[]; readonly outcome: Outcome }> {
  const asked: string[] = [];
  const { failure = new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } }), httpsRequired = false } =
    options;
  const silent = openApi('https://plex.invalid/api/v2', {
    transport: async (request) => {
      asked.push(new URL(request instanceof Request ? request.url : request).origin);
      throw failure;
    },
  });
  const server = listedServer(connections, { httpsRequired });
  const outcome = await silent.connectToServer(server, { allowPlainHttp: false, ...options });
  return { asked, outcome };
}

describe('which addresses are asked', () => {
  const home = { uri: 'http://192.168.1.5:32400', local: true };
  const secure = { uri: 'https://192-168-1-5.0123.plex.direct:32400', local: true };

  it('plain http on a private network waits for consent, which is asked for where nothing else answers', async () => {
    const before = await connectOver([home, secure]);
    expect(before.asked).toEqual([secure.uri]);
    expect(before.outcome).toMatchObject({ problem: { code: 'plain-http-needs-consent', host: 'Tower' } });
    const after = await connectOver([home, secure], { allowPlainHttp: true });
    expect(new Set(after.asked)).toEqual(new Set([home.uri, secure.uri]));
    expect(expectProblem(after.outcome)).toBe('server-not-reachable');
  });

  it('a broken certificate is named, and never answered with an offer of plain http', async () => {
    const failure = new TypeError('fetch failed', { cause: { code: 'CERT_HAS_EXPIRED' } });
    expect(expectProblem((await connectOver([home, secure], { failure })).outcome)).toBe('certificate-expired');
  });

  it('plain http to anywhere else is never asked, consent or not', async () => {
    const elsewhere = ['http://203.0.113.7:32400', 'http://server.example:32400', 'http://[2001:db8::1]:32400'];
    const { asked, outcome } = await connectOver(
      elsewhere.map((uri) => ({ uri })),
      { allowPlainHttp: true },
    );
    expect(asked).toEqual([]);
    expect(expectProblem(outcome)).toBe('server-not-reachable');
  });

  it('a server that requires https is not asked over http, nor is consent asked for', async () => {
    const { asked, outcome } = await connectOver([home], { httpsRequired: true, allowPlainHttp: true });
    expect(asked).toEqual([]);
    expect(expectProblem(outcome)).toBe('server-not-reachable');
  });

  it('an address listed twice is asked once, and what the user typed is asked too', async () => {
    const typed = 'https://plex.example:8443';
    const { asked } = await connectOver([secure, { ...secure, relay: true }, secure], {
      manualUris: [typed, 'nonsense'],
    });
    expect(asked).toEqual([typed, secure.uri]);
  });

  it('of several hundred the best 150 are asked', async () => {
    const many = Array.from({ length: 400 }, (_, index) => ({
      uri: `https://a${index}.example`,
      relay: index !== 399,
    }));
    const { asked } = await connectOver(many);
    expect(asked).toHaveLength(150);
    expect(asked[0]).toBe('https://a399.example');
  });

  it('no route to one address is not “offline”; no network at all is', async () => {
    const failure = new TypeError('fetch failed', { cause: { code: 'ENETUNREACH' } });
    expect(expectProblem((await connectOver([secure], { failure })).outcome)).toBe('offline');
    const [server] = (await hold(1)) as [HeldServer];
    server.drop();
    const mixed = openApi('https://plex.invalid/api/v2', {
      transport: (input, init) => {
        const { hostname } = new URL(input instanceof Request ? input.url : input);
        return hostname === '127.0.0.1' ? fetch(input, init) : Promise.reject(failure);
      },
    });
    const outcome = await mixed.connectToServer(listedServer([secure, local(server)]), { allowPlainHttp: false });
    expect(expectProblem(outcome)).toBe('server-not-reachable');
  });
});

describe('an address typed by hand', () => {
  it.each([
    ['https://plex.example:32400/web/index.html', 'https://plex.example:32400'],
    [' plex.example:32400 ', 'https://plex.example:32400'],
    ['http://192.168.1.5:32400', 'http://192.168.1.5:32400'],
    ['http://127.0.0.1:32400', 'http://127.0.0.1:32400'],
    ['http://[fd00::5]:32400', 'http://[fd00::5]:32400'],
  ])('%s is taken as %s', (typed, uri) => {
    expect(api.checkManualAddress(typed)).toEqual({ ok: true, value: uri });
  });

  it.each([
    '',
    'not an address',
    'http://plex.example:32400',
    'http://203.0.113.7:32400',
    'https://user:pass@plex.example',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://169.254.169.254',
    'https://[::ffff:169.254.169.254]',
    'https://0.0.0.0:32400',
  ])('“%s” is not', (typed) => {
    expect(api.checkManualAddress(typed)).toMatchObject({ problem: { code: 'address-not-allowed' } });
  });

  it('is asked with the same checks as any other', async () => {
    const [server] = (await hold(1)) as [HeldServer];
    const first = await start([], { manualUris: [server.uri] });
    server.identify({ machineIdentifier: 'another' });
    expect(expectProblem(await first.outcome)).toBe('server-is-another-machine');
    server.identify();
    const { outcome } = await start([], { manualUris: [server.uri] });
    expect(expectValue(await outcome)).toMatchObject({ way: 'manual', uri: server.uri });
  });
});
