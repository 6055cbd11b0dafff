/** The faults of the network, rows N of `docs/fault-list.md`, over real sockets and Node's own fetch. */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PlexApi } from '../../main/plex/api.ts';
import type { ServerConnection } from '../../main/plex/connections.ts';
import type { Clock, Transport } from '../../main/ports.ts';
import { createSteadyClock } from '../../main/steady-clock.ts';
import type { Result } from '../../shared/result.ts';
import { times } from '../long-run.ts';
import type { Fault } from '../practice-plex/faults.ts';
import { type PracticePlex, startPracticePlex } from '../practice-plex/index.ts';
import { createTestAuthority } from '../practice-plex/test-authority.ts';
import { expectProblem, expectValue, listedServer, openApi } from '../unit/plex/plex.ts';
import { createTestClock } from '../unit/session/doubles.ts';

let plex: PracticePlex;
let api: PlexApi;
const opened: Server[] = [];

beforeEach(async () => {
  plex = await startPracticePlex();
  api = openApi(plex.plexTvUrl);
});
afterEach(async () => {
  await plex.close();
  for (const server of opened.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

const credentials = { login: 'simple', password: 'simple-password', rememberMe: true };
const tower = () => {
  const [first] = plex.servers;
  if (first === undefined) throw new Error('Tower is missing.');
  return first;
};
const connection = (): ServerConnection => ({
  uri: tower().url,
  way: 'local',
  secure: false,
  host: 'Tower',
  latencyMs: 0,
  version: null,
  publishedAddress: undefined,
});
const signIn = (asking = api, signal?: AbortSignal) => asking.signIn(credentials, signal);
const mint = (asking = api, signal?: AbortSignal) =>
  asking.mintTransientToken(connection(), 'token', { name: 'Tower' }, signal);

/** Everything that asks, with the route it asks by and whether it may be repeated. */
const actions = [
  { name: 'sign-in', route: 'POST /users/signin', repeats: false, run: signIn },
  { name: 'account', route: 'GET /user', repeats: true, run: (asking = api) => asking.readAccount('token') },
  { name: 'servers', route: 'GET /resources', repeats: true, run: (asking = api) => asking.listServers('token') },
  { name: 'sign-out', route: 'DELETE /users/signout', repeats: false, run: (asking = api) => asking.signOut('token') },
  {
    name: 'new PIN',
    route: 'POST /pins',
    repeats: false,
    run: (asking = api) => asking.createBrowserSignIn({ strong: true }),
  },
  { name: 'transient token', route: 'POST /security/token', repeats: false, run: mint },
  {
    name: 'check',
    route: 'GET /library/sections',
    repeats: true,
    run: (asking = api) => asking.checkTransientToken(connection(), 'token', { name: 'Tower' }),
  },
  {
    name: 'source',
    route: 'GET /security/resources',
    repeats: true,
    run: (asking = api) =>
      asking.readSourceConnections(
        connection(),
        'token',
        { source: 'server://a', refresh: false },
        { name: 'Tower', owned: true, version: '1.43.0.1' },
      ),
  },
] as const;
const gets = actions.filter(({ repeats }) => repeats);
const reading = actions.filter(({ name }) => name === 'account' || name === 'servers');

/** Runs an action under a fault that stays; answers the problem's code and how often was asked. */
async function under(fault: Fault, { route, run }: (typeof actions)[number]): Promise<readonly [string, number]> {
  plex.faults.always(route, fault);
  const outcome: Result<unknown> = await run();
  return [expectProblem(outcome), plex.requests.length];
}

/** A server of a stranger, who must hear nothing. */
async function elsewhere(): Promise<{ readonly uri: string; readonly heard: () => number }> {
  let connections = 0;
  const server = createServer((_request, response) => response.end('{}')).on('connection', () => {
    connections += 1;
  });
  opened.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { uri: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard: () => connections };
}

describe('N1 no network at all', () => {
  it.each(['ENETUNREACH', 'ENETDOWN', 'net::ERR_INTERNET_DISCONNECTED'])(
    '%s is “offline”, and asked once',
    async (what) => {
      let asked = 0;
      const transport: Transport = async () => {
        asked += 1;
        throw new TypeError('fetch failed', { cause: what.startsWith('net') ? new Error(what) : { code: what } });
      };
      expect(expectProblem(await openApi(plex.plexTvUrl, { transport }).readAccount('token'))).toBe('offline');
      expect(asked).toBe(1);
    },
  );
});

it('N2 a name that cannot be looked up is named, and not asked for again', async () => {
  // Longer than a name's part may be: refused by the system's own resolver, without a question to anyone.
  const host = `${'x'.repeat(70)}.example`;
  let asked = 0;
  const counting: Transport = (input, init) => {
    asked += 1;
    return fetch(input, init);
  };
  const outcome = await openApi(`https://${host}/api/v2`, { transport: counting }).readAccount('token');
  expect(outcome).toMatchObject({ ok: false, problem: { code: 'name-not-resolved', host } });
  expect(asked).toBe(1);
});

describe('N3 a connection that is refused or dropped', () => {
  it('a refused connection is “no answer”', async () => {
    const { plexTvUrl } = plex;
    await plex.close();
    expect(await openApi(plexTvUrl).signIn(credentials)).toMatchObject({
      problem: { code: 'not-reachable', host: new URL(plexTvUrl).host },
    });
  });

  it.each(actions)('a dropped connection is “no answer”: $name', async (action) => {
    expect(await under({ kind: 'reset' }, action)).toEqual(['not-reachable', action.repeats ? 3 : 1]);
  });

  it('one server that is gone does not keep another from answering', async () => {
    const attic = plex.servers[1];
    if (attic === undefined) throw new Error('Attic is missing.');
    await tower().stop();
    const gone = listedServer([{ uri: tower().url, local: true }], { id: tower().id });
    const there = listedServer([{ uri: attic.url, local: true }], { id: attic.id });
    const outcomes = await Promise.all(
      [gone, there].map((server) => api.connectToServer(server, { allowPlainHttp: false })),
    );
    expect(outcomes.map(({ ok }) => ok)).toEqual([false, true]);
  });
});

it('N4 a port that browsers never connect to is named, and asked once', async () => {
  expect(await openApi('http://127.0.0.1:6667/api/v2').readAccount('token')).toMatchObject({
    problem: { code: 'port-blocked', host: '127.0.0.1:6667' },
  });
});

describe('N5 a captive portal', () => {
  it.each(actions.slice(0, 5).filter(({ name }) => name !== 'sign-out'))(
    'is not Plex, and nobody is signed out: $name',
    async (action) => {
      expect((await under({ kind: 'captive-portal' }, action))[0]).toBe('login-page-answered');
    },
  );

  it('in the place of a media server is not one', async () => {
    plex.faults.always('GET /identity', { kind: 'captive-portal' });
    const server = listedServer([{ uri: tower().url, local: true }]);
    expect((await api.connectToServer(server, { allowPlainHttp: false })).ok).toBe(false);
  });
});

describe('N6 a certificate', () => {
  it('a certificate of an unknown authority is refused before anything is said', async () => {
    const plain = await startPracticePlex({
      servers: [
        {
          name: 'Tower',
          version: '1.43.0.1',
          owner: 'simple',
          tls: { ...createTestAuthority().issue(['127.0.0.1']), hostname: '127.0.0.1' },
        },
      ],
    });
    const [secure] = plain.servers;
    const outcome = await openApi(`${secure?.url}/api/v2`).signIn(credentials);
    expect(outcome).toMatchObject({ problem: { code: 'certificate-not-trusted' } });
    expect(plain.requests).toEqual([]);
    await plain.close();
  });
});

describe.each(actions)('N7 N8 $name', ({ route, run }) => {
  it.each([
    ['drips', { kind: 'drip', everyMilliseconds: 5 }],
    ['never comes', { kind: 'silence' }],
  ] as const)('an answer that %s is given up within 20 s, and the socket is let go', async (_, fault) => {
    const clock = createTestClock();
    plex.faults.always(route, fault);
    const running: Promise<Result<unknown>> = run(openApi(plex.plexTvUrl, { clock }));
    await expect.poll(() => plex.requests.length).toBe(1);
    clock.advance(20_000);
    expect(expectProblem(await running)).toBe('timed-out');
    await expect.poll(() => plex.requests[0]?.closedEarly).toBe(true);
    expect(plex.requests).toHaveLength(1);
    expect(clock.waiting()).toBe(0);
  });
});

describe('N8 cancel', () => {
  it.each([
    ['sign-in', signIn, 'POST /users/signin'],
    ['transient token', mint, 'POST /security/token'],
  ] as const)('%s: answers at once and lets the socket go', async (_, run, route) => {
    plex.faults.always(route, { kind: 'silence' });
    const controller = new AbortController();
    const running: Promise<Result<unknown>> = run(api, controller.signal);
    await expect.poll(() => plex.requests.length).toBe(1);
    controller.abort();
    expect(expectProblem(await running)).toBe('cancelled');
    await expect.poll(() => plex.requests[0]?.closedEarly).toBe(true);
  });

  it('before anything was sent sends nothing', async () => {
    expect(expectProblem(await signIn(api, AbortSignal.abort()))).toBe('cancelled');
    expect(plex.requests).toEqual([]);
  });

  it('between two tries sends nothing more', async () => {
    const clock = createTestClock();
    plex.faults.always('GET /user', { kind: 'status', status: 503 });
    const controller = new AbortController();
    const reading = openApi(plex.plexTvUrl, { clock, random: () => 0.9 }).readAccount('token', controller.signal);
    await expect.poll(() => plex.requests.length).toBe(1);
    // The deadline is over, the wait has begun.
    await expect.poll(() => clock.waiting()).toBe(1);
    controller.abort();
    expect(expectProblem(await reading)).toBe('cancelled');
    expect(plex.requests).toHaveLength(1);
  });

  it('a transport that ignores the signal does not keep anyone waiting', async () => {
    const controller = new AbortController();
    const deaf = openApi(plex.plexTvUrl, { transport: () => new Promise(() => undefined) });
    const running = deaf.readAccount('token', controller.signal);
    controller.abort();
    expect(expectProblem(await running)).toBe('cancelled');
  });
});

describe('N9 an answer that was cut off', () => {
  it.each(reading)('half a JSON, $name: asked for again, then told', async (action) => {
    expect(await under({ kind: 'truncated' }, action)).toEqual(['answer-damaged', 3]);
  });

  it.each(actions)('less than promised, $name: asked for again only where nothing is done by it', async (action) => {
    expect(await under({ kind: 'short-body' }, action)).toEqual(['answer-damaged', action.repeats ? 3 : 1]);
  });

  it('once, then whole, is no problem', async () => {
    const { accountToken } = expectValue(await signIn());
    plex.faults.next('GET /resources', { kind: 'truncated' });
    expect((await api.listServers(accountToken)).ok).toBe(true);
  });
});

it.each(actions)('N10 429 with Retry-After is not asked again, and tells until when: $name', async ({ route, run }) => {
  const clock: Clock = { now: () => 1_000_000, after: createSteadyClock().after };
  plex.faults.always(route, { kind: 'rate-limited', retryAfter: '7' });
  const outcome: Result<unknown> = await run(openApi(plex.plexTvUrl, { clock }));
  expect(outcome).toMatchObject({ ok: false, problem: { code: 'rate-limited', retryAt: 1_007_000 } });
  expect(plex.requests).toHaveLength(1);
});

/** A clock whose waits between tries are over at once, and written down. */
function rememberingWaits(): { readonly clock: Clock; readonly waits: number[] } {
  const waits: number[] = [];
  return {
    waits,
    clock: {
      now: () => 0,
      after: (milliseconds, task) => {
        // Deadlines never come.
        if (milliseconds < 5_000) {
          waits.push(milliseconds);
          queueMicrotask(task);
        }
        return () => undefined;
      },
    },
  };
}

describe('N12 429 without Retry-After', () => {
  const limited: Transport = async () => new Response('', { status: 429 });
  const waitsOf = async (random?: () => number): Promise<readonly number[]> => {
    const { clock, waits } = rememberingWaits();
    const settings = { clock, transport: limited, ...(random === undefined ? {} : { random }) };
    expect(expectProblem(await openApi('https://plex.invalid', settings).readAccount('token'))).toBe('rate-limited');
    return waits;
  };

  it.each(gets)('is tried three times at most: $name', async (action) => {
    expect(await under({ kind: 'rate-limited' }, action)).toEqual(['rate-limited', 3]);
  });

  it.each(actions.filter(({ repeats }) => !repeats))('is never sent again: $name', async (action) => {
    expect(await under({ kind: 'rate-limited' }, action)).toEqual(['rate-limited', 1]);
  });

  it('waits anything between nothing and half a second, then a second', async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), async (random) => {
        expect(await waitsOf(() => random)).toEqual([random * 500, random * 1000]);
      }),
      { numRuns: times(50, 1_000) },
    );
  });

  it('spreads: the standard deviation of 200 first waits is over 20 % of their mean', async () => {
    const firsts: number[] = [];
    for (let run = 0; run < 200; run += 1) firsts.push((await waitsOf(Math.random))[0] ?? 0);
    const mean = firsts.reduce((sum, wait) => sum + wait, 0) / firsts.length;
    const deviation = Math.sqrt(firsts.reduce((sum, wait) => sum + (wait - mean) ** 2, 0) / firsts.length);
    expect(deviation / mean).toBeGreaterThan(0.2);
  });
});

