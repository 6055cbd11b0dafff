/** A token's 48 hours as a bar, and in words. */

import type { TransientTokenSummary } from '../../shared/state.ts';
import { windowTexts } from '../../shared/texts/english/window.ts';
import { dayAndTime, timeLeft } from '../../shared/time-words.ts';
import { now } from '../model.ts';

const texts = windowTexts.result;

export function TokenLife({ token }: { readonly token: TransientTokenSummary }) {
  const { mintedAt, endsAt, check } = token;
  const left = check.result === 'dead' ? 0 : Math.max(0, endsAt - now.value);
  return (
    <>
      <div class="life" aria-hidden="true">
        <span style={{ inlineSize: `${Math.min(100, (left / (endsAt - mintedAt)) * 100)}%` }} />
      </div>
      <p class="more">
        {left === 0 ? texts.ended : `${texts.lives(timeLeft(left))} · ${texts.endsAt(dayAndTime(endsAt))}`}
      </p>
    </>
  );
}
