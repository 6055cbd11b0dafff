/** Opens pages in the user's browser: a few fixed ones, and Plex's sign-in. The only file that may do so. */

import { shell } from 'electron';
import type { OutsidePage } from '../../shared/problem.ts';
import { isBrowserSignIn, outsideAddresses } from './outside-addresses.ts';

/** Opens one of the fixed pages. Rejects when the system has no browser for it. */
export async function openOutsidePage(page: OutsidePage): Promise<void> {
  await shell.openExternal(outsideAddresses[page]);
}

/**
 * Opens Plex's sign-in page. Answers `false` where nothing could be opened, and for any other address. `practiceAddress` is the
 * address of a stand-in for plex.tv where one is in use.
 */
export async function openBrowserSignIn(address: string, practiceAddress: string | null): Promise<boolean> {
  if (!isBrowserSignIn(address, practiceAddress)) return false;
  try {
    await shell.openExternal(new URL(address).href);
    return true;
  } catch {
    return false;
  }
}
