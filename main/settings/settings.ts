/** Preferences on disk, with the one random id of this install. Nothing here is secret. */

import * as v from 'valibot';
import type { Problem } from '../../shared/problem.ts';
import { type Result, success } from '../../shared/result.ts';
import { defaultSettings, type Settings, type SettingsChange, settingsFrom } from '../../shared/settings.ts';
import { openSafeStore, type StoreFactory } from '../storage/safe-store.ts';

const coordinate = v.pipe(v.number(), v.safeInteger());
const boundsSchema = v.object({ x: coordinate, y: coordinate, width: coordinate, height: coordinate });

/** Where the window was, in device-independent pixels. */
export type WindowBounds = Readonly<v.InferOutput<typeof boundsSchema>>;

export interface SettingsStore {
  readonly settings: () => Settings;
  /** Random, made once per install, sent to Plex with every request: Plex lists the app as one device by it. */
  readonly clientIdentifier: string;
  /** Changes what is given and answers the whole; `not-saved` or `store-read-only` leave everything as it was. */
  readonly change: (change: SettingsChange) => Result<Settings>;
  readonly windowBounds: () => WindowBounds | null;
  /** Forgotten at the next start where it cannot be saved: not worth telling anyone. */
  readonly keepWindowBounds: (bounds: WindowBounds) => void;
  /** What was found at opening, to be told once. */
  readonly problem: Problem | null;
}

interface Kept {
  readonly settings: Settings;
  readonly windowBounds: WindowBounds | null;
}

const keptSchema = v.object({
  settings: v.pipe(v.unknown(), v.transform(settingsFrom)),
  windowBounds: v.fallback(v.nullable(boundsSchema), null),
});

const identifierSchema = v.pipe(v.string(), v.uuid());

/** Opens the settings; the install's id is made and saved now if there is none. */
export function openSettings(options: {
  readonly folder: string;
  readonly createStore: StoreFactory;
  readonly randomUuid: () => string;
  readonly now: () => number;
}): SettingsStore {
  const { folder, createStore, now, randomUuid } = options;
  const store = openSafeStore<Kept>({
    folder,
    name: 'settings',
    schema: 1,
    empty: { settings: defaultSettings, windowBounds: null },
    parse: fitting(keptSchema),
    createStore,
    now,
  });
  // In a file of its own that is written once: whatever befalls the settings, Plex goes on seeing the same device.
  const identity = openSafeStore<string | null>({
    folder,
    name: 'client-identifier',
    schema: 1,
    empty: null,
    parse: fitting(identifierSchema),
    createStore,
    now,
  });
  const clientIdentifier = identity.read() ?? randomUuid();
  if (identity.read() === null) identity.write(clientIdentifier);

  return {
    clientIdentifier,
    settings: () => store.read().settings,
    problem: store.problem ?? identity.problem ?? identity.unsaved(),
    windowBounds: () => store.read().windowBounds,
    keepWindowBounds: (windowBounds) => {
      store.write({ ...store.read(), windowBounds });
    },
    change: (change) => {
      const kept = store.read();
      const settings = changedSettings(kept.settings, change);
      const written = store.write({ ...kept, settings });
      return written.ok ? success(settings) : written;
    },
  };
}

function changedSettings(settings: Settings, change: SettingsChange): Settings {
  const { identity = {}, ...others } = change;
  return settingsFrom({ ...settings, ...given(others), identity: { ...settings.identity, ...given(identity) } });
}

/** Without the fields that are there but hold nothing, which would otherwise reset what they name. */
function given(change: object): object {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

/** A check that answers the value, or `null` for what does not fit. */
function fitting<Value>(schema: v.GenericSchema<unknown, Value>): (stored: unknown) => Value | null {
  return (stored) => {
    const parsed = v.safeParse(schema, stored);
    return parsed.success ? parsed.output : null;
  };
}
