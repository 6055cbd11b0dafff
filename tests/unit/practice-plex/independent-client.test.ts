/** The practice Plex as a client sees it that was written from the public API description, with nothing but fetch. */

import { get } from 'node:https';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PracticeAccount, type PracticePlex, startPracticePlex } from '../../practice-plex/index.ts';
import { createTestAuthority, plexDirectName } from '../../practice-plex/test-authority.ts';

let plex: PracticePlex;
let moment: number;

beforeEach(async () => {
  moment = Date.UTC(2026, 10, 24);
  plex = await startPracticePlex({ now: () => moment, failuresBeforeLockOut: 3 });
});
afterEach(() => plex.close());

const identity = { 'X-Plex-Client-Identifier': 'independent-client', 'X-Plex-Product': 'Independent' };
const json = { ...identity, Accept: 'application/json' };

function account(username: string): PracticeAccount {
  const found = plex.accounts.find((candidate) => candidate.username === username);
  if (found === undefined) throw new Error(`No account ${username}.`);
  return found;
}

const signIn = (form: Record<string, string>, headers: Record<string, string> = json) =>
  fetch(`${plex.plexTvUrl}/users/signin`, { method: 'POST', headers, body: new URLSearchParams(form) });

async function errorOf(response: Response): Promise<unknown> {
  const { errors } = (await response.json()) as { errors: readonly { code: number }[] };
  return [response.status, errors[0]?.code];
}

async function tokenOf(response: Response): Promise<string> {
  return ((await response.json()) as { authToken: string }).authToken;
}

describe('signing in', () => {
  it('takes login, password and a code made from the secret', async () => {
    const { password = '' } = account('practice');
    expect(await errorOf(await signIn({ login: 'practice', password }))).toEqual([401, 1029]);
    const response = await signIn({
      login: 'practice@example.com',
      password,
      verificationCode: plex.currentCode(account('practice')),
    });
    expect(response.status).toBe(201);
    expect(plex.accountOf(await tokenOf(response))).toBe(account('practice'));
  });

  it('takes each code once', async () => {
    const { password = '' } = account('practice');
    const form = { login: 'practice', password, verificationCode: plex.currentCode(account('practice')) };
    expect((await signIn(form)).status).toBe(201);
    expect(await errorOf(await signIn(form))).toEqual([401, 1028]);
    moment += 30_000;
    expect((await signIn({ ...form, verificationCode: plex.currentCode(account('practice')) })).status).toBe(201);
  });

  it('tells its refusals apart', async () => {
    expect(await errorOf(await signIn({ login: 'simple', password: 'wrong' }))).toEqual([401, 1001]);
    expect(await errorOf(await signIn({ login: 'mailonly', password: 'mailonly-password' }))).toEqual([401, 1030]);
    expect(await errorOf(await signIn({ login: 'simple', password: '' }))).toEqual([400, 1004]);
    expect(
      await errorOf(await signIn({ login: 'simple', password: 'simple-password' }, { Accept: 'application/json' })),
    ).toEqual([400, 1000]);
  });

  it('locks a network out that keeps failing', async () => {
    for (let failure = 0; failure < 3; failure += 1) await signIn({ login: 'simple', password: 'wrong' });
    expect(await errorOf(await signIn({ login: 'simple', password: 'simple-password' }))).toEqual([401, 1031]);
  });

  it('ends the former token of the same client', async () => {
    const form = { login: 'simple', password: 'simple-password' };
    const first = await tokenOf(await signIn(form));
    const second = await tokenOf(await signIn(form));
    expect(plex.tokensOf(account('simple'))).toEqual([second]);
    expect(plex.accountOf(first)).toBeNull();
  });

  it('answers XML to a client that does not ask for JSON', async () => {
    const response = await signIn({ login: 'simple', password: 'wrong' }, identity);
    expect(await response.text()).toContain(
      '<error code="1001" message="User could not be authenticated" status="401"/>',
    );
  });

  it('works by a PIN finished in the browser', async () => {
    const created = await fetch(`${plex.plexTvUrl}/pins?strong=true`, { method: 'POST', headers: json });
    expect(created.status).toBe(201);
    const pin = (await created.json()) as { id: number; code: string; authToken: null; expiresIn: number };
    expect(pin).toMatchObject({ authToken: null, expiresIn: 1800 });
    expect(plex.finishBrowserSignIn(pin.code, account('google'))).toBe(true);
    const polled = await fetch(`${plex.plexTvUrl}/pins/${pin.id}`, { headers: json });
    expect(plex.accountOf(await tokenOf(polled))).toBe(account('google'));
    moment += 1_800_000;
    expect(await errorOf(await fetch(`${plex.plexTvUrl}/pins/${pin.id}`, { headers: json }))).toEqual([404, 1020]);
  });
});