describe.each([500, 502, 503, 504, 520])('N13 HTTP %i', (status) => {
  it.each(actions)('is tried again only where nothing is done by it: $name', async (action) => {
    const [code, asked] = await under({ kind: 'status', status, body: '<html>failing</html>' }, action);
    expect(['plex-failing', 'server-failing']).toContain(code);
    expect(asked).toBe(action.repeats ? 3 : 1);
  });
});

it('N13 retries end with the deadline: a try that does not fit into it any more is not begun', async () => {
  const clock = createTestClock();
  plex.faults.always('GET /user', { kind: 'status', status: 503 });
  const slow: Transport = async (input, init) => {
    const answer = await fetch(input, init);
    clock.advance(14_800);
    return answer;
  };
  const outcome = await openApi(plex.plexTvUrl, { clock, random: () => 0.5, transport: slow }).readAccount('token');
  expect(expectProblem(outcome)).toBe('plex-failing');
  expect(plex.requests).toHaveLength(1);
});

describe.each([301, 302, 303, 307, 308])('N14 a redirect by %i', (status) => {
  it.each(actions)('to another host is refused, and that host hears nothing: $name', async (action) => {
    const stranger = await elsewhere();
    expect(await under({ kind: 'redirect', status, to: `${stranger.uri}/somewhere` }, action)).toEqual([
      'redirected',
      1,
    ]);
    expect(stranger.heard()).toBe(0);
  });
});

