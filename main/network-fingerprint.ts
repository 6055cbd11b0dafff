/** Tells whether this computer is still on the network it was on: by its addresses, read only when somebody asks. */

import { networkInterfaces } from 'node:os';

/** The addresses of this computer as one text; another text means another network. */
export function networkFingerprint(): string {
  return Object.entries(networkInterfaces())
    .flatMap(([name, addresses]) => (addresses ?? []).map(({ address }) => `${name} ${address}`))
    .sort()
    .join('\n');
}
