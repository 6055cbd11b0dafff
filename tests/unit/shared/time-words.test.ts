/** Times in words. */

import { describe, expect, it } from 'vitest';
import { wordsIn } from '../../../shared/texts/words.ts';
import { countdown } from '../../../shared/time-words.ts';

const minute = 60_000;
const { times } = await wordsIn('english', ['en-US']);

describe('times in words', () => {
  it('count down to nothing, and not below', () => {
    expect([42_000, 725_000, 0, -5, 1].map(countdown)).toEqual(['0:42', '12:05', '0:00', '0:00', '0:01']);
  });

  it('say what is left, never more than there is', () => {
    expect([48 * 60 * minute - 1, 3 * minute, 59_999, 2 * 60 * minute].map(times.left)).toEqual([
      '47 h 59 min',
      '3 min',
      'less than a minute',
      '2 h',
    ]);
  });

  it('A13 say how long ago, and never that something lies ahead', () => {
    expect([-10 * minute, 0, 59_999].map((past) => times.ago(past))).toEqual(['now', 'now', 'now']);
    expect([minute, 90 * minute, 49 * 60 * minute].map((past) => times.ago(past))).toEqual([
      '1 min. ago',
      '1 hr. ago',
      '2 days ago',
    ]);
  });
});
