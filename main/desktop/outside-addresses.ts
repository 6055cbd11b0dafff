/** Every address outside the app that can be opened: constants by id, and Plex's sign-in page. Rules only. */

import type { OutsidePage } from '../../shared/problem.ts';

/** The fixed pages. */
export const outsideAddresses: Readonly<Record<OutsidePage, string>> = {
  'plex-status': 'https://status.plex.tv/',
  'plex-devices': 'https://app.plex.tv/desktop/#!/settings/devices/all',
  'plex-link': 'https://plex.tv/link',
  'plex-two-factor-help': 'https://support.plex.tv/articles/two-factor-authentication/',
  'plex-dns-rebinding-help': 'https://support.plex.tv/articles/206225077-how-to-use-secure-server-connections/',
  releases: 'https://github.com/plex-token-tray/plex-token-tray/releases/latest',
};

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
