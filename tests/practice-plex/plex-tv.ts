/** The stand-in for plex.tv's API: signing in, accounts, PINs and the list of servers. */

import { randomBytes, randomUUID } from 'node:crypto';
import { accountBody, homeBody, type PracticeAccount } from './accounts.ts';
import { answer, type Exchange, send } from './exchange.ts';
import type { PracticeMediaServer } from './media-server.ts';
import { portrait } from './portrait.ts';
import { codeOf, periodAt } from './totp.ts';

/** How long PINs live, in seconds (short ones, and strong ones). */
const pinLifetime = 900;
const strongPinLifetime = 1800;

interface Device {
  readonly token: string;
  readonly account: PracticeAccount;
  readonly clientIdentifier: string;
}

interface Pin {
  readonly id: number;
  readonly code: string;
  readonly clientIdentifier: string;
  readonly product: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  authToken: string | null;
  refused: boolean;
}

export interface PlexTvOptions {
  readonly accounts: readonly PracticeAccount[];
  readonly servers: () => readonly PracticeMediaServer[];
  readonly now: () => number;
  /** Failed sign-ins in a row before the network is locked out. */
  readonly failuresBeforeLockOut: number;
  readonly pinLifetimeSeconds?: ((pin: number) => number) | undefined;
}

export interface PlexTv {
  readonly handle: (exchange: Exchange) => void;
  readonly accountOf: (token: string) => PracticeAccount | null;
  readonly tokensOf: (account: PracticeAccount) => readonly string[];
  readonly revoke: (token: string) => void;
  readonly currentCode: (account: PracticeAccount) => string;
  readonly finishPin: (code: string, account: PracticeAccount) => boolean;
  readonly refusePin: (code: string) => boolean;
}

