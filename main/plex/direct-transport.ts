/**
 * Reaches a plex.direct name by the address that plex.tv published for it, where the name cannot be looked up (routers
 * that filter private addresses, no internet). The name stays for TLS, so the certificate is checked as always.
 */

import { Agent } from 'node:https';
import { isIP } from 'node:net';
import type { AxiosRequestConfig } from 'axios';

/** What to change in a request so that it goes to `publishedAddress` while it keeps asking for `hostname`. */
export type DirectTransport = (hostname: string, publishedAddress: string) => AxiosRequestConfig;

/** @param authority a further certificate authority in PEM, for tests. */
export function createDirectTransport(authority?: string): DirectTransport {
  return (hostname, publishedAddress) => {
    const family = isIP(publishedAddress) === 6 ? 6 : 4;
    return {
      adapter: 'http',
      proxy: false,
      httpsAgent: new Agent({ servername: hostname, ...(authority === undefined ? {} : { ca: authority }) }),
      lookup: (_name, _options, callback) => callback(null, publishedAddress, family),
    };
  };
}
