/** Which view the window shows, as a pure function of what it knows. */

import { activeAccount } from '../shared/allowed-actions.ts';
import type { AppState } from '../shared/state.ts';
import type { Page } from './model.ts';

export type View = 'starting' | 'sign-in' | Page;

/** The sign-in form comes before any page; nothing is shown before main has read what it keeps. */
export function whichView(state: AppState | null, page: Page): View {
  if (state === null || !state.ready) return 'starting';
  if (page === 'settings') return 'settings';
  return activeAccount(state)?.standing === 'signed-in' ? page : 'sign-in';
}
