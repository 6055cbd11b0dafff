/** The newest token: which server, its last four characters, how long it lives, how long it stays on the clipboard. */

import { displayName } from '../../shared/display-name.ts';
import type { ClipboardState, TransientTokenSummary } from '../../shared/state.ts';
import { windowTexts } from '../../shared/texts/english/window.ts';
import { countdown, dayAndTime, timeLeft } from '../../shared/time-words.ts';
import { app } from '../bridge.ts';
import { now } from '../model.ts';

const texts = windowTexts.result;

export function ResultCard({
  token,
  clipboard,
}: {
  readonly token: TransientTokenSummary;
  readonly clipboard: ClipboardState;
}) {
  const left = token.endsAt - now.value;
  const lived = 1 - left / (token.endsAt - token.mintedAt);
  const held = clipboard.kind === 'holding' && clipboard.lastFour === token.lastFour ? clipboard : null;
  return (
    <section class="result" aria-label={texts.title(displayName(token.serverName))}>
      <p class="headline">
        <bdi>{displayName(token.serverName)}</bdi>
        <code>{`…${token.lastFour}`}</code>
      </p>
      <div class="life" aria-hidden="true">
        <span style={{ inlineSize: `${Math.max(0, Math.min(100, lived * 100))}%` }} />
      </div>
      <p class="more" title={texts.endsAt(dayAndTime(token.endsAt))}>
        {texts.lives(timeLeft(left))} · {texts.endsAt(dayAndTime(token.endsAt))}
      </p>
      <div class="clipboard">
        <p>
          {held === null
            ? texts.notOnClipboard
            : held.clearsAt === null
              ? texts.onClipboardForGood
              : texts.onClipboard(countdown(held.clearsAt - now.value))}
        </p>
        {held !== null && (
          <button type="button" class="quiet" onClick={() => void app.clearClipboard({})}>
            {texts.clear}
          </button>
        )}
      </div>
    </section>
  );
}
