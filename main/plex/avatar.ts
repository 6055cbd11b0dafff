/** An account's picture: the one thing fetched that is not API, by a way that knows no token (`docs/decisions/the-avatar.md`). */

import type { Transport } from '../ports.ts';
import { isLoopback } from './addresses.ts';
import { defaultPlexTvUrl } from './plex-tv-address.ts';

/** Milliseconds the picture may take, and bytes it may have. */
const longestWait = 10_000;
const largestPicture = 512 * 1024;

/**
 * Whether an address may be asked for a picture: plex.tv and its own subdomains, over https. With another base address,
 * that one's origin alone.
 */
export function mayAskForPicture(address: string, plexTvUrl: string): boolean {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return false;
  }
  if (url.username !== '' || url.password !== '') return false;
  if (plexTvUrl !== defaultPlexTvUrl)
    return url.origin === new URL(plexTvUrl).origin && (url.protocol === 'https:' || isLoopback(url.hostname));
  return (
    url.protocol === 'https:' && url.port === '' && (url.hostname === 'plex.tv' || url.hostname.endsWith('.plex.tv'))
  );
}

/**
 * Fetches a picture as it is; `null` for whatever is none. Nothing is said of who asks. The transport follows redirects, so
 * it must refuse every address that {@link mayAskForPicture} does.
 */
export async function fetchPicture(
  transport: Transport,
  address: string,
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  try {
    const response = await transport(address, {
      headers: { Accept: 'image/png, image/jpeg', 'User-Agent': 'Plex Token Tray' },
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.any([signal, AbortSignal.timeout(longestWait)]),
    });
    if (!response.ok) return null;
    return await bytesOf(response);
  } catch {
    // Offline, refused, given up or cut off: an initial stands there instead.
    return null;
  }
}

/** An answer's bytes; `null` as soon as they are too many. */
async function bytesOf({ body }: Response): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > largestPicture) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