export function createPlexTv({
  accounts,
  servers,
  now,
  failuresBeforeLockOut,
  pinLifetimeSeconds,
}: PlexTvOptions): PlexTv {
  let devices: readonly Device[] = [];
  let pins: readonly Pin[] = [];
  let failures = 0;
  /** Periods whose code was used, per account: a code works once. */
  const usedPeriods = new Map<number, number>();

  const fail = (exchange: Exchange, status: number, code: number, message: string): void =>
    answerPlexTv(exchange, status, 'errors', { errors: [{ code, message, status }] });

  const accountOf = (token: string | null): PracticeAccount | null =>
    devices.find((device) => device.token === token)?.account ?? null;

  /** One token per account and client identifier: a new sign-in ends the former one. */
  function issueToken(account: PracticeAccount, clientIdentifier: string): string {
    const token = randomBytes(15).toString('base64url');
    devices = [
      ...devices.filter((device) => device.account !== account || device.clientIdentifier !== clientIdentifier),
      { token, account, clientIdentifier },
    ];
    return token;
  }

  function signIn(exchange: Exchange, clientIdentifier: string): void {
    const { login = '', password = '', verificationCode = '' } = exchange.form();
    if (failures >= failuresBeforeLockOut) {
      fail(
        exchange,
        401,
        1031,
        'This IP appears to be having trouble signing in to an account (detected repeated failures)',
      );
      return;
    }
    if (login === '' || password === '') {
      fail(exchange, 400, 1004, 'Invalid, malformed, or missing parameters');
      return;
    }
    const wanted = login.toLowerCase();
    const account = accounts.find(({ email, username }) => email === wanted || username === wanted);
    if (account === undefined || account.password === undefined || account.password !== password) {
      failures += 1;
      fail(exchange, 401, 1001, 'User could not be authenticated');
      return;
    }
    if (account.emailOnlyAuth && account.email !== wanted) {
      fail(
        exchange,
        401,
        1030,
        'User could not be authenticated. This account only allows signing in with email address',
      );
      return;
    }
    if (account.totpSecret !== undefined && verificationCode === '') {
      fail(exchange, 401, 1029, 'Please enter the verification code');
      return;
    }
    if (account.totpSecret !== undefined && !useCode(account, account.totpSecret, verificationCode)) {
      failures += 1;
      fail(exchange, 401, 1028, 'Invalid verification code');
      return;
    }
    failures = 0;
    const body = {
      ...accountBody(account, issueToken(account, clientIdentifier), originOf(exchange)),
      pastSubscriptions: [],
      trials: [],
    };
    answerPlexTv(exchange, 201, 'user', body);
  }

  function useCode(account: PracticeAccount, secret: string, code: string): boolean {
    const current = periodAt(now());
    const lastUsed = usedPeriods.get(account.id) ?? -1;
    const period = [current - 1, current, current + 1].find(
      (candidate) => candidate > lastUsed && codeOf(secret, candidate) === code,
    );
    if (period === undefined) return false;
    usedPeriods.set(account.id, period);
    return true;
  }

  function createPin(exchange: Exchange, clientIdentifier: string): void {
    const strong = exchange.query['strong'] === 'true' || exchange.form()['strong'] === 'true';
    const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
    const short = [...randomBytes(4)].map((byte) => letters[byte % letters.length]).join('');
    const lifetime = pinLifetimeSeconds?.(pins.length) ?? (strong ? strongPinLifetime : pinLifetime);
    const pin: Pin = {
      id: 100_000_000 + pins.length,
      code: strong ? randomBytes(18).toString('base64url').toLowerCase() : short,
      clientIdentifier,
      product: exchange.plex('X-Plex-Product') ?? '',
      createdAt: now(),
      expiresAt: now() + lifetime * 1000,
      authToken: null,
      refused: false,
    };
    pins = [...pins, pin];
    answerPlexTv(exchange, 201, 'pin', pinBody(pin, now()));
  }

  function readPin(exchange: Exchange, id: string, clientIdentifier: string): void {
    const pin = pins.find(
      (candidate) => String(candidate.id) === id && candidate.clientIdentifier === clientIdentifier,
    );
    if (pin === undefined || now() >= pin.expiresAt) fail(exchange, 404, 1020, 'Code not found or expired');
    else answerPlexTv(exchange, 200, 'pin', pinBody(pin, now()));
  }

  function withToken(exchange: Exchange, then: (account: PracticeAccount, token: string) => void): void {
    const token = exchange.plex('X-Plex-Token');
    const account = accountOf(token);
    if (account === null || token === null) fail(exchange, 401, 1001, 'User could not be authenticated');
    else then(account, token);
  }

  function handle(exchange: Exchange): void {
    const { method, path } = exchange;
    const pictured = /^\/users\/(\w+)\/avatar$/u.exec(path)?.[1];
    if (method === 'GET' && pictured !== undefined) {
      sendPicture(exchange, accounts.find(({ uuid }) => uuid === pictured) ?? null);
      return;
    }
    if (path === '/users/account.json') {
      const token = exchange.plex('X-Plex-Token');
      const account = accountOf(token);
      if (account === null || token === null) send(exchange, 422, 'application/json', '{"error":"Invalid token"}');
      else
        send(
          exchange,
          200,
          'application/json',
          JSON.stringify({ user: accountBody(account, token, originOf(exchange)) }),
        );
      return;
    }
    const clientIdentifier = exchange.plex('X-Plex-Client-Identifier');
    if (clientIdentifier === null || clientIdentifier === '') {
      fail(exchange, 400, 1000, 'X-Plex-Client-Identifier is missing');
      return;
    }
    const route = `${method} ${path.replace(/^\/api\/v2/u, '')}`;
    const pinId = /^GET \/pins\/(\d+)$/u.exec(route)?.[1];
    if (pinId !== undefined) readPin(exchange, pinId, clientIdentifier);
    else if (route === 'POST /users/signin') signIn(exchange, clientIdentifier);
    else if (route === 'POST /pins') createPin(exchange, clientIdentifier);
    else if (route === 'GET /user')
      withToken(exchange, (account, token) =>
        answerPlexTv(exchange, 200, 'user', accountBody(account, token, originOf(exchange))),
      );
    else if (route === 'GET /home/users')
      withToken(exchange, (account) => answerPlexTv(exchange, 200, 'home', homeBody(account)));
    else if (route === 'GET /ping') withToken(exchange, () => answerPlexTv(exchange, 200, 'pong', { pong: true }));
    else if (route === 'GET /resources') {
      withToken(exchange, (account) => {
        const { includeHttps, includeRelay, includeIPv6 } = exchange.query;
        const wishes = { https: includeHttps === '1', relay: includeRelay === '1', ipv6: includeIPv6 === '1' };
        const listed = servers().flatMap((server) => server.resourceFor(account, wishes));
        answerPlexTv(exchange, 200, 'resources', listed);
      });
    } else if (route === 'DELETE /users/signout') {
      withToken(exchange, (_account, token) => {
        revoke(token);
        exchange.response.writeHead(204, { 'x-request-id': randomUUID() }).end();
      });
    } else fail(exchange, 404, 1002, 'The requested resource or endpoint could not be found');
  }

  function revoke(token: string): void {
    devices = devices.filter((device) => device.token !== token);
  }

  const openPin = (code: string): Pin | undefined =>
    pins.find((pin) => pin.code === code && now() < pin.expiresAt && !pin.refused);

  return {
    handle,
    revoke,
    accountOf,
    tokensOf: (account) => devices.filter((device) => device.account === account).map(({ token }) => token),
    currentCode: (account) => {
      if (account.totpSecret === undefined) return '';
      // A code that was used already would be refused: the next one counts as soon as its period is near.
      const unused = Math.max(periodAt(now()), (usedPeriods.get(account.id) ?? -1) + 1);
      return codeOf(account.totpSecret, unused);
    },
    finishPin: (code, account) => {
      const pin = openPin(code);
      if (pin !== undefined) pin.authToken = issueToken(account, pin.clientIdentifier);
      return pin !== undefined;
    },
    refusePin: (code) => {
      const pin = openPin(code);
      if (pin !== undefined) pin.refused = true;
      return pin !== undefined;
    },
  };
}

