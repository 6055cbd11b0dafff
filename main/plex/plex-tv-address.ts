/** The base address of plex.tv's API, which may be replaced for practice and tests. */

import type { PlexTvState } from '../../shared/state.ts';
import { isLoopback } from './addresses.ts';

/** Plex's own (`docs/plex-api.md`, "Hosts"). */
export const defaultPlexTvUrl = 'https://plex.tv/api/v2';

export type PlexTvAddress =
  | {
      readonly ok: true;
      readonly url: string;
      readonly isDefault: boolean;
      /** Somebody gave it, be it Plex's own. */
      readonly isGiven: boolean;
    }
  | {
      readonly ok: false;
      readonly why: 'no-address' | 'with-login' | 'with-query' | 'not-encrypted';
    };

/**
 * Reads `PLEX_TV_URL`: https anywhere, http on this computer only; without it, Plex's own address. Empty counts as not set,
 * as for other programs' variables: scripts that cannot take a variable away empty it.
 */
export function parsePlexTvUrl(given: string | undefined): PlexTvAddress {
  if (given === undefined || given.trim() === '')
    return { ok: true, url: defaultPlexTvUrl, isDefault: true, isGiven: false };
  const refused = (why: (PlexTvAddress & { readonly ok: false })['why']): PlexTvAddress => ({ ok: false, why });
  let address: URL;
  try {
    address = new URL(given.trim());
  } catch {
    return refused('no-address');
  }
  if (address.username !== '' || address.password !== '') return refused('with-login');
  if (address.search !== '' || address.hash !== '') return refused('with-query');
  if (address.protocol !== 'https:' && !(address.protocol === 'http:' && isLoopback(address.hostname))) {
    return refused('not-encrypted');
  }
  const url = `${address.origin}${address.pathname}`.replace(/\/+$/u, '');
  return { ok: true, url, isDefault: url === defaultPlexTvUrl, isGiven: true };
}

/** The address in use: the environment's where that gives one, else the user's own if it can be used, else Plex's. */
export function choosePlexTv(environment: PlexTvAddress & { readonly ok: true }, ownAddress: string): PlexTvState {
  if (environment.isGiven) return { url: environment.url, isDefault: environment.isDefault, isFixed: true };
  const own = parsePlexTvUrl(ownAddress);
  const { url, isDefault } = own.ok ? own : environment;
  return { url, isDefault, isFixed: false };
}
