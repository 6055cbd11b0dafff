/** The transient tokens of this run: how long each lives, whether it still does, and what can be done with it. */

import { useRef } from 'preact/hooks';
import { displayName } from '../../shared/display-name.ts';
import type { AppState, TransientTokenSummary } from '../../shared/state.ts';
import { app } from '../bridge.ts';
import { formatInput, now, open } from '../model.ts';
import { holdingOf, isFresh } from '../on-clipboard.ts';
import { CopyAs } from '../parts/copy-as.tsx';
import { Empty } from '../parts/empty.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { TokenLife } from '../parts/token-life.tsx';
import { useTelling } from '../told-in-place.ts';
import { words } from '../words.ts';

const texts = () => words().window.tokens;

export function TokensPage({ state }: { readonly state: AppState }) {
  const { tokens } = state;
  return (
    <>
      <PageHeader title={texts().title} />
      {tokens.length === 0 ? (
        <Empty icon="ticket" title={texts().none} help={texts().noneHelp}>
          <button type="button" class="quiet" onClick={() => open({ name: 'home' })}>
            {texts().generate}
          </button>
        </Empty>
      ) : (
        <>
          <div class="below">
            <p class="hint">{texts().lead}</p>
            <CopyAs state={state} />
          </div>
          <ul class="tokens">
            {tokens.map((token) => (
              <Token key={token.id} token={token} state={state} />
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Token({ token, state }: { readonly token: TransientTokenSummary; readonly state: AppState }) {
  const { id: tokenId, serverName, lastFour, mintedAt, check } = token;
  const name = displayName(serverName, words().window.server.unnamed);
  const holding = holdingOf(token, state.clipboard);
  const held = holding !== null;
  const card = useRef<HTMLLIElement>(null);
  useTelling(held ? `copied ${lastFour}` : null, card);
  useTelling(isChecked(check.result) ? `token-checked ${lastFour}` : null, card);
  const label = (action: string): string => texts().of(action, name, lastFour);
  return (
    <li ref={card} class="result" data-check={check.result} data-held={held} data-fresh={isFresh(holding, now.value)}>
      <p class="headline">
        <bdi>{name}</bdi>
        <code>{`…${lastFour}`}</code>
      </p>
      <TokenLife token={token} />
      <p class="more">
        <RelativeTime at={mintedAt} sentence={texts().made} /> · <Check token={token} />
        {held && <strong> · {texts().held}</strong>}
      </p>
      {held && check.result === 'dead' && (
        <div class="clipboard">
          <p class="caution">{texts().deadHeld}</p>
          <button type="button" class="quiet" onClick={() => void app.clearClipboard({})}>
            {texts().clear}
          </button>
        </div>
      )}
      <div class="actions">
        <button
          type="button"
          class="quiet"
          aria-label={label(texts().copy)}
          onClick={() => void app.copyAgain({ tokenId, ...formatInput() })}
        >
          {texts().copy}
        </button>
        <button
          type="button"
          class="quiet"
          aria-label={label(texts().check)}
          aria-disabled={check.result === 'checking'}
          onClick={() => {
            if (check.result !== 'checking') void app.checkToken({ tokenId });
          }}
        >
          {check.result === 'checking' ? texts().checking : texts().check}
        </button>
        <button
          type="button"
          class="quiet"
          aria-label={label(texts().forget)}
          onClick={() => void app.forgetToken({ tokenId })}
        >
          {texts().forget}
        </button>
      </div>
    </li>
  );
}

type CheckResult = TransientTokenSummary['check']['result'];

const isChecked = (result: CheckResult): boolean => result === 'alive' || result === 'dead';

/** What is known of whether a token lives. */
function Check({ token: { check } }: { readonly token: TransientTokenSummary }) {
  if (!isChecked(check.result) || check.at === null)
    return <span>{check.result === 'checking' ? texts().checking : texts().unchecked}</span>;
  return <RelativeTime at={check.at} sentence={check.result === 'alive' ? texts().alive : texts().dead} />;
}
