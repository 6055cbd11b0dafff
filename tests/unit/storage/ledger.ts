/** A store's content that can prove it is whole: text of any size with its digest. */

import { createHash } from 'node:crypto';
import { openSafeStore, type SafeStore, type StoreFactory } from '../../../main/storage/safe-store.ts';
import { createConfStore } from './conf-store.ts';

export interface Ledger {
  readonly count: number;
  readonly text: string;
  readonly digest: string;
}

const digestOf = (count: number, text: string): string => createHash('sha256').update(`${count} ${text}`).digest('hex');

/** A ledger of about `size` characters. */
export function ledger(count: number, size: number): Ledger {
  const text = `${count} `.repeat(Math.ceil(size / (String(count).length + 1))).slice(0, size);
  return { count, text, digest: digestOf(count, text) };
}

export const emptyLedger = ledger(0, 0);

/** Accepts a ledger only if it is whole. */
export function parseLedger(stored: unknown): Ledger | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { count, text, digest } = stored as { count?: unknown; text?: unknown; digest?: unknown };
  if (typeof count !== 'number' || typeof text !== 'string' || digest !== digestOf(count, text)) return null;
  return { count, text, digest };
}

/** Opens `ledger.json` in a folder. */
export function openLedger(folder: string, createStore: StoreFactory = createConfStore): SafeStore<Ledger> {
  return openSafeStore<Ledger>({
    folder,
    name: 'ledger',
    schema: 1,
    empty: emptyLedger,
    parse: parseLedger,
    createStore,
    now: () => 1_795_000_000_000,
  });
}
