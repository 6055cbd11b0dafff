/** Whatever Plex, a server or somebody in between sends: a value or a problem comes of it, never an exception. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountFrom, withoutSecrets } from '../../../main/plex/account.ts';
import { askableOrigin } from '../../../main/plex/addresses.ts';
import type { PlexApi } from '../../../main/plex/api.ts';
import { checkManualAddress } from '../../../main/plex/connections.ts';
import { problemFromAnswer, problemFromFailure, retryAfterMilliseconds } from '../../../main/plex/errors.ts';
import { containerOf } from '../../../main/plex/identity.ts';
import { readJson } from '../../../main/plex/json.ts';
import { classifyPastedToken } from '../../../main/plex/pasted-token.ts';
import { parsePlexTvUrl } from '../../../main/plex/plex-tv-address.ts';
import { leaksPermanentToken } from '../../../main/plex/servers.ts';
import { parseSource, sourceObstacle } from '../../../main/plex/source-connection.ts';
import { parseXml } from '../../../main/plex/xml.ts';
import { problemCodes } from '../../../shared/problem.ts';
import { times } from '../../long-run.ts';
import { listedServer, openApi } from './plex.ts';

const runs = { numRuns: times(500, 10_000) };
const slowRuns = { numRuns: times(150, 10_000) };

/** JSON whose keys are those Plex uses, so that readers look into the values. */
const keys = fc.constantFrom(
  ...'id uuid username authToken email subscription services profile features code expiresIn createdAt expiresAt'.split(
    ' ',
  ),
  ...'clientIdentifier provides name connections uri address port local relay owned presence accessToken'.split(' '),
  ...'MediaContainer machineIdentifier claimed version token Device Connection errors error message'.split(' '),
  ...['__proto__', 'constructor', 'toString', 'length', ''],
);
const hostileText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    'server',
    '1',
    '0',
    'true',
    '-1',
    '1e999',
    '\u0000',
    '\u202E',
    '2026-13-45T99:99:99Z',
    '<a',
    '{"',
    'x'.repeat(5_000),
  ),
  fc.webUrl({ withQueryParameters: true }),
);
const { value: hostileJson } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    hostileText,
    fc.double(),
    fc.maxSafeInteger(),
    fc.constantFrom(null, true, false, -0, Number.MAX_VALUE, []),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(keys, tie('value')), { maxLength: 8 }).map((entries) => Object.fromEntries(entries)),
  ),
}));
const anyBody = fc.oneof(
  hostileJson.map((value) => JSON.stringify(value)),
  hostileText,
  hostileJson.map((value) => JSON.stringify(value)?.slice(0, -1)),
  fc.string().map((inner) => `<MediaContainer size="1" token="${inner}"><Device name='${inner}'/></MediaContainer>`),
);

const nested = (depth: number, open: string, close: string): string => open.repeat(depth) + close.repeat(depth);

describe('N19 readers', () => {
  it.each([
    ['an account', (body: string) => accountFrom({ status: 200, body }, 'plex.tv')],
    ['JSON', (body: string) => readJson({ status: 200, body }, 'plex.tv')],
    ['a container', containerOf],
    ['XML', parseXml],
    ['a refusal', (body: string) => problemFromAnswer(refusal(body))],
    ['an address', askableOrigin],
    ['a typed address', checkManualAddress],
    ['a pasted token', classifyPastedToken],
    ['a source', parseSource],
    ['PLEX_TV_URL', parsePlexTvUrl],
    ['a version', leaksPermanentToken],
    ['a version for a source', (version: string) => sourceObstacle({ name: 'x', owned: true, version })],
    ['Retry-After', (header: string) => retryAfterMilliseconds(header, 0)],
  ])('take anything as %s', (_, read) => {
    fc.assert(
      fc.property(anyBody, (body) => {
        read(body ?? '');
      }),
      runs,
    );
  });

  it('keep Retry-After within 1 to 120 s, N11', () => {
    const header = fc.oneof(
      hostileText,
      fc.integer().map(String),
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    );
    fc.assert(
      fc.property(header, fc.maxSafeInteger(), (text, now) => {
        const wait = retryAfterMilliseconds(text, now);
        if (wait !== null) {
          expect(wait).toBeGreaterThanOrEqual(1_000);
          expect(wait).toBeLessThanOrEqual(120_000);
        }
      }),
      runs,
    );
  });

  it('name every failure by a code, with no more in it than a word', () => {
    fc.assert(
      fc.property(fc.anything(), hostileText, (thing, message) => {
        for (const error of [thing, new Error(message, { cause: thing }), { message, cause: { code: message } }]) {
          const told = problemFromFailure(error, { host: 'plex.tv', asked: 'plex.tv' });
          expect(problemCodes).toContain(told.code);
          expect(told.detail ?? '').toMatch(/^[\w :-]{0,60}$/u);
        }
      }),
      runs,
    );
  });

  it('are not exhausted by depth', () => {
    const depth = 200_000;
    for (const body of [
      nested(depth, '[', ']'),
      `{"id":1,"x":${nested(depth, '[', ']')}}`,
      `{"id":1,"x":${nested(depth, '{"a":[', ']}')}}`,
      nested(depth, '<a>', '</a>'),
      `<MediaContainer>${nested(depth, '<a b="c">', '</a>')}</MediaContainer>`,
    ]) {
      accountFrom({ status: 200, body }, 'plex.tv');
      containerOf(body);
      parseXml(body);
      problemFromAnswer(refusal(body));
    }
    expect(accountFrom({ status: 200, body: `{"id":1,"x":${nested(depth, '[', ']')}}` }, 'plex.tv').ok).toBe(true);
  });

  it('drop everything that is named as a secret, wherever it stands', () => {
    const secret = 'the-secret-itself';
    const named = fc.constantFrom('authToken', 'token', 'secret', 'pin', 'password', 'X-Plex-Token', 'sessionCookie');
    fc.assert(
      fc.property(hostileJson, named, fc.array(fc.oneof(keys, fc.nat(3)), { maxLength: 25 }), (value, name, path) => {
        const planted = path.reduceRight<unknown>(
          (inner, step) => (typeof step === 'number' ? [value, inner] : Object.fromEntries([[step, inner]])),
          { [name]: secret, beside: value },
        );
        expect(JSON.stringify(withoutSecrets(planted)) ?? '').not.toContain(secret);
      }),
      runs,
    );
  });
});

