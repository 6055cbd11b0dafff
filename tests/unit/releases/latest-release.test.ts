/** Looking for a newer release, over real HTTP: what is sent, and what no answer may do. */

import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { outsideAddresses } from '../../../main/desktop/outside-addresses.ts';
import { isNewer, latestRelease, releasesHome } from '../../../main/releases/latest-release.ts';
import { createReleaseWatch } from '../../../main/releases/release-watch.ts';

let server: Server;
let asked: IncomingMessage[];
let answer: { readonly status?: number; readonly headers?: Record<string, string>; readonly body: string };
const look = (): Promise<string | null> =>
  latestRelease(fetch, `http://127.0.0.1:${(server.address() as AddressInfo).port}/releases/latest`);

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(request);
    response.writeHead(answer.status ?? 200, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

test('asks once, and tells nothing about the user', async () => {
  answer = { body: JSON.stringify({ tag_name: 'v1.2.3', html_url: 'https://elsewhere.example/' }) };
  expect(await look()).toBe('1.2.3');
  const [request] = asked;
  expect([request?.method, request?.url, asked.length]).toEqual(['GET', '/releases/latest', 1]);
  expect(request?.headers['user-agent']).toBe('Plex Token Tray');
  const sent = Object.keys(request?.headers ?? {}).filter((name) => !['host', 'connection'].includes(name));
  expect(sent.filter((name) => !/^(accept|accept-.*|sec-fetch-mode|user-agent)$/u.test(name))).toEqual([]);
});

test.each([
  ['no release yet', { status: 404, body: '{"message":"Not Found"}' }],
  ['a refusal', { status: 403, body: '{"message":"API rate limit exceeded"}' }],
  ['not JSON', { body: '<html>' }],
  ['another shape', { body: '[]' }],
  ['a tag that is no version', { body: '{"tag_name":"v1.2.3-<b>beta</b>"}' }],
  ['a redirect', { status: 302, headers: { location: '/elsewhere' }, body: '' }],
  ['more than an answer', { body: JSON.stringify({ tag_name: 'v1.2.3', body: 'x'.repeat(300_000) }) }],
])('%s is no newer release', async (_what, given) => {
  answer = given;
  expect(await look()).toBeNull();
  expect(asked).toHaveLength(1);
});

test('nobody there is no newer release', async () => {
  expect(await latestRelease(fetch, 'http://127.0.0.1:9/')).toBeNull();
});

test('the addresses are those of package.json', () => {
  const { homepage } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly homepage: string };
  expect(releasesHome).toBe(homepage);
  expect(outsideAddresses.releases).toBe(`${homepage}/releases/latest`);
});

test.each([
  ['0.1.1', '0.1.0', true],
  ['0.10.0', '0.9.9', true],
  ['2.0.0', '1.99.99', true],
  ['0.1.0', '0.1.0', false],
  ['0.0.9', '0.1.0', false],
])('%s is newer than %s: %s', (version, than, newer) => expect(isNewer(version, than)).toBe(newer));

describe('the watch', () => {
  /** A clock that moves when told. */
  function createHandClock() {
    let time = 0;
    let tasks: { readonly at: number; readonly run: () => void }[] = [];
    return {
      now: () => time,
      after: (milliseconds: number, run: () => void) => {
        const task = { at: time + milliseconds, run };
        tasks.push(task);
        return () => {
          tasks = tasks.filter((one) => one !== task);
        };
      },
      waiting: () => tasks.length,
      advance: async (milliseconds: number) => {
        time += milliseconds;
        const due = tasks.filter(({ at }) => at <= time);
        tasks = tasks.filter(({ at }) => at > time);
        for (const { run } of due) run();
        await new Promise(setImmediate);
      },
    };
  }
  const day = 24 * 60 * 60 * 1000;

  test('looks only while wanted, once a day, and tells only what is newer', async () => {
    const clock = createHandClock();
    const answers = [null, '1.0.0', '1.1.0', '1.2.0'];
    const told: string[] = [];
    let looks = 0;
    const watch = createReleaseWatch({
      clock,
      current: '1.0.0',
      look: async () => answers[looks++] ?? null,
      onNewer: (version) => told.push(version),
    });
    await clock.advance(2 * day);
    expect(looks).toBe(0);
    watch.want(true);
    watch.want(true);
    expect(clock.waiting()).toBe(1);
    await clock.advance(10_000);
    expect([looks, told]).toEqual([1, []]);
    await clock.advance(day);
    expect([looks, told]).toEqual([2, []]);
    await clock.advance(day);
    expect([looks, told]).toEqual([3, ['1.1.0']]);
    watch.want(false);
    await clock.advance(2 * day);
    expect([looks, told, clock.waiting()]).toEqual([3, ['1.1.0'], 0]);
  });
});
