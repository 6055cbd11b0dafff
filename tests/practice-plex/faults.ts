/** Misbehaviour on request: what a network, a portal or a hostile server can do to an answer, over real sockets. */

import { gzipSync } from 'node:zlib';
import { type Exchange, send } from './exchange.ts';

export type Fault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: string;
      readonly headers?: Record<string, string>;
    }
  | { readonly kind: 'html' }
  | { readonly kind: 'captive-portal' }
  | { readonly kind: 'json'; readonly value: unknown; readonly status?: number }
  | { readonly kind: 'empty'; readonly status: number }
  | { readonly kind: 'silence' }
  | { readonly kind: 'drip'; readonly everyMilliseconds: number }
  | { readonly kind: 'truncated' }
  | { readonly kind: 'short-body' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'redirect'; readonly to: string; readonly status: number }
  | { readonly kind: 'gzip-bomb'; readonly megabytes: number }
  | { readonly kind: 'large'; readonly megabytes: number }
  | { readonly kind: 'bytes'; readonly type: string; readonly bytes: Uint8Array }
  | { readonly kind: 'rate-limited'; readonly retryAfter?: string }
  /** Answers properly, but only once the promise has settled. */
  | { readonly kind: 'delay'; readonly until: Promise<unknown> };

export interface FaultSwitchboard {
  /** The next request that fits gets the fault. `route` is `METHOD /path…`, optionally after a host: `plex.tv GET /user`. */
  readonly next: (route: string, fault: Fault) => void;
  readonly always: (route: string, fault: Fault) => void;
  readonly clear: () => void;
}

export interface Faults extends FaultSwitchboard {
  /** Plays the fault set for a request. Answers whether the request is dealt with. */
  readonly play: (exchange: Exchange) => Promise<boolean>;
}

export function createFaults(): Faults {
  let set: { readonly route: string; readonly fault: Fault; readonly once: boolean }[] = [];
  const fits = (route: string, { host, method, path }: Exchange): boolean => {
    const short = path.replace(/^\/api\/v2/u, '');
    return [`${method} ${path}`, `${method} ${short}`].some(
      (asked) => asked.startsWith(route) || `${host} ${asked}`.startsWith(route),
    );
  };
  return {
    next: (route, fault) => set.push({ route, fault, once: true }),
    always: (route, fault) => set.push({ route, fault, once: false }),
    clear: () => {
      set = [];
    },
    play: async (exchange) => {
      const found = set.find(({ route }) => fits(route, exchange));
      if (found === undefined) return false;
      if (found.once) set = set.filter((entry) => entry !== found);
      return playFault(exchange, found.fault);
    },
  };
}

async function playFault(exchange: Exchange, fault: Fault): Promise<boolean> {
  const { response } = exchange;
  const json = 'application/json; charset=utf-8';
  switch (fault.kind) {
    case 'status':
      send(exchange, fault.status, json, fault.body ?? '', fault.headers);
      return true;
    case 'html':
      send(exchange, 200, 'text/html', '<!doctype html><html><body><h1>It works!</h1></body></html>');
      return true;
    case 'captive-portal':
      send(
        exchange,
        200,
        'text/html',
        '<html><head><title>Hotel Wi-Fi</title></head><body><form>Room number</form></body></html>',
      );
      return true;
    case 'json':
      send(exchange, fault.status ?? 200, json, JSON.stringify(fault.value));
      return true;
    case 'empty':
      send(exchange, fault.status, 'text/plain', '');
      return true;
    case 'silence':
      return true;
    case 'drip': {
      response.writeHead(200, { 'Content-Type': json });
      response.write('{"authToken":"');
      const dripping = setInterval(() => response.write('x'), fault.everyMilliseconds);
      response.once('close', () => clearInterval(dripping));
      return true;
    }
    case 'truncated':
      send(exchange, 200, json, '{"id":1,"uuid":"abc","authToken":"not-the-wh');
      return true;
    case 'short-body':
      response.writeHead(200, { 'Content-Type': json, 'Content-Length': 4000 });
      response.write('{"id":1', () => response.destroy());
      return true;
    case 'reset':
      response.socket?.resetAndDestroy();
      return true;
    case 'redirect':
      send(exchange, fault.status, 'text/plain', '', { Location: fault.to });
      return true;
    case 'gzip-bomb':
      response.writeHead(200, { 'Content-Type': json, 'Content-Encoding': 'gzip' });
      response.end(gzipSync(Buffer.alloc(fault.megabytes * 1_000_000, 0x20)));
      return true;
    case 'large':
      send(exchange, 200, json, JSON.stringify('x'.repeat(fault.megabytes * 1_000_000)));
      return true;
    case 'bytes':
      response.writeHead(200, { 'Content-Type': fault.type }).end(fault.bytes);
      return true;
    case 'rate-limited':
      send(
        exchange,
        429,
        json,
        JSON.stringify({ errors: [{ code: 1003, message: 'API rate limit exceeded', status: 429 }] }),
        fault.retryAfter === undefined ? {} : { 'Retry-After': fault.retryAfter },
      );
      return true;
    case 'delay':
      await fault.until;
      return false;
  }
}
