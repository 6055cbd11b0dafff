/** The faults of the network where Chromium's own stack answers for them: the real app, its real session, real sockets. */

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { startPracticePlex } from '../practice-plex/index.ts';
import { createTestAuthority } from '../practice-plex/test-authority.ts';
import type { RunningApp } from '../running-app.ts';
import { signalProcess } from '../signal-process.ts';
import { expect, test } from './fixtures.ts';
import { enterPassword, generateButton, requestsTo, signIn, status, untilNothingGoesOn } from './window.ts';

const signInButton = (page: Page) => page.getByRole('button', { name: 'Sign in', exact: true });
const problem = (page: Page, title: string) => page.getByRole('region', { name: title });

/** Starts the app against some other address for plex.tv and tries to sign in. */
async function signInAt(launch: (options: object) => Promise<RunningApp>, plexTvUrl: string): Promise<Page> {
  const page = await (await launch({ environment: { PLEX_TV_URL: plexTvUrl } })).window();
  await enterPassword(page, 'simple', 'simple-password');
  return page;
}

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** The sessions by which the app reads and acts. */
const sessions = ['plex', 'plex-acting'];

/** Takes the network away from the app, or gives it back. */
const setOffline = (app: RunningApp, offline: boolean) =>
  app.electron.evaluate(
    ({ session }, { names, isOffline }) => {
      for (const name of names) {
        const { protocol } = session.fromPartition(name, { cache: false });
        // What Chromium answers without a network; a private desktop has always one.
        const internetDisconnected = -106;
        if (isOffline)
          protocol.interceptStringProtocol('http', (_request, answer) => answer({ error: internetDisconnected }));
        else protocol.uninterceptProtocol('http');
      }
    },
    { names: sessions, isOffline: offline },
  );

test('N1 offline: says so, keeps the account, and works again when the network is back', async ({ launch, plex }) => {
  const account = plex.accounts[1];
  if (account === undefined) throw new Error('No account.');
  const app = await launch();
  const page = await app.window();
  await signIn(page, plex, account);
  await setOffline(app, true);
  await page.getByRole('button', { name: 'Refresh' }).first().click();
  await expect(status(page)).toContainText('You are offline');
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  await setOffline(app, false);
  await page.getByRole('button', { name: 'Refresh' }).first().click();
  await expect(status(page)).not.toContainText('You are offline');
  await page.getByRole('button', { name: 'Generate and copy transient token' }).click();
  await expect(status(page)).toContainText('copied');
});

test('N2 a name that cannot be looked up is named', async ({ launch }) => {
  // Longer than a name's part may be: refused without a question to anyone.
  const host = `${'x'.repeat(70)}.example`;
  const page = await signInAt(launch, `https://${host}/api/v2`);
  await expect(problem(page, 'Address not found')).toContainText(host);
});

test('N3 what acts is not sent again by Chromium when a connection breaks that was used before', async ({
  launch,
  plex,
}) => {
  const account = plex.accounts[1];
  if (account === undefined) throw new Error('No account.');
  const page = await (await launch()).window();
  await enterPassword(page, 'simple', 'wrong');
  await expect(problem(page, 'Wrong login or password')).toBeVisible();
  plex.faults.next('POST /users/signin', { kind: 'reset' });
  await enterPassword(page, 'simple', 'simple-password');
  await expect(problem(page, 'No answer')).toBeVisible();
  expect(plex.requests.filter(({ method }) => method === 'POST')).toHaveLength(2);

  await signIn(page, plex, account);
  const asked = () => requestsTo(plex, 'POST', '/security/token');
  await generateButton(page).click();
  await expect(status(page)).toContainText('copied');
  for (let dropped = 2; dropped <= 4; dropped += 1) {
    plex.faults.next('POST /security/token', { kind: 'reset' });
    await generateButton(page).click();
    await expect.poll(asked).toBe(dropped);
    // The words are those of the time before, too.
    await untilNothingGoesOn(page);
    await expect(status(page)).toContainText('No answer');
    expect(asked()).toBe(dropped);
  }
});

