/** Browser sign-in against the practice Plex, time in the test's hands. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PlexApi } from '../../../main/plex/api.ts';
import type { BrowserSignIn } from '../../../main/plex/browser-sign-in.ts';
import { type PracticePlex, type PracticePlexOptions, startPracticePlex } from '../../practice-plex/index.ts';
import { createTestClock, type TestClock } from '../session/doubles.ts';
import { accountOf, countingEnds, expectProblem, expectValue, openApi } from './plex.ts';

let clock: TestClock;
let counting: ReturnType<typeof countingEnds>;
let plex: PracticePlex;
let api: PlexApi;

async function restart(options: PracticePlexOptions = {}): Promise<void> {
  await plex?.close();
  plex = await startPracticePlex({ now: () => clock.now(), ...options });
  counting = countingEnds(clock);
  api = openApi(plex.plexTvUrl, { clock: counting });
}
beforeEach(async () => {
  clock = createTestClock();
  await restart();
});
afterEach(() => plex.close());

const looks = (): number => plex.requests.filter(({ path }) => /\/pins\/\d+$/u.test(path)).length;

interface Waiting {
  readonly outcome: ReturnType<PlexApi['waitForBrowserSignIn']>;
  readonly ended: () => boolean;
}

function startWaiting(pin: BrowserSignIn, signal?: AbortSignal): Waiting {
  let ended = false;
  const outcome = api.waitForBrowserSignIn(pin, signal);
  void outcome.then(() => {
    ended = true;
  });
  return { outcome, ended: () => ended };
}

/** Lets a second (or more) pass, and the look that falls due be taken. */
async function pass(milliseconds = 1_000): Promise<void> {
  const before = counting.ends();
  clock.advance(milliseconds);
  await expect.poll(counting.ends).toBe(before + 1);
}

const newPin = async (strong = true): Promise<BrowserSignIn> => expectValue(await api.createBrowserSignIn({ strong }));

