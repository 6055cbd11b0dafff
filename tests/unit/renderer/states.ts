/** States to begin a test with. */

import { defaultSettings } from '../../../shared/settings.ts';
import { type AppState, initialState } from '../../../shared/state.ts';

/** Before main has read what it keeps. */
export const start: AppState = initialState(
  {
    product: 'Plex Token Tray',
    version: '0.1.0',
    electron: { version: '45.0.0', isFallback: false, chromium: '146.0.0.0', node: '24.0.0' },
    platform: 'linux',
    systemLanguages: ['en'],
    desktop: { isGnome: false, isWayland: false },
    identity: defaultSettings.identity,
  },
  { url: 'https://plex.tv/api/v2', isDefault: true, isFixed: false },
  defaultSettings,
);

/** Nobody is signed in. */
export const signedOut: AppState = { ...start, ready: true };
