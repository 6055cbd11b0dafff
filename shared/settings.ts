/** The user's preferences: their shape, their defaults, and how anything else is turned into them. */

import * as v from 'valibot';
import { languageChoices } from './texts/languages.ts';

/** How a copied transient token is written. */
export const copyFormats = ['token', 'header', 'address', 'curl', 'shell', 'powershell'] as const;
export type CopyFormat = (typeof copyFormats)[number];

/** Seconds until a copied secret is taken off the clipboard; 0 is never. */
export const clipboardLifetimes = [15, 30, 60, 120, 300, 0] as const;

/** What a click on the tray icon does, where the desktop tells the app of it. */
export const trayClicks = ['open', 'copy'] as const;
/** The panel the tray icon has to stand out on; `auto` guesses. */
export const trayPanels = ['auto', 'light', 'dark'] as const;

const shortcut = v.pipe(v.string(), v.maxLength(60));
const address = v.pipe(v.string(), v.maxLength(300));

/** Minutes without use until a vault with a passphrase locks again; 0 is never. */
export const lockDelays = [5, 15, 60, 240, 0] as const;

/** What Plex is told about this client; empty means the app's own honest default. */
const identityOverridesSchema = v.object({
  product: v.fallback(v.pipe(v.string(), v.maxLength(100)), ''),
  version: v.fallback(v.pipe(v.string(), v.maxLength(100)), ''),
  platform: v.fallback(v.pipe(v.string(), v.maxLength(100)), ''),
  deviceName: v.fallback(v.pipe(v.string(), v.maxLength(100)), ''),
});

/**
 * Preferences as kept on disk. Each field falls back to its default by itself, so one bad value never costs the
 * others.
 */
export const settingsSchema = v.object({
  copyFormat: v.fallback(v.picklist(copyFormats), 'token'),
  clipboardSeconds: v.fallback(v.picklist(clipboardLifetimes), 60),
  theme: v.fallback(v.picklist(['system', 'light', 'dark']), 'system'),
  language: v.fallback(v.picklist(languageChoices), 'system'),
  lockAfterMinutes: v.fallback(v.picklist(lockDelays), 15),
  identity: v.fallback(identityOverridesSchema, { product: '', version: '', platform: '', deviceName: '' }),
  /** Base address of plex.tv's API instead of Plex's own; empty for that. Checked again before it is used. */
  plexTvUrl: v.fallback(address, ''),
  trayClick: v.fallback(v.picklist(trayClicks), 'open'),
  trayPanel: v.fallback(v.picklist(trayPanels), 'auto'),
  /** Say in a notification what an action came to while the window is not visible. */
  notifications: v.fallback(v.boolean(), true),
  launchAtLogin: v.fallback(v.boolean(), false),
  /** Look once a day for a newer version. */
  lookForUpdates: v.fallback(v.boolean(), false),
  /** Electron's name of the key combination that copies a transient token anywhere; empty for none. */
  shortcut: v.fallback(shortcut, ''),
});

export type Settings = Readonly<v.InferOutput<typeof settingsSchema>>;

/** Reads settings from anything: what is missing or wrong becomes its default, what is unknown is left out. */
export function settingsFrom(stored: unknown): Settings {
  const object = typeof stored === 'object' && stored !== null && !Array.isArray(stored) ? stored : {};
  return v.parse(settingsSchema, object);
}

/** What the settings are before anyone changed them. */
export const defaultSettings: Settings = settingsFrom({});

/** A change the window may ask for: any subset, each value checked strictly. */
export const settingsChangeSchema = v.partial(
  v.strictObject({
    copyFormat: v.picklist(copyFormats),
    clipboardSeconds: v.picklist(clipboardLifetimes),
    theme: v.picklist(['system', 'light', 'dark']),
    language: v.picklist(languageChoices),
    lockAfterMinutes: v.picklist(lockDelays),
    plexTvUrl: address,
    trayClick: v.picklist(trayClicks),
    trayPanel: v.picklist(trayPanels),
    notifications: v.boolean(),
    launchAtLogin: v.boolean(),
    lookForUpdates: v.boolean(),
    shortcut,
    identity: v.partial(
      v.strictObject({
        product: v.pipe(v.string(), v.maxLength(100)),
        version: v.pipe(v.string(), v.maxLength(100)),
        platform: v.pipe(v.string(), v.maxLength(100)),
        deviceName: v.pipe(v.string(), v.maxLength(100)),
      }),
    ),
  }),
);
export type SettingsChange = v.InferOutput<typeof settingsChangeSchema>;
