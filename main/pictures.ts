/** Reads a picture from outside: by a session of its own that goes nowhere else, made small before the window gets it. */

import { nativeImage } from 'electron';
import { openNetworkSession } from './desktop/hardening.ts';
import { smallPicture } from './desktop/small-picture.ts';
import { fetchPicture, mayAskForPicture } from './plex/avatar.ts';

/** An account's picture as a `data:` address; `null` where there is none to be had. */
export async function readPicture(address: string, plexTvUrl: string, signal: AbortSignal): Promise<string | null> {
  const mayAsk = (asked: string): boolean => mayAskForPicture(asked, plexTvUrl);
  if (!mayAsk(address)) return null;
  // Redirects pass the session's filter too.
  const network = openNetworkSession(`pictures of ${plexTvUrl}`, mayAsk);
  const bytes = await fetchPicture((input, init) => network.fetch(String(input), init), address, signal);
  return bytes === null ? null : smallPicture(nativeImage, bytes);
}
