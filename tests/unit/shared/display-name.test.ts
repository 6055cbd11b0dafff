/** Names from servers, made fit to show. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayName } from '../../../shared/display-name.ts';

const graphemes = (text: string): number =>
  [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)].length;

describe('displayName', () => {
  it('leaves an ordinary name as it is', () => {
    expect(displayName('Tower')).toBe('Tower');
    expect(displayName('Küche 👩‍👩‍👧')).toBe('Küche 👩‍👩‍👧');
  });

  it('U12 removes control and direction marks', () => {
    expect(displayName('a\u202Eb\u0000c\r\nd\u200Be')).toBe('a b c d e');
  });

  it('names the nameless', () => {
    expect(displayName(' \u200B ', 'Server')).toBe('Server');
  });

  it('U12 clips a 10 KB name to 60 graphemes, with an ellipsis', () => {
    const shown = displayName('👩‍👩‍👧'.repeat(2000));
    expect(graphemes(shown)).toBeLessThanOrEqual(60);
    expect(shown.endsWith('…')).toBe(true);
  });

  it('U12 calms a storm of combining marks', () => {
    expect(displayName(`e${'\u0301'.repeat(3000)}`).length).toBeLessThan(20);
  });

  it('always gives one short, visible line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (name) => {
        const shown = displayName(name);
        expect(shown).not.toBe('');
        expect(graphemes(shown)).toBeLessThanOrEqual(60);
        expect(shown).not.toMatch(/[\u0000-\u001F\u007F\u2028\u2029\u202A-\u202E\u2066-\u2069]/u);
      }),
    );
  });
});
