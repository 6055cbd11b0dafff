/** A moment in words that age, with the exact one on hover. */

import { dayAndTime, timeAgo } from '../../shared/time-words.ts';
import { now } from '../model.ts';

export function RelativeTime({ at, words }: { readonly at: number; readonly words: (ago: string) => string }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={dayAndTime(at)}>
      {words(timeAgo(now.value - at))}
    </time>
  );
}
