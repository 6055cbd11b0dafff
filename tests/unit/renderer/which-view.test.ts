/** Which view is shown, and where "back" leads. */

import { describe, expect, it } from 'vitest';
import { mainPlaceOf, mainPlaces, type Place, placeBefore } from '../../../renderer/places.ts';
import { whichView } from '../../../renderer/which-view.ts';
import type { AppState } from '../../../shared/state.ts';
import { signedOut, start } from './states.ts';

const withAccount = (standing: 'signed-in' | 'sign-in-needed'): AppState => ({
  ...signedOut,
  accounts: [{ id: 'a', name: 'A', label: '', standing, confirmedAt: null }],
  activeAccountId: 'a',
});

const places: readonly Place[] = [
  ...mainPlaces.map((name) => ({ name })),
  { name: 'add-account' },
  { name: 'server', serverId: 'tower' },
];
const shown = (state: AppState): readonly string[] => places.map((place) => whichView(state, place).name);

describe('whichView', () => {
  it('shows nothing of the app before main has read what it keeps', () => {
    expect(whichView(null, { name: 'settings' })).toEqual({ name: 'starting' });
    expect(new Set(shown(start))).toEqual(new Set(['starting']));
  });

  it('asks to sign in wherever there is no account, but in Settings', () => {
    expect(shown(signedOut)).toEqual(['sign-in', 'sign-in', 'sign-in', 'sign-in', 'settings', 'sign-in', 'sign-in']);
  });

  it('shows each place to who is signed in', () => {
    expect(shown(withAccount('signed-in'))).toEqual([
      'home',
      'tokens',
      'source',
      'account',
      'settings',
      'sign-in',
      'server',
    ]);
  });

  it('keeps tokens, accounts and Settings within reach of an account that has to sign in again', () => {
    expect(shown(withAccount('sign-in-needed'))).toEqual([
      'sign-in',
      'tokens',
      'sign-in',
      'account',
      'settings',
      'sign-in',
      'sign-in',
    ]);
  });
});

describe('places', () => {
  it('lead back to the main view, where back hides the window', () => {
    for (const place of places) {
      let steps = 0;
      for (let here: Place | null = place; here !== null; here = placeBefore(here)) steps += 1;
      expect(steps).toBeLessThanOrEqual(3);
    }
    expect(placeBefore({ name: 'add-account' })).toEqual({ name: 'account' });
    expect(placeBefore({ name: 'home' })).toBeNull();
  });

  it('are each marked as one of the main ones', () => {
    for (const place of places) expect(mainPlaces).toContain(mainPlaceOf(place));
  });
});