describe('N15 a redirect to http, to itself, to nowhere', () => {
  it.each(actions)('a redirect to itself is refused, not run in circles: $name', async (action) => {
    expect(await under({ kind: 'redirect', status: 302, to: '/api/v2/user' }, action)).toEqual(['redirected', 1]);
  });

  it.each(['http://127.0.0.1:9/', '//127.0.0.1:9/', 'file:///etc/passwd', 'data:text/plain,x', 'not an address'])(
    'a redirect to “%s” is refused',
    async (to) => {
      plex.faults.always('GET /user', { kind: 'redirect', status: 307, to });
      expect(expectProblem(await api.readAccount('token'))).toBe('redirected');
    },
  );

  it('an answer that a transport fetched from elsewhere all the same is not read', async () => {
    const transport: Transport = async () => {
      const answer = Response.json({ id: 1, uuid: 'a' });
      Object.defineProperty(answer, 'url', { value: 'https://elsewhere.example/user' });
      return answer;
    };
    expect(expectProblem(await openApi('https://plex.invalid', { transport }).readAccount('token'))).toBe('redirected');
  });
});

describe('N16 far too much', () => {
  it.each(reading)('6 MB are cut at 5 MB: $name', async (action) => {
    expect(await under({ kind: 'large', megabytes: 6 }, action)).toEqual(['answer-too-large', 1]);
  });

  it.each([reading[0], actions[5]])('50 MB in gzip are cut at 5 MB: %o', async (action) => {
    if (action === undefined) throw new Error('No action.');
    expect(await under({ kind: 'gzip-bomb', megabytes: 50 }, action)).toEqual(['answer-too-large', 1]);
  });
});

