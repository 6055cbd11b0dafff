/** The newest token: which server, its last four characters, how long it lives, how long it stays on the clipboard. */

import { useRef } from 'preact/hooks';
import { displayName } from '../../shared/display-name.ts';
import type { ClipboardState, TransientTokenSummary } from '../../shared/state.ts';
import { countdown } from '../../shared/time-words.ts';
import { app } from '../bridge.ts';
import { now } from '../model.ts';
import { holdingOf, isFresh } from '../on-clipboard.ts';
import { useTelling } from '../told-in-place.ts';
import { words } from '../words.ts';
import { Icon } from './icon.tsx';
import { TokenLife } from './token-life.tsx';

const texts = () => words().window.result;

export function ResultCard({
  token,
  clipboard,
}: {
  readonly token: TransientTokenSummary;
  readonly clipboard: ClipboardState;
}) {
  const held = holdingOf(token, clipboard);
  const card = useRef<HTMLElement>(null);
  useTelling(held === null ? null : `copied ${token.lastFour}`, card);
  return (
    <section
      ref={card}
      class="result"
      data-held={held !== null}
      data-fresh={isFresh(held, now.value)}
      aria-label={texts().title(displayName(token.serverName))}
    >
      <p class="headline">
        <bdi>{displayName(token.serverName)}</bdi>
        <code>{`…${token.lastFour}`}</code>
      </p>
      <TokenLife token={token} />
      {held !== null && token.check.result === 'dead' && <p class="caution">{words().window.tokens.deadHeld}</p>}
      <div class="clipboard">
        <p>
          {held !== null && <Icon name="check" />}
          {held === null
            ? texts().notOnClipboard
            : held.clearsAt === null
              ? texts().onClipboardForGood
              : texts().onClipboard(countdown(held.clearsAt - now.value))}
        </p>
        <button
          type="button"
          class="quiet"
          onClick={() => void (held === null ? app.copyAgain({ tokenId: token.id }) : app.clearClipboard({}))}
        >
          {held === null ? words().window.tokens.copy : texts().clear}
        </button>
      </div>
    </section>
  );
}
