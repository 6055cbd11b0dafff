/** A moment in words that age, with the exact one on hover. */

import { now } from '../model.ts';
import { words } from '../words.ts';

export function RelativeTime({ at, sentence }: { readonly at: number; readonly sentence: (ago: string) => string }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={words().times.dayAndTime(at)}>
      {sentence(words().times.ago(now.value - at))}
    </time>
  );
}