it('N17 the right answer under the wrong type is taken, since its shape is checked', async () => {
  const { accountToken } = expectValue(await signIn());
  const body = JSON.stringify({ id: 1, uuid: 'abc', username: 'someone' });
  for (const type of ['text/html', 'text/plain', 'application/octet-stream', '']) {
    plex.faults.next('GET /user', { kind: 'status', status: 200, body, headers: { 'Content-Type': type } });
    expect(expectValue(await api.readAccount(accountToken)).details.username).toBe('someone');
  }
});

it('N18 XML where JSON was asked for is told as such, and read where it is documented', async () => {
  plex.faults.next('GET /user', { kind: 'status', status: 200, body: '<?xml version="1.0"?><user id="1"/>' });
  expect(expectProblem(await api.readAccount('token'))).toBe('answer-not-understood');
  plex.faults.next('POST /security/token', {
    kind: 'status',
    status: 200,
    body: '<MediaContainer token="transient-1"/>',
  });
  expect(expectValue(await mint())).toBe('transient-1');
  plex.faults.next('POST /security/token', {
    kind: 'status',
    status: 200,
    body: '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><MediaContainer token="&y;"/>',
  });
  expect(expectProblem(await mint())).toBe('answer-not-understood');
});

it.each([
  [200, 'GET /user'],
  [204, 'GET /user'],
  [304, 'GET /user'],
  [200, 'GET /resources'],
  [204, 'GET /resources'],
] as const)('N20 HTTP %i with nothing in it to %s is told as such', async (status, route) => {
  plex.faults.always(route, { kind: 'empty', status });
  const outcome: Result<unknown> = await (route === 'GET /user' ? api.readAccount('token') : api.listServers('token'));
  expect(expectProblem(outcome)).toBe('answer-not-understood');
});

it('N23 an IPv6 address that is dead does not hold up the one that lives', async () => {
  const server = listedServer(
    [{ uri: 'https://[2001:db8::1]:32400' }, { uri: 'http://[::1]:9', local: true }, { uri: tower().url, local: true }],
    { id: tower().id },
  );
  expect(expectValue(await api.connectToServer(server, { allowPlainHttp: false })).uri).toBe(tower().url);
});

it('N24 connections that break in flight fail the request, and the next one works', async () => {
  const { accountToken } = expectValue(await signIn());
  plex.faults.next('POST /security/token', { kind: 'silence' });
  const minting = mint();
  await expect.poll(() => plex.requests.at(-1)?.path).toBe('/security/token');
  await tower().restart();
  expect((await minting).ok).toBe(false);
  const [listed] = expectValue(await api.listServers(accountToken));
  const again = await api.mintTransientToken(connection(), listed?.accessToken ?? '', { name: 'Tower' });
  expect(tower().accepts(expectValue(again))).toBe(true);
});
