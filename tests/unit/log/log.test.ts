/** The log can be shown to anyone: no secret in it, one line per entry, never large, for its owner only. */

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { AxiosError, AxiosHeaders } from 'axios';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { faultDetails } from '../../../main/log/faults.ts';
import { createLiveSecrets } from '../../../main/log/live-secrets.ts';
import { type Log, openLog } from '../../../main/log/log.ts';
import { noticeDetails } from '../../../main/log/notices.ts';
import { problemFromAnswer, problemFromFailure } from '../../../main/plex/errors.ts';
import { times } from '../../long-run.ts';
import { formsOf } from '../../secret-forms.ts';

let folder: string;
let log: Log;
const secrets = createLiveSecrets();
const at = Date.UTC(2026, 10, 24, 12);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plex-token-tray-log-'));
  log = openLog({ folder, secrets, now: () => at });
});
afterEach(() => rmSync(folder, { recursive: true }));

const written = (): string => readFileSync(join(folder, 'log.txt'), 'utf8');

describe('the log', () => {
  it('has one line per entry, with the time in front', () => {
    log.write('started', { version: '1.2.3', packaged: true, nothing: null });
    log.write('told', { kind: 'problem', code: 'offline', text: 'two words' });
    expect(written()).toBe(
      '2026-11-24T12:00:00.000Z started version=1.2.3 packaged=true\n2026-11-24T12:00:00.000Z told kind=problem code=offline text="two words"\n',
    );
    expect(log.tail(1)).toEqual([written().split('\n')[1]]);
  });

  it('U11 an entry stays one line, whatever is in it', () => {
    log.write('told', { text: 'a\r\nb\u2028c\u001b[31md\u202ee\u0000f' });
    expect(written().trimEnd()).not.toMatch(/[\u0000-\u001f\u2028\u202e]/u);
    expect(log.tail(10)).toHaveLength(1);
  });

  it('is for its owner only, under any umask', () => {
    const before = process.umask(0);
    log.write('started');
    process.umask(before);
    expect(statSync(join(folder, 'log.txt')).mode & 0o777).toBe(0o600);
  });

  it('never grows beyond its two files', () => {
    for (let index = 0; index < 2000; index += 1) log.write('told', { index, text: 'x'.repeat(280) });
    expect(readdirSync(folder).sort()).toEqual(['log.old.txt', 'log.txt']);
    for (const name of readdirSync(folder)) {
      expect(statSync(join(folder, name)).size).toBeLessThan(130 * 1024);
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
    expect(log.tail(3).map((line) => /index=(\d+)/u.exec(line)?.[1])).toEqual(['1997', '1998', '1999']);
  });

  it('P8 writes through no symbolic link', () => {
    const elsewhere = join(folder, 'elsewhere');
    writeFileSync(elsewhere, 'theirs');
    symlinkSync(elsewhere, join(folder, 'log.txt'));
    log.write('started');
    expect(readFileSync(elsewhere, 'utf8')).toBe('theirs');
    expect(log.tail(5)).toEqual([]);
  });

  it('a folder that is gone is nobody’s problem', () => {
    const gone = openLog({ folder: join(folder, 'gone'), secrets, now: () => at });
    gone.write('started');
    expect(gone.tail(5)).toEqual([]);
  });
});

/** What axios makes of a failed request, with secrets everywhere it can carry them. */
function axiosError(secret: string, password: string, message: string): AxiosError {
  const headers = new AxiosHeaders({ 'X-Plex-Token': secret, Authorization: `Bearer ${secret}` });
  const config = {
    url: `https://plex.tv/api/v2/user?X-Plex-Token=${secret}`,
    headers,
    data: `login=a&password=${encodeURIComponent(password)}`,
    params: { 'X-Plex-Token': secret },
  };
  const body = { authToken: secret, errors: [{ code: 1001, message: `Wrong: ${password} ${secret}` }] };
  const response = { data: body, status: 401, statusText: secret, headers: { location: secret }, config, request: {} };
  return new AxiosError(`${message} ${secret} ${password}`, 'ERR_BAD_REQUEST', config, { path: secret }, response);
}

describe('errors', () => {
  it(`bar 12: of ${times(1000, 10_000)} axios errors, nothing that is logged or told holds a secret`, () => {
    const text = fc.string({ minLength: 12, maxLength: 40, unit: 'grapheme-ascii' });
    const messages = fc.constantFrom('net::ERR_CERT_DATE_INVALID', 'read ECONNRESET', 'Network Error', '');
    fc.assert(
      fc.property(text, text, messages, (secret, password, message) => {
        const error = axiosError(secret, password, message);
        // Known as they are in the app: for the time of the request.
        const forget = [secret, password].map(secrets.remember);
        const answer = {
          asked: 'sign-in',
          host: 'plex.tv',
          status: 401,
          body: JSON.stringify(error.response?.data),
          requestId: null,
          retryAfter: null,
          now: at,
        } as const;
        const failed = problemFromFailure(error, { asked: 'sign-in', host: 'plex.tv' });
        const refused = problemFromAnswer(answer);
        log.write('fault', faultDetails(error));
        for (const told of [failed, refused]) log.write('told', noticeDetails({ kind: 'problem', problem: told }));
        const lines = log.tail(3).join('\n');
        const shown = [JSON.stringify(failed), inspect(failed, { depth: 10 }), String(failed), lines];
        for (const one of [...shown, secrets.mask(refused.plexMessage ?? '')]) {
          for (const hidden of [secret, password]) {
            for (const [form, hiddenForm] of Object.entries(formsOf(hidden)))
              expect(one.includes(hiddenForm), `${form} of ${hidden} in ${one}`).toBe(false);
          }
        }
        for (const forgetOne of forget) forgetOne();
      }),
      { numRuns: times(1000, 10_000) },
    );
  });

  it('a fault is told by its kind and place, not by its words or folders', () => {
    class TokenError extends TypeError {
      override name = 'TokenError';
      code = 'E_TOKEN';
    }
    const details = faultDetails(new TokenError('the token was abc'));
    expect(details['kind']).toBe('TokenError');
    expect(details['code']).toBe('E_TOKEN');
    expect(details['at']).toMatch(/^log\.test\.ts:\d+:\d+/u);
    expect(JSON.stringify(details)).not.toContain('/');
    expect(faultDetails('thrown text')).toEqual({ kind: 'string' });
  });
});