describe('signing in on another device', () => {
  it('four letters, typed at the link page, give the token to the client that asked', async () => {
    const created = await fetch(`${plex.plexTvUrl}/pins`, { method: 'POST', headers: json });
    const pin = (await created.json()) as { id: number; code: string; expiresIn: number };
    expect(pin.code).toMatch(/^[A-Z0-9]{4}$/u);
    expect(pin.expiresIn).toBe(900);
    const body = new URLSearchParams({ code: pin.code, username: 'simple' });
    const typed = await fetch(`${new URL(plex.plexTvUrl).origin}/link`, { method: 'POST', body });
    expect(typed.status).toBe(200);
    const stranger = { ...json, 'X-Plex-Client-Identifier': 'somebody-else' };
    expect(await errorOf(await fetch(`${plex.plexTvUrl}/pins/${pin.id}`, { headers: stranger }))).toEqual([404, 1020]);
    const polled = await fetch(`${plex.plexTvUrl}/pins/${pin.id}`, { headers: json });
    const token = await tokenOf(polled);
    const user = await fetch(`${plex.plexTvUrl}/user`, { headers: { ...json, 'X-Plex-Token': token } });
    expect(await user.json()).toMatchObject({ username: 'simple' });
  });
});

describe('with a token', () => {
  let token: string;
  beforeEach(async () => {
    const { password = '' } = account('practice');
    token = await tokenOf(
      await signIn({ login: 'practice', password, verificationCode: plex.currentCode(account('practice')) }),
    );
  });
  const withToken = () => ({ ...json, 'X-Plex-Token': token });

  it('the account is told, until the token is signed out', async () => {
    const user = await fetch(`${plex.plexTvUrl}/user`, { headers: withToken() });
    expect(await user.json()).toMatchObject({ username: 'practice', twoFactorEnabled: true, authToken: token });
    const out = await fetch(`${plex.plexTvUrl}/users/signout`, { method: 'DELETE', headers: withToken() });
    expect(out.status).toBe(204);
    expect(await errorOf(await fetch(`${plex.plexTvUrl}/user`, { headers: withToken() }))).toEqual([401, 1001]);
  });

  it('a server makes a transient token that opens it, for 48 hours or until it restarts', async () => {
    const resources = await fetch(`${plex.plexTvUrl}/resources?includeHttps=1`, { headers: withToken() });
    const listed = (await resources.json()) as readonly {
      name: string;
      accessToken: string;
      connections: readonly { uri: string }[];
    }[];
    const tower = listed.find((server) => server.name === 'Tower');
    const uri = tower?.connections.at(-1)?.uri ?? '';
    const mint = async (): Promise<string> => {
      const response = await fetch(`${uri}/security/token?type=delegation&scope=all`, {
        method: 'POST',
        headers: { ...json, 'X-Plex-Token': tower?.accessToken ?? '' },
      });
      return ((await response.json()) as { MediaContainer: { token: string } }).MediaContainer.token;
    };
    const opens = async (transient: string): Promise<number> =>
      (await fetch(`${uri}/library/sections`, { headers: { 'X-Plex-Token': transient } })).status;

    const first = await mint();
    expect(first).toMatch(/^transient-[0-9a-f-]{36}$/u);
    expect(await opens(first)).toBe(200);
    moment += 48 * 60 * 60 * 1000;
    expect(await opens(first)).toBe(401);
    const second = await mint();
    await plex.servers[0]?.restart();
    // The client may still hold a connection from before the restart, which fails once.
    await expect.poll(() => opens(second).catch(() => null)).toBe(401);
  });

  it('a server answers XML unless asked otherwise, and its errors are pages', async () => {
    const { url = '' } = plex.servers[0] ?? {};
    const found = await fetch(`${url}/identity`);
    expect(await found.text()).toMatch(/^<\?xml .*\n<MediaContainer .*machineIdentifier="[0-9a-f]{40}"/u);
    const refused = await fetch(`${url}/security/token?type=delegation&scope=all`, { headers: json });
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain('<h1>403 Forbidden</h1>');
  });

  it('a source’s connections are told to the owner only', async () => {
    const [tower, , den] = plex.servers;
    if (tower === undefined || den === undefined) throw new Error('Servers are missing.');
    const ask = (server: typeof tower, accessToken: string, source: string) =>
      fetch(`${server.url}/security/resources?source=${encodeURIComponent(source)}`, {
        headers: { ...json, 'X-Plex-Token': accessToken },
      });
    const own = await ask(
      tower,
      tower.accessTokenFor(account('practice')),
      `server://${tower.id}/com.plexapp.plugins.library`,
    );
    expect(await own.json()).toMatchObject({
      MediaContainer: { size: 1, Device: { name: 'Tower', clientIdentifier: tower.id } },
    });
    expect((await ask(tower, tower.accessTokenFor(account('practice')), 'nonsense')).status).toBe(400);
    expect((await ask(den, den.accessTokenFor(account('practice')), `server://${den.id}`)).status).toBe(403);
  });

  it('a source that is another server comes with a token that works there, and only there', async () => {
    const [tower, , den] = plex.servers;
    if (tower === undefined || den === undefined) throw new Error('Servers are missing.');
    const response = await fetch(`${tower.url}/security/resources?source=${encodeURIComponent(`server://${den.id}`)}`, {
      headers: { ...json, 'X-Plex-Token': tower.accessTokenFor(account('practice')) },
    });
    const { Device } = ((await response.json()) as { MediaContainer: { Device: SourceDevice } }).MediaContainer;
    const opens = async (uri: string): Promise<number> =>
      (await fetch(`${uri}/library/sections`, { headers: { 'X-Plex-Token': Device.accessToken } })).status;
    expect(Device.Connection.map(({ uri }) => uri)).toEqual([den.url]);
    expect(await opens(den.url)).toBe(200);
    expect(await opens(tower.url)).toBe(401);
  });

  it('the list of servers is XML unasked, without https and relays unless asked for', async () => {
    const listed = await fetch(`${plex.plexTvUrl}/resources`, { headers: { ...identity, 'X-Plex-Token': token } });
    expect(await listed.text()).toMatch(/<resources><resource name="Tower"[^>]*><connections><connection /u);
  });
});

