/** Reads values leniently: Plex sends booleans as "1", numbers as text and times in two ways, depending on the day. */

export type Json = { readonly [key: string]: unknown };

export const asObject = (value: unknown): Json | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;

export const asArray = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Text that is not empty. */
export const asText = (value: unknown): string | null =>
  typeof value === 'string' ? (value === '' ? null : value) : typeof value === 'number' ? String(value) : null;

/** Longest name taken over, in UTF-16 units: whatever is longer is no name, and would only fill memory and disk. */
const longestName = 500;

/** A name of a person or a thing, cut to what can be one. */
export const asName = (value: unknown): string | null => asText(value)?.slice(0, longestName) ?? null;

export function asBoolean(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (value === 1 || value === '1' || value === 'true') return true;
  if (value === 0 || value === '0' || value === 'false') return false;
  return null;
}

export function asNumber(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** A moment in epoch milliseconds, from epoch seconds or ISO 8601 text. */
export function asMoment(value: unknown): number | null {
  const seconds = asNumber(value);
  if (seconds !== null) return seconds * 1000;
  const parsed = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(parsed) ? null : parsed;
}

export const asTexts = (value: unknown): readonly string[] =>
  asArray(value).flatMap((entry) => (typeof entry === 'string' && entry !== '' ? [entry] : []));
