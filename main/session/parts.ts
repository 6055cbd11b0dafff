/** What the session is built from. */

import type { OutsidePage } from '../../shared/problem.ts';
import type { PlexApi } from '../plex/api.ts';
import type { ClipboardPort, Clock } from '../ports.ts';
import type { SettingsStore } from '../settings/settings.ts';
import type { Vault } from '../vault/vault.ts';
import type { ClipboardLease } from './clipboard-lease.ts';
import type { StateStore } from './state-store.ts';

/** The desktop, as far as commands reach it. */
export interface DesktopActions {
  readonly showWindow: () => void;
  readonly hideWindow: () => void;
  readonly quit: () => void;
  readonly openPage: (page: OutsidePage) => Promise<void>;
}

/** What comes from outside. */
export interface SessionPorts {
  readonly clock: Clock;
  readonly randomUuid: () => string;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly clipboard: ClipboardPort;
  readonly vault: Vault;
  readonly settings: SettingsStore;
  /** Plex's API, loaded on the first call: nothing of it is needed to show the tray. */
  readonly loadPlex: () => Promise<PlexApi>;
  readonly desktop: DesktopActions;
}

/** What the session's own parts share. */
export interface SessionContext extends SessionPorts {
  readonly store: StateStore;
  readonly lease: ClipboardLease;
}
