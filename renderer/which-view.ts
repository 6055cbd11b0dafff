/** Which view the window shows, as a pure function of what it knows. */

import { canUnlock, isSignedIn } from '../shared/allowed-actions.ts';
import type { AppState } from '../shared/state.ts';
import type { MainPlace, Place } from './places.ts';

export type View =
  | { readonly name: 'starting' | 'sign-in' | 'unlock' | 'about' | MainPlace }
  | { readonly name: 'server'; readonly serverId: string };

/**
 * Nothing is shown before main has read what it keeps. Without an account that can be used, the sign-in form stands in
 * for what needs one, and a passphrase comes before that; settings, the other accounts and the tokens of this run stay within reach.
 */
export function whichView(state: AppState | null, place: Place): View {
  if (state === null || !state.ready) return { name: 'starting' };
  if (canUnlock(state) && place.name !== 'settings' && place.name !== 'about') return { name: 'unlock' };
  switch (place.name) {
    case 'add-account':
      return { name: 'sign-in' };
    case 'settings':
    case 'about':
      return { name: place.name };
    case 'account':
    case 'tokens':
      return { name: state.accounts.length === 0 ? 'sign-in' : place.name };
    case 'server':
      return isSignedIn(state) ? place : { name: 'sign-in' };
    case 'home':
    case 'source':
      return { name: isSignedIn(state) ? place.name : 'sign-in' };
  }
}
