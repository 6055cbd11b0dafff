/** Opens pages in the user's browser: a few fixed ones, and Plex's sign-in. The only file that may do so. */

import { shell } from 'electron';
import type { OutsidePage } from '../../shared/problem.ts';

const addresses: Readonly<Record<OutsidePage, string>> = {
  'plex-status': 'https://status.plex.tv/',
  'plex-devices': 'https://app.plex.tv/desktop/#!/settings/devices/all',
  'plex-link': 'https://plex.tv/link',
  'plex-two-factor-help': 'https://support.plex.tv/articles/two-factor-authentication/',
  'plex-dns-rebinding-help': 'https://support.plex.tv/articles/206225077-how-to-use-secure-server-connections/',
};

/** Opens one of the fixed pages. Rejects when the system has no browser for it. */
export async function openOutsidePage(page: OutsidePage): Promise<void> {
  await shell.openExternal(addresses[page]);
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

/**
 * Whether an address is Plex's sign-in page (`docs/plex-api.md`, "Browser sign-in"): exactly that host and path over
 * https; or a page of the practice Plex, as long as that runs on this computer.
 */
export function isBrowserSignIn(address: string, practiceAddress: string | null): boolean {
  const url = parsed(address);
  if (url === null || url.username !== '' || url.password !== '') return false;
  if (url.origin === 'https://app.plex.tv') return url.pathname === '/auth' || url.pathname === '/auth/';
  const practice = practiceAddress === null ? null : parsed(practiceAddress);
  return practice !== null && loopbackHosts.has(practice.hostname) && isWeb(practice) && url.origin === practice.origin;
}

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

const isWeb = (url: URL): boolean => url.protocol === 'http:' || url.protocol === 'https:';

function parsed(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null;
}