/** Where this practice Plex was asked. */
const originOf = ({ headers }: Exchange): string => `http://${headers['host'] ?? ''}`;

function sendPicture({ response }: Exchange, account: PracticeAccount | null): void {
  if (account === null) response.writeHead(404).end();
  else response.writeHead(200, { 'Content-Type': 'image/png' }).end(portrait(account.id));
}

function answerPlexTv(exchange: Exchange, status: number, rootName: string, value: unknown): void {
  // Errors are an array inside an object in JSON, and child elements of one element in XML.
  const errors =
    rootName === 'errors' && !exchange.headers['accept']?.includes('json')
      ? (value as { errors: unknown }).errors
      : value;
  answer(exchange, status, rootName, errors, { 'x-request-id': randomUUID() });
}

function pinBody(pin: Pin, now: number): Record<string, unknown> {
  return {
    id: pin.id,
    code: pin.code,
    product: pin.product,
    trusted: false,
    qr: `https://plex.tv/api/v2/pins/qr/${pin.code}`,
    clientIdentifier: pin.clientIdentifier,
    location: {
      code: 'NL',
      european_union_member: true,
      country: 'Netherlands',
      city: 'Utrecht',
      time_zone: 'Europe/Amsterdam',
      coordinates: '52.1, 5.1',
    },
    expiresIn: Math.max(0, Math.round((pin.expiresAt - now) / 1000)),
    createdAt: new Date(pin.createdAt).toISOString(),
    expiresAt: new Date(pin.expiresAt).toISOString(),
    authToken: pin.authToken,
    newRegistration: pin.authToken === null ? null : false,
  };
}
