/** What happened last, over the page for a moment, and read aloud once. */

import { clock } from '../model.ts';
import { news } from '../news.ts';
import { isToldInPlace } from '../told-in-place.ts';
import { words } from '../words.ts';

/** Always there, so that screen readers hear each change; not seen where the page itself shows the same. */
export function News() {
  const told = news.value;
  const text = told === null ? '' : words().notice(told.notice, clock);
  const isSeen = told !== null && text !== '' && !isToldInPlace(told.notice);
  return (
    <p class={isSeen ? 'status' : 'unseen'} role="status">
      {/* A new one each time: the same words twice are two events. */}
      <span key={told?.sequence}>{text}</span>
    </p>
  );
}