const refusal = (body: string) =>
  ({ asked: 'plex.tv', host: 'plex.tv', status: 400, body, requestId: null, retryAfter: null, now: 0 }) as const;

const server = listedServer([{ uri: 'http://127.0.0.1:32400', local: true }]);
const connection = {
  uri: 'http://127.0.0.1:32400',
  way: 'local',
  secure: false,
  host: 'x',
  latencyMs: 0,
  version: null,
  publishedAddress: undefined,
} as const;
const credentials = { login: 'a', password: 'b', rememberMe: true };

describe('N19 everything that asks', () => {
  it.each<readonly [string, (api: PlexApi) => Promise<{ readonly ok: boolean }>]>([
    ['signIn', (api) => api.signIn(credentials)],
    ['readAccount', (api) => api.readAccount('token')],
    ['signOut', (api) => api.signOut('token')],
    ['listServers', (api) => api.listServers('token')],
    ['listHomeUsers', (api) => api.listHomeUsers('token')],
    ['connectToServer', (api) => api.connectToServer(server, { allowPlainHttp: false })],
    ['mintTransientToken', (api) => api.mintTransientToken(connection, 'token', server)],
    ['checkTransientToken', (api) => api.checkTransientToken(connection, 'token', server)],
    ['createBrowserSignIn', (api) => api.createBrowserSignIn({ strong: true })],
    [
      'readSourceConnections',
      (api) => api.readSourceConnections(connection, 'token', { source: 'server://a', refresh: false }, server),
    ],
  ])('%s survives any status, any body, any header', async (_, ask) => {
    const status = fc.oneof(
      fc.integer({ min: 200, max: 599 }),
      fc.constantFrom(200, 201, 204, 304, 401, 404, 422, 429, 503),
    );
    const header = fc.string({ unit: 'grapheme-ascii' });
    await fc.assert(
      fc.asyncProperty(status, anyBody, header, header, async (code, body, contentType, retryAfter) => {
        const bodiless = code === 204 || code === 205 || code === 304;
        const api = openApi('https://plex.invalid/api/v2', {
          transport: async () =>
            new Response(bodiless ? null : body, {
              status: code,
              headers: { 'content-type': contentType, 'retry-after': retryAfter },
            }),
        });
        const outcome = await ask(api);
        expect(typeof outcome.ok).toBe('boolean');
      }),
      slowRuns,
    );
  });
});

describe('several hundred servers with twenty addresses each', () => {
  it('are listed whole, the first of each identifier', async () => {
    const resources = Array.from({ length: 600 }, (_, index) => ({
      name: `Server ${index}`,
      clientIdentifier: `machine-${index % 500}`,
      provides: 'client, server',
      connections: Array.from({ length: 20 }, (_entry, at) => ({
        uri: `https://192-168-${at}-1.${index}.plex.direct:32400`,
        address: `192.168.${at}.1`,
        local: '1',
      })),
    }));
    const api = openApi('https://plex.invalid/api/v2', { transport: async () => Response.json(resources) });
    const listed = await api.listServers('token');
    if (!listed.ok) throw new Error(listed.problem.code);
    expect(listed.value).toHaveLength(500);
    expect(listed.value[7]).toMatchObject({ id: 'machine-7', name: 'Server 7' });
    expect(listed.value.every(({ connections }) => connections.length === 20)).toBe(true);
  });
});