describe('a PIN', () => {
  it('is long for the browser, four letters for plex.tv/link, and ends when Plex said', async () => {
    const strong = await newPin();
    expect(strong.code.length).toBeGreaterThan(20);
    expect(strong.expiresAt).toBe(clock.now() + 1_800_000);
    const link = await newPin(false);
    expect(link.code).toMatch(/^[A-Z0-9]{4}$/u);
    expect(link.expiresAt).toBe(clock.now() + 900_000);
    expect(plex.requests.map(({ method, query }) => [method, query])).toEqual([
      ['POST', { strong: 'true' }],
      ['POST', {}],
    ]);
  });

  it('ends by our own clock, however wrong Plex’s moments are for it', async () => {
    const hour = 3_600_000;
    plex.faults.next('POST /pins', {
      kind: 'json',
      status: 201,
      value: {
        id: 7,
        code: 'abcd',
        createdAt: new Date(clock.now() + 48 * hour).toISOString(),
        expiresAt: new Date(clock.now() + 49 * hour).toISOString(),
      },
    });
    expect((await newPin()).expiresAt).toBe(clock.now() + hour);
  });

  it.each([
    ['no id', { code: 'abcd' }],
    ['no code', { id: 1 }],
    ['a code that is none', { id: 1, code: 'a"><script>' }],
  ])('with %s is not understood', async (_, value) => {
    plex.faults.next('POST /pins', { kind: 'json', status: 201, value });
    expect(expectProblem(await api.createBrowserSignIn({ strong: true }))).toBe('answer-not-understood');
  });

  it('N13 is asked for once, whatever comes back', async () => {
    plex.faults.always('POST /pins', { kind: 'status', status: 503 });
    expect(expectProblem(await api.createBrowserSignIn({ strong: true }))).toBe('plex-failing');
    expect(plex.requests).toHaveLength(1);
  });

  it('is finished at app.plex.tv, or at the practice Plex where that is in use', async () => {
    const pin = await newPin();
    const parameters = new URLSearchParams({
      clientID: '6f0f3c1e-5d0c-4f43-9a3d-0f2f7c9f6b1a',
      code: pin.code,
      'context[device][product]': 'Plex Token Tray',
      'context[device][deviceName]': 'test',
    });
    expect(api.browserSignInAddress(pin)).toBe(`${new URL(plex.plexTvUrl).origin}/auth#?${parameters}`);
    expect(openApi('https://plex.tv/api/v2').browserSignInAddress(pin)).toBe(`https://app.plex.tv/auth#?${parameters}`);
    expect(openApi('https://clients.plex.tv/api/v2').browserSignInAddress(pin)).toMatch(/^https:\/\/app\.plex\.tv\//u);
  });
});

describe('waiting for the user', () => {
  it('looks once a second until Plex has the token', async () => {
    const pin = await newPin();
    const { outcome, ended } = startWaiting(pin);
    for (let second = 1; second <= 3; second += 1) {
      clock.advance(999);
      expect(looks()).toBe(second - 1);
      await pass(1);
    }
    expect(ended()).toBe(false);
    plex.finishBrowserSignIn(pin.code, accountOf(plex, 'google'));
    clock.advance(1_000);
    expect(plex.accountOf(expectValue(await outcome).accountToken)?.username).toBe('google');
    expect(looks()).toBe(4);
    expect(clock.waiting()).toBe(0);
  });

  it('works with the four letters too', async () => {
    const pin = await newPin(false);
    const { outcome } = startWaiting(pin);
    await fetch(`${new URL(plex.plexTvUrl).origin}/link`, {
      method: 'POST',
      body: new URLSearchParams({ code: pin.code.toLowerCase(), username: 'simple' }),
    });
    clock.advance(1_000);
    expect(plex.accountOf(expectValue(await outcome).accountToken)?.username).toBe('simple');
  });

  it('N10 after 429 looks every five seconds, or when Plex said', async () => {
    const { ended } = startWaiting(await newPin());
    plex.faults.next('GET /pins', { kind: 'rate-limited' });
    await pass();
    for (const look of [2, 3]) {
      clock.advance(4_999);
      await pass(1);
      expect(looks()).toBe(look);
    }
    plex.faults.next('GET /pins', { kind: 'rate-limited', retryAfter: '30' });
    await pass(5_000);
    clock.advance(29_999);
    const before = looks();
    await pass(1);
    expect(looks()).toBe(before + 1);
    expect(ended()).toBe(false);
  });

  it.each([
    ['503', { kind: 'status', status: 503 }],
    ['an empty 404', { kind: 'empty', status: 404 }],
    ['a login page', { kind: 'html' }],
    ['half a JSON', { kind: 'truncated' }],
    ['a dropped connection', { kind: 'reset' }],
    ['a redirect', { kind: 'redirect', status: 302, to: 'http://127.0.0.1:9/' }],
  ] as const)('goes on through %s', async (_, fault) => {
    const pin = await newPin();
    const { outcome } = startWaiting(pin);
    plex.faults.next('GET /pins', fault);
    await pass();
    plex.finishBrowserSignIn(pin.code, accountOf(plex, 'simple'));
    clock.advance(5_000);
    expect((await outcome).ok).toBe(true);
  });

  it('N8 gives a look that is not answered up after five seconds, and looks again', async () => {
    const pin = await newPin();
    const { outcome } = startWaiting(pin);
    plex.faults.next('GET /pins', { kind: 'silence' });
    clock.advance(1_000);
    await expect.poll(looks).toBe(1);
    await pass(5_000);
    await expect.poll(() => plex.requests.at(-1)?.closedEarly).toBe(true);
    plex.finishBrowserSignIn(pin.code, accountOf(plex, 'simple'));
    clock.advance(5_000);
    expect((await outcome).ok).toBe(true);
  });

  it.each([
    ['404 code 1020', { kind: 'json', status: 404, value: { errors: [{ code: 1020, message: 'Code not found' }] } }],
    ['404 with another code', { kind: 'json', status: 404, value: { errors: [{ code: 1002, message: 'Not found' }] } }],
    ['410', { kind: 'empty', status: 410 }],
  ] as const)('A5 ends with the PIN: %s', async (_, fault) => {
    const { outcome } = startWaiting(await newPin());
    plex.faults.next('GET /pins', fault);
    clock.advance(1_000);
    expect(expectProblem(await outcome)).toBe('browser-sign-in-expired');
    expect(clock.waiting()).toBe(0);
  });

  it('A5 ends by our own clock, even where Plex goes on answering that nothing has happened', async () => {
    await restart({ pinLifetimeSeconds: () => 10 });
    const pin = await newPin();
    const { outcome, ended } = startWaiting(pin);
    plex.faults.always('GET /pins', { kind: 'json', value: { id: pin.id, code: pin.code, authToken: null } });
    for (let second = 1; second <= 9; second += 1) await pass();
    expect(ended()).toBe(false);
    clock.advance(1_000);
    expect(expectProblem(await outcome)).toBe('browser-sign-in-expired');
    expect(looks()).toBe(9);
  });

  it('A5 a sign-in the user refused ends with the PIN', async () => {
    await restart({ pinLifetimeSeconds: () => 3 });
    const pin = await newPin();
    const { outcome } = startWaiting(pin);
    expect(plex.refuseBrowserSignIn(pin.code)).toBe(true);
    expect(plex.finishBrowserSignIn(pin.code, accountOf(plex, 'simple'))).toBe(false);
    await pass();
    await pass();
    clock.advance(1_000);
    expect(expectProblem(await outcome)).toBe('browser-sign-in-expired');
  });

  it('A14 after a long sleep takes one look at most, and no burst', async () => {
    const { outcome } = startWaiting(await newPin());
    clock.advance(3 * 3_600_000);
    expect(expectProblem(await outcome)).toBe('browser-sign-in-expired');
    expect(looks()).toBeLessThanOrEqual(1);
  });

  it('a request that Plex calls faulty is not sent again and again', async () => {
    const { outcome } = startWaiting(await newPin());
    plex.faults.always('GET /pins', { kind: 'json', status: 400, value: { errors: [{ code: 1000, message: 'x' }] } });
    clock.advance(1_000);
    expect(expectProblem(await outcome)).toBe('request-refused-as-faulty');
  });

  it('cancel ends it between two looks', async () => {
    const controller = new AbortController();
    const { outcome } = startWaiting(await newPin(), controller.signal);
    controller.abort();
    expect(expectProblem(await outcome)).toBe('cancelled');
    expect(clock.waiting()).toBe(0);
    expect(looks()).toBe(0);
  });

  it('cancel in the middle of a look lets its socket go', async () => {
    const controller = new AbortController();
    const { outcome } = startWaiting(await newPin(), controller.signal);
    plex.faults.next('GET /pins', { kind: 'silence' });
    clock.advance(1_000);
    await expect.poll(looks).toBe(1);
    controller.abort();
    expect(expectProblem(await outcome)).toBe('cancelled');
    await expect.poll(() => plex.requests.at(-1)?.closedEarly).toBe(true);
    expect(clock.waiting()).toBe(0);
  });
});