test('N4 a port that is never connected to is named', async ({ launch }) => {
  const page = await signInAt(launch, 'http://127.0.0.1:6667/api/v2');
  await expect(problem(page, 'Port blocked')).toContainText('127.0.0.1:6667');
});

test('N6 a certificate of an unknown authority is refused, with no way past it', async ({ launch }) => {
  let heard = 0;
  const server = createSecureServer(createTestAuthority().issue(['127.0.0.1']), (_request, response) => {
    heard += 1;
    response.end('{}');
  });
  const page = await signInAt(launch, `https://127.0.0.1:${await listening(server)}/api/v2`);
  const told = problem(page, 'Certificate not trusted');
  await expect(told).toContainText('nothing was sent');
  await expect(told.getByRole('button', { name: /anyway|continue|trust/iu })).toHaveCount(0);
  expect(heard).toBe(0);
  server.close();
});

test('N7 a body that drips is given up with “Cancel”, and its socket let go', async ({ launch, plex }) => {
  plex.faults.next('POST /users/signin', { kind: 'drip', everyMilliseconds: 100 });
  const page = await (await launch()).window();
  await enterPassword(page, 'simple', 'simple-password');
  await expect.poll(() => plex.requests.length).toBe(1);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(signInButton(page)).toBeEnabled();
  await expect.poll(() => plex.requests[0]?.closedEarly).toBe(true);
});

test('N14 redirects are refused by every method, and elsewhere is not even connected to', async ({ launch, plex }) => {
  let connections = 0;
  const stranger = createServer((_request, response) => response.end('{}')).on('connection', () => {
    connections += 1;
  });
  const to = `http://127.0.0.1:${await listening(stranger)}/`;
  const account = plex.accounts[1];
  if (account === undefined) throw new Error('No account.');
  const page = await (await launch()).window();
  await signIn(page, plex, account);
  await expect(generateButton(page)).toBeEnabled();
  await untilNothingGoesOn(page);
  const read = requestsTo(plex, 'GET', '/user');
  for (const [index, redirect] of [301, 302, 303, 307, 308].entries()) {
    plex.faults.next('POST /security/token', { kind: 'redirect', status: redirect, to });
    plex.faults.next('GET /user', { kind: 'redirect', status: redirect, to });
    await generateButton(page).click();
    await expect.poll(() => requestsTo(plex, 'POST', '/security/token')).toBe(index + 1);
    await untilNothingGoesOn(page);
    await expect(status(page)).toContainText('Sent elsewhere');
    await page.getByRole('button', { name: 'Refresh' }).first().click();
    await expect.poll(() => requestsTo(plex, 'GET', '/user')).toBe(read + index + 1);
    await untilNothingGoesOn(page);
    await expect(status(page)).toContainText('Sent elsewhere');
  }
  plex.faults.next('DELETE /users/signout', { kind: 'redirect', status: 307, to });
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(signInButton(page)).toBeVisible();
  await expect(status(page)).toContainText('Plex could not be asked to revoke the token');
  expect(requestsTo(plex, 'DELETE', '/users/signout')).toBe(1);
  expect(connections).toBe(0);
  stranger.close();
});

test('N16 fifty megabytes in gzip are cut at five, and memory does not grow by them', async ({ launch, plex }) => {
  const app = await launch();
  const page = await app.window();
  await expect(signInButton(page)).toBeEnabled();
  /** Megabytes the main process and the network service hold. */
  const memory = () =>
    app.electron.evaluate(({ app: running }) => {
      const counted = running.getAppMetrics().filter(({ type }) => type === 'Browser' || type === 'Utility');
      return counted.reduce((sum, process) => sum + process.memory.workingSetSize, 0) / 1024;
    });
  plex.faults.next('POST /users/signin', { kind: 'html' });
  await enterPassword(page, 'simple', 'simple-password');
  await expect(problem(page, 'A login page answered instead of Plex')).toBeVisible();
  const before = await memory();
  plex.faults.next('POST /users/signin', { kind: 'gzip-bomb', megabytes: 50 });
  await enterPassword(page, 'simple', 'simple-password');
  await expect(problem(page, 'The answer was too large')).toBeVisible();
  expect((await memory()) - before).toBeLessThan(50);
});

