/** An account's picture, over real HTTP: where it may be asked for, what is sent, and what no answer may do. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchPicture, mayAskForPicture } from '../../../main/plex/avatar.ts';
import { defaultPlexTvUrl } from '../../../main/plex/plex-tv-address.ts';

describe('where a picture may be asked for', () => {
  const practice = 'http://127.0.0.1:4000/api/v2';
  const own = 'https://plex.example/api/v2';
  it.each([
    ['https://plex.tv/users/abc/avatar?c=1', defaultPlexTvUrl, true],
    ['https://assets.plex.tv/a.png', defaultPlexTvUrl, true],
    ['http://plex.tv/users/abc/avatar', defaultPlexTvUrl, false],
    ['https://plex.tv:8443/users/abc/avatar', defaultPlexTvUrl, false],
    ['https://user:password@plex.tv/a.png', defaultPlexTvUrl, false],
    ['https://plex.tv.example/a.png', defaultPlexTvUrl, false],
    ['https://notplex.tv/a.png', defaultPlexTvUrl, false],
    ['https://secure.gravatar.com/avatar/abc', defaultPlexTvUrl, false],
    ['https://192.168.1.1/a.png', defaultPlexTvUrl, false],
    ['http://127.0.0.1:4000/a.png', defaultPlexTvUrl, false],
    ['data:image/png;base64,AAAA', defaultPlexTvUrl, false],
    ['file:///etc/passwd', defaultPlexTvUrl, false],
    ['not an address', defaultPlexTvUrl, false],
    ['http://127.0.0.1:4000/users/abc/avatar', practice, true],
    ['http://127.0.0.1:4001/users/abc/avatar', practice, false],
    ['http://192.168.1.1:4000/users/abc/avatar', 'http://192.168.1.1:4000/api/v2', false],
    ['https://plex.tv/users/abc/avatar', practice, false],
    ['https://plex.example/users/abc/avatar', own, true],
    ['https://other.plex.example/users/abc/avatar', own, false],
    ['https://plex.tv/users/abc/avatar', own, false],
  ])('%s with %s: %s', (address, plexTvUrl, may) => expect(mayAskForPicture(address, plexTvUrl)).toBe(may));
});

describe('fetching it', () => {
  let server: Server;
  let asked: IncomingMessage[];
  let respond: (response: ServerResponse) => void;
  const fetched = (signal = new AbortController().signal): Promise<Uint8Array | null> =>
    fetchPicture(fetch, `http://127.0.0.1:${(server.address() as AddressInfo).port}/users/abc/avatar?c=1`, signal);

  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      asked.push(request);
      respond(response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });

  it('takes the bytes as they are, and says nothing of who asks', async () => {
    respond = (response) => response.end(Buffer.from([1, 2, 3]));
    expect(await fetched()).toEqual(Buffer.from([1, 2, 3]));
    expect([asked[0]?.method, asked[0]?.url, asked.length]).toEqual(['GET', '/users/abc/avatar?c=1', 1]);
    const names = Object.keys(asked[0]?.headers ?? {});
    expect(names.filter((name) => /plex|cookie|authorization|referer/iu.test(name))).toEqual([]);
    expect(asked[0]?.headers['user-agent']).toBe('Plex Token Tray');
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['a refusal', (response) => response.writeHead(403).end('no')],
    ['an error page', (response) => response.writeHead(502).end('<html>')],
    ['50 MB', (response) => response.end(Buffer.alloc(50_000_000))],
    [
      'a connection cut off',
      (response) => response.writeHead(200, { 'Content-Length': 9 }).write('1234', () => response.destroy()),
    ],
  ])('%s is no picture', async (_what, answer) => {
    respond = answer;
    expect(await fetched()).toBeNull();
    expect(asked).toHaveLength(1);
  });

  it('stops reading where it is too much, and does not wait for the rest', async () => {
    let closed = (): void => undefined;
    const gone = new Promise<void>((resolve) => {
      closed = resolve;
    });
    respond = (response) => {
      response.once('close', closed);
      response.writeHead(200).write(Buffer.alloc(600 * 1024));
    };
    expect(await fetched()).toBeNull();
    await gone;
  });

  it('waits no longer than whoever asked', async () => {
    const controller = new AbortController();
    respond = () => controller.abort();
    expect(await fetched(controller.signal)).toBeNull();
  });
});
