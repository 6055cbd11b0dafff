/** Preferences on disk, with the one random id of this install. Nothing here is secret. */

import * as v from 'valibot';
import type { Problem } from '../../shared/problem.ts';
import type { Result } from '../../shared/result.ts';
import { defaultSettings, type Settings, type SettingsChange, settingsFrom } from '../../shared/settings.ts';
import { openSafeStore, type StoreFactory } from '../storage/safe-store.ts';

/** Where the window was, in device-independent pixels. */
export interface WindowBounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface SettingsStore {
  readonly settings: () => Settings;
  /** Random, made once per install, sent to Plex with every request. */
  readonly clientIdentifier: string;
  readonly change: (change: SettingsChange) => Result<Settings>;
  readonly windowBounds: () => WindowBounds | null;
  readonly keepWindowBounds: (bounds: WindowBounds) => void;
  readonly problem: Problem | null;
}

const schema = 1;

const keptSchema = v.object({
  clientIdentifier: v.fallback(v.nullable(v.pipe(v.string(), v.uuid())), null),
  windowBounds: v.fallback(
    v.nullable(v.object({ x: v.pipe(v.number(), v.integer()), y: v.pipe(v.number(), v.integer()), width: v.pipe(v.number(), v.integer()), height: v.pipe(v.number(), v.integer()) })),
    null,
  ),
});

interface Kept {
  readonly clientIdentifier: string | null;
  readonly windowBounds: WindowBounds | null;
  readonly settings: Settings;
}

/** Reads what is kept; each bad value becomes its default by itself. */
function parseKept(stored: unknown): Kept | null {
  const kept = v.safeParse(keptSchema, stored);
  return kept.success ? { ...kept.output, settings: settingsFrom((stored as { settings?: unknown }).settings) } : null;
}

/** Opens the settings; the install's id is made now if there is none. */
export function openSettings(options: {
  readonly folder: string;
  readonly createStore: StoreFactory;
  readonly randomUuid: () => string;
  readonly now: () => number;
}): SettingsStore {
  const { folder, createStore, now } = options;
  const empty: Kept = { clientIdentifier: null, windowBounds: null, settings: defaultSettings };
  const store = openSafeStore<Kept>({ folder, name: 'settings', schema, empty, parse: parseKept, createStore, now });
  const clientIdentifier = store.read().clientIdentifier ?? options.randomUuid();
  const saved = store.read().clientIdentifier === null ? store.write({ ...store.read(), clientIdentifier }) : null;

  return {
    clientIdentifier,
    settings: () => store.read().settings,
    problem: store.problem ?? (saved?.ok === false ? saved.problem : null),
    windowBounds: () => store.read().windowBounds,
    keepWindowBounds: (windowBounds) => {
      store.write({ ...store.read(), windowBounds });
    },
    change: (change) => {
      const kept = store.read();
      const settings = settingsFrom({ ...kept.settings, ...change, identity: { ...kept.settings.identity, ...change.identity } });
      const written = store.write({ ...kept, settings });
      return written.ok ? { ok: true, value: settings } : written;
    },
  };
}