test('N22 a proxy that refuses, or wants a login, is named', async ({ launch, plex }) => {
  const app = await launch();
  const page = await app.window();
  const answers = [502, 407];
  const proxy = createServer((_request, response) => {
    const answer = answers.shift() ?? 502;
    response.writeHead(answer, answer === 407 ? { 'Proxy-Authenticate': 'Basic realm="office"' } : {}).end();
  });
  const port = await listening(proxy);
  const useProxy = (address: string) =>
    app.electron.evaluate(async ({ session }, proxyRules) => {
      for (const name of ['plex', 'plex-acting'])
        await session.fromPartition(name, { cache: false }).setProxy({ proxyRules, proxyBypassRules: '<-loopback>' });
    }, address);
  await expect(signInButton(page)).toBeEnabled();

  await useProxy('http://127.0.0.1:9');
  await enterPassword(page, 'simple', 'simple-password');
  await expect(problem(page, 'The proxy refused')).toBeVisible();

  await useProxy(`http://127.0.0.1:${port}`);
  await enterPassword(page, 'simple', 'simple-password');
  await expect(problem(page, 'Plex has a problem')).toBeVisible();
  await enterPassword(page, 'simple', 'simple-password');
  await expect(problem(page, 'The proxy refused')).toBeVisible();

  await useProxy('direct://');
  await enterPassword(page, 'simple', 'simple-password');
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  expect(plex.requests.filter(({ path }) => path.endsWith('/users/signin'))).toHaveLength(1);
  proxy.close();
});

test('N23 where ::1 is dead, localhost is reached by 127.0.0.1', async ({ launch, plex }) => {
  const page = await signInAt(launch, plex.plexTvUrl.replace('127.0.0.1', 'localhost'));
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
});

test('N24 U5 when the network service goes away under a request, that fails at once, and the next one works', async ({
  launch,
  plex,
}) => {
  const app = await launch();
  const page = await app.window();
  plex.faults.next('POST /users/signin', { kind: 'silence' });
  await enterPassword(page, 'simple', 'simple-password');
  await expect.poll(() => plex.requests.length).toBe(1);
  const service = await app.electron.evaluate(
    ({ app: running }) =>
      running.getAppMetrics().find(({ serviceName }) => serviceName?.includes('NetworkService'))?.pid,
  );
  if (service === undefined) throw new Error('The network service has no process of its own.');
  signalProcess(service, 'SIGTERM');
  await expect(problem(page, 'No answer')).toBeVisible();
  await enterPassword(page, 'simple', 'simple-password');
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  expect(plex.requests.filter(({ path }) => path.endsWith('/users/signin'))).toHaveLength(2);
});

test('A10 among fifty dead addresses the living one is found', async ({ launch }) => {
  const silent = createServer(() => undefined);
  const port = await listening(silent);
  const dead = Array.from({ length: 50 }, (_, index) => ({
    protocol: 'https' as const,
    address: '127.0.0.1',
    port,
    uri: `https://127.5.0.${index + 1}:${port}`,
    local: true,
    relay: false,
    IPv6: false,
  }));
  const plex = await startPracticePlex({
    servers: [{ name: 'Tower', version: '1.43.2.1', owner: 'simple', moreConnections: dead }],
  });
  const page = await signInAt(launch, plex.plexTvUrl);
  await page.getByRole('button', { name: 'Generate and copy transient token' }).click();
  await expect(status(page)).toContainText('Transient token for Tower copied');
  silent.closeAllConnections();
  silent.close();
  await plex.close();
});
