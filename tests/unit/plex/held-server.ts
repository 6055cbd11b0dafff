/** One address of a media server, over a real socket, that answers only when a test says so. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface HeldServer {
  readonly port: number;
  readonly uri: string;
  /** Every request that came, with whether its socket is still open. */
  readonly requests: readonly { readonly message: IncomingMessage; readonly isOpen: () => boolean }[];
  /** Answers everything that waits, and from now on everything at once. */
  readonly identify: (identity?: Readonly<Record<string, unknown>>) => void;
  /** Drops everything that waits, and from now on everything at once. */
  readonly drop: () => void;
  readonly close: () => Promise<void>;
}

type Reply = (response: ServerResponse) => void;

export async function startHeldServer(tls?: { readonly key: string; readonly cert: string }): Promise<HeldServer> {
  const requests: { readonly message: IncomingMessage; readonly isOpen: () => boolean }[] = [];
  let waiting: ServerResponse[] = [];
  let reply: Reply | null = null;
  const listener = (message: IncomingMessage, response: ServerResponse): void => {
    requests.push({ message, isOpen: () => !response.destroyed });
    if (reply === null) waiting.push(response);
    else reply(response);
  };
  const server = tls === undefined ? createServer(listener) : createSecureServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const replyToAll = (how: Reply): void => {
    reply = how;
    for (const response of waiting) how(response);
    waiting = [];
  };
  return {
    port,
    uri: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    requests,
    identify: (identity = {}) => {
      const MediaContainer = { machineIdentifier: 'machine', claimed: true, version: '1.43.2.10700', ...identity };
      replyToAll((response) => response.end(JSON.stringify({ MediaContainer })));
    },
    drop: () => replyToAll((response) => response.destroy()),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
