/** How many files this process may have open: with too few Chromium ends in the middle of its start, without a word. */

import { readFileSync } from 'node:fs';

/** Fewer than this do not carry the app's processes through their start. */
export const fewestOpenFiles = 128;

/** The limit; `null` where it cannot be told, or is none. */
export function openFilesLimit(): number | null {
  try {
    const limit = /^Max open files\s+\d+\s+(\d+)/mu.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
    return limit === undefined ? null : Number(limit);
  } catch {
    return null;
  }
}
