/** The app's way to Plex: Chromium's network stack, nothing kept on disk, and nothing that acts ever sent twice. */

import { app, type Session } from 'electron';
import type { Transport } from '../ports.ts';
import { openNetworkSession } from './hardening.ts';

/** Chromium's own process for the network, as Electron names it when it ends. */
const networkService = 'network.mojom.NetworkService';

interface Network {
  /** For what only reads. */
  readonly reading: Session;
  /** For what acts. */
  readonly acting: Session;
  /** Fails what is still under way. */
  readonly failures: Set<(error: Error) => void>;
}

function openNetwork(generation: number): Network {
  const suffix = generation === 0 ? '' : `-${generation}`;
  return {
    reading: openNetworkSession(`plex${suffix}`),
    acting: openNetworkSession(`plex-acting${suffix}`),
    failures: new Set(),
  };
}

/**
 * Chromium sends a request again by itself when a connection it had kept breaks before an answer, whatever the method
 * (`docs/decisions/nothing-is-sent-twice.md`). So what acts goes out by a session of its own, in which no connection is
 * ever kept: such requests ask for `Connection: close`.
 *
 * When Chromium's network process ends, Electron leaves requests under way waiting, and the sessions that were in use
 * fail for ever: new ones take their place.
 */
export function openPlexNetwork(): Transport {
  let generation = 0;
  let network = openNetwork(generation);
  app.on('child-process-gone', (_event, { serviceName }) => {
    if (serviceName !== networkService) return;
    const gone = network;
    generation += 1;
    network = openNetwork(generation);
    for (const fail of gone.failures) fail(new Error('net::ERR_NETWORK_CHANGED'));
  });
  return async (input, init) => {
    const method = input instanceof Request ? input.method : (init?.method ?? 'GET');
    const { failures, reading, acting } = network;
    const answer = (method === 'GET' ? reading : acting).fetch(input instanceof URL ? input.href : input, init);
    let fail: (error: Error) => void = () => undefined;
    const gone = new Promise<never>((_resolve, reject) => {
      fail = reject;
    });
    failures.add(fail);
    return Promise.race([answer, gone]).finally(() => failures.delete(fail));
  };
}
