/** The window's only way out: the functions that the preload script gives it. */

import type { WindowBridge } from '../shared/contract.ts';

declare global {
  interface Window {
    readonly plexTokenTray: WindowBridge;
  }
}

export const app: WindowBridge = window.plexTokenTray;