interface SourceDevice {
  readonly accessToken: string;
  readonly Connection: readonly { readonly uri: string }[];
}

describe('a media server by https and by relay', () => {
  it('is listed both ways, and answers by its name for those who trust its authority', async () => {
    const name = plexDirectName('127.0.0.1');
    const authority = createTestAuthority();
    const world = await startPracticePlex({
      servers: [
        {
          name: 'Tower',
          version: '1.43.2.1',
          owner: 'simple',
          relay: true,
          tls: { ...authority.issue([name]), hostname: name },
        },
      ],
    });
    const form = new URLSearchParams({ login: 'simple', password: 'simple-password' });
    const signedIn = await fetch(`${world.plexTvUrl}/users/signin`, { method: 'POST', headers: json, body: form });
    const headers = { ...json, 'X-Plex-Token': await tokenOf(signedIn) };
    const list = async (query: string) => {
      const listed = (await (await fetch(`${world.plexTvUrl}/resources${query}`, { headers })).json()) as readonly {
        connections: readonly { uri: string; relay: boolean; port: number }[];
      }[];
      return listed[0]?.connections ?? [];
    };
    expect((await list('')).map(({ uri }) => new URL(uri).protocol)).toEqual(['http:']);
    const both = await list('?includeHttps=1&includeRelay=1');
    expect(both.map(({ uri, relay }) => [new URL(uri).hostname, relay])).toEqual([
      [name, false],
      [name, true],
    ]);
    for (const { port } of both) {
      const status = await new Promise((resolve, reject) => {
        get({ host: '127.0.0.1', port, path: '/identity', servername: name, ca: authority.certificate }, (response) => {
          response.resume();
          resolve(response.statusCode);
        }).once('error', reject);
      });
      expect(status).toBe(200);
    }
    await world.close();
  });
});
