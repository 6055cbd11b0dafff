/** Where in the window the user can be, and where "back" leads from there. */

export type Place =
  | { readonly name: 'home' | 'tokens' | 'source' | 'account' | 'add-account' | 'settings' | 'about' }
  | { readonly name: 'server'; readonly serverId: string };

/** The places a step away from everywhere, in the order they are offered. */
export const mainPlaces = ['home', 'tokens', 'source', 'account', 'settings'] as const;
export type MainPlace = (typeof mainPlaces)[number];

/** Where "back" leads; `null` where there is nothing before. */
export function placeBefore({ name }: Place): Place | null {
  if (name === 'home') return null;
  if (name === 'about') return { name: 'settings' };
  return { name: name === 'add-account' ? 'account' : 'home' };
}

/** Which of the main places the user is in, to be marked there. */
export function mainPlaceOf({ name }: Place): MainPlace {
  if (name === 'server') return 'home';
  if (name === 'about') return 'settings';
  return name === 'add-account' ? 'account' : name;
}
