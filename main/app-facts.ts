/** Facts about this run, and how the app introduces itself to Plex. */

import type { Settings } from '../shared/settings.ts';
import type { AppFacts } from '../shared/state.ts';
import type { PlexIdentity } from './plex/http.ts';

/** What the app is called by Windows and macOS; the same as `appId` in electron-builder.yml. */
export const appId = 'io.github.plex-token-tray.plex-token-tray';

/** Electron's oldest supported line when this version was made; anything older is the development fallback. */
const oldestSupportedElectron = 43;

/** Collects the facts. `platform` other than Windows and macOS counts as Linux: trays and keyrings are alike there. */
export function collectAppFacts(options: {
  readonly product: string;
  readonly version: string;
  /** Node's, with Electron's and Chromium's among them. */
  readonly versions: NodeJS.ProcessVersions;
  readonly platform: NodeJS.Platform;
  readonly computerName: string;
  readonly systemLanguages: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}): AppFacts {
  const { product, version, versions, computerName, systemLanguages, environment } = options;
  const platform = options.platform === 'win32' || options.platform === 'darwin' ? options.platform : 'linux';
  return {
    product,
    version,
    electron: {
      version: versions.electron,
      isFallback: Number.parseInt(versions.electron, 10) < oldestSupportedElectron,
      chromium: versions.chrome,
      node: versions.node,
    },
    platform,
    systemLanguages,
    desktop: {
      // A list such as `ubuntu:GNOME`. Electron tells its libraries another name, and keeps the desktop's own beside it.
      isGnome: (environment['ORIGINAL_XDG_CURRENT_DESKTOP'] ?? environment['XDG_CURRENT_DESKTOP'] ?? '')
        .split(':')
        .includes('GNOME'),
      isWayland: Boolean(environment['WAYLAND_DISPLAY']),
    },
    identity: { product, version, platform: platformNames[platform], deviceName: computerName },
  };
}

const platformNames = { linux: 'Linux', win32: 'Windows', darwin: 'macOS' } as const;

/**
 * The `X-Plex-*` identity sent with every request: honest by default, each of the seed's four options replaceable in
 * Settings (`docs/plex-api.md`, "Headers").
 */
export function plexIdentity(options: {
  readonly facts: AppFacts;
  readonly settings: Settings;
  readonly clientIdentifier: string;
  readonly platformVersion: string;
}): PlexIdentity {
  const { facts, settings } = options;
  const { product, version, platform, deviceName } = settings.identity;
  return {
    clientIdentifier: options.clientIdentifier,
    product: product || facts.identity.product,
    version: version || facts.identity.version,
    platform: platform || facts.identity.platform,
    platformVersion: options.platformVersion,
    device: 'Desktop',
    deviceName: deviceName || facts.identity.deviceName,
  };
}
