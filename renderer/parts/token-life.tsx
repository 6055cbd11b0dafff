/** A token's 48 hours as a bar, and in words. */

import type { TransientTokenSummary } from '../../shared/state.ts';
import { now } from '../model.ts';
import { words } from '../words.ts';

const texts = () => words().window.result;

export function TokenLife({ token }: { readonly token: TransientTokenSummary }) {
  const { mintedAt, endsAt, check } = token;
  const left = check.result === 'dead' ? 0 : Math.max(0, endsAt - now.value);
  return (
    <>
      <div class="life" aria-hidden="true">
        <span style={{ inlineSize: `${Math.min(100, (left / (endsAt - mintedAt)) * 100)}%` }} />
      </div>
      <p class="more">
        {left === 0
          ? texts().ended
          : `${texts().lives(words().times.left(left))} · ${texts().endsAt(words().times.dayAndTime(endsAt))}`}
      </p>
    </>
  );
}
