/** What the session is built from. */

import type { OutsidePage, Problem } from '../../shared/problem.ts';
import type { SettingsChange } from '../../shared/settings.ts';
import type { PlexTvState } from '../../shared/state.ts';
import type { PlexApi } from '../plex/api.ts';
import type { ClipboardPort, Clock } from '../ports.ts';
import type { SettingsStore } from '../settings/settings.ts';
import type { Vault } from '../vault/vault.ts';
import type { ClipboardLease } from './clipboard-lease.ts';
import type { DiagnosticsPort } from './diagnostics.ts';
import type { OfferedCopy } from './offered-copy.ts';
import type { Pauses } from './pauses.ts';
import type { SingleFlight } from './single-flight.ts';
import type { StateStore } from './state-store.ts';

/** The desktop, as far as commands reach it. */
export interface DesktopActions {
  readonly showWindow: () => void;
  readonly hideWindow: () => void;
  readonly quit: () => void;
  /** Brings the desktop into line with a change of settings, before it is kept; answers why that could not be done. */
  readonly applySettings: (change: SettingsChange) => Problem | null;
  readonly openPage: (page: OutsidePage) => Promise<void>;
  /** Opens Plex's sign-in page in the browser; `false` where the system has none, or the address is another. */
  readonly openSignInPage: (address: string) => Promise<boolean>;
}

/** What comes from outside. */
export interface SessionPorts {
  readonly clock: Clock;
  readonly randomUuid: () => string;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly clipboard: ClipboardPort;
  readonly vault: Vault;
  readonly settings: SettingsStore;
  /** Where plex.tv's API is asked now. */
  readonly plexTv: () => PlexTvState;
  /**
   * Plex's API with this base address, loaded on the first call: nothing of it is needed to show the tray. Whoever has a
   * token names the address that gave it out, so that it is never sent to another one.
   */
  readonly loadPlex: (plexTvUrl: string) => Promise<PlexApi>;
  /** An account's picture as a `data:` address of a small PNG; `null` where there is none to be had. No token goes along. */
  readonly readPicture: (address: string, plexTvUrl: string, signal: AbortSignal) => Promise<string | null>;
  /** A text that changes whenever this computer's network does. */
  readonly networkFingerprint: () => string;
  readonly desktop: DesktopActions;
  readonly diagnostics: DiagnosticsPort;
}

/** What the session's own parts share. */
export interface SessionContext extends SessionPorts {
  readonly store: StateStore;
  readonly lease: ClipboardLease;
  readonly offered: OfferedCopy;
  readonly pauses: Pauses;
  /** One request in flight per action. */
  readonly singleFlight: <Value>() => SingleFlight<Value>;
}
