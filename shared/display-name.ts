/** Makes names that came from a server safe and fit to show. */

import { once } from './once.ts';

const usualLength = 60;

// Control characters, line and paragraph separators, and the marks that reorder or hide text: nothing a name needs.
const unwanted =
  /[\u0000-\u001F\u007F-\u009F\u2028\u2029\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\uFFF9-\uFFFB]/gu;

/** One for all names, and none at the start, of which it would take a twentieth. */
const graphemes = once(() => new Intl.Segmenter(undefined, { granularity: 'grapheme' }));

/** Text in which every character stands for itself. */
const plain = /^[ -~]*$/u;

/**
 * A server's, account's or device's name as it may be shown: one line, without control or direction marks, at most
 * `longest` user-perceived characters. Empty becomes `fallback`.
 */
export function displayName(name: string, fallback = 'Unnamed', longest = usualLength): string {
  // Cut first: a grapheme can be arbitrarily long, and the segmenter should not walk through megabytes.
  const clean = name.slice(0, 4000).replace(unwanted, ' ').replace(/\s+/gu, ' ').trim();
  if (clean === '') return fallback;
  // Nearly all names, hundreds of which may be drawn at once.
  if (clean.length <= longest && plain.test(clean)) return clean;
  const perceived = [...graphemes().segment(clean)].map(({ segment }) =>
    // A base character under a storm of combining marks is still one grapheme: keep the first few marks.
    [...segment].slice(0, 12).join(''),
  );
  return perceived.length <= longest ? perceived.join('') : `${perceived.slice(0, longest - 1).join('')}…`;
}
