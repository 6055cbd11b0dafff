/** Reads what a store's text means: which schema it is of, brought up to today's, and checked. */

/** How content of one schema becomes content of the next: `upgrades[1]` turns schema 1 into schema 2. Pure. */
export type Upgrades = Readonly<Record<number, (content: unknown) => unknown>>;

export interface ContentRules<Content> {
  /** The schema written today; counts from 1. */
  readonly schema: number;
  /** Checks content of today's schema; `null` for what does not fit. */
  readonly parse: (stored: unknown) => Content | null;
  readonly upgrades?: Upgrades | undefined;
}

/** What stands in the file. */
export interface StoredEnvelope {
  readonly schema: number;
  readonly content: unknown;
}

export type StoredReading<Content> =
  | { readonly kind: 'good'; readonly content: Content }
  /** Written by a newer version of the app. `content` is there where it still makes sense to this one. */
  | { readonly kind: 'newer'; readonly content: Content | null }
  | { readonly kind: 'damaged' };

/** What a store's text means. Never throws. */
export function readStored<Content>(
  text: string,
  { schema, parse, upgrades = {} }: ContentRules<Content>,
): StoredReading<Content> {
  try {
    const stored = envelopeIn(text);
    if (stored === null) return { kind: 'damaged' };
    if (stored.schema > schema) return { kind: 'newer', content: parse(stored.content) };
    let { content } = stored;
    for (let from = stored.schema; from < schema; from += 1) {
      const upgrade = upgrades[from];
      if (upgrade === undefined) return { kind: 'damaged' };
      content = upgrade(content);
    }
    const parsed = parse(content);
    return parsed === null ? { kind: 'damaged' } : { kind: 'good', content: parsed };
  } catch {
    // Not JSON, or an upgrade or a check stumbled over what no version of this app wrote.
    return { kind: 'damaged' };
  }
}

/** The envelope in a text; `null` for valid JSON that is something else. Throws on what is not JSON. */
export function envelopeIn(text: string): StoredEnvelope | null {
  const stored: unknown = JSON.parse(text);
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return null;
  if (!('schema' in stored) || !('content' in stored)) return null;
  const { schema, content } = stored;
  return typeof schema === 'number' && Number.isSafeInteger(schema) && schema >= 1 ? { schema, content } : null;
}
