/** The one big action, for the chosen server or a given one: generate a transient token and copy it. */

import { useRef } from 'preact/hooks';
import { canCopyTransientToken } from '../../shared/allowed-actions.ts';
import type { AppState, ServerSummary } from '../../shared/state.ts';
import { countdown } from '../../shared/time-words.ts';
import { app } from '../bridge.ts';
import { formatInput, now } from '../model.ts';
import { isFresh } from '../on-clipboard.ts';
import { useTelling } from '../told-in-place.ts';
import { words } from '../words.ts';
import { CopyAs } from './copy-as.tsx';
import { Icon } from './icon.tsx';
import { ProblemNote, pauseLeft } from './problem-note.tsx';

const texts = () => words().window.home;

export function Generate({ state, server }: { readonly state: AppState; readonly server: ServerSummary | null }) {
  const { generatingFor, generatingProblem } = state;
  const failed = generatingProblem !== null && generatingProblem.serverId === (server?.id ?? null);
  const problem = failed ? generatingProblem.problem : null;
  const pause = problem === null ? null : pauseLeft(problem);
  const busy = generatingFor !== null;
  const button = useRef<HTMLDivElement>(null);
  useTelling(busy ? 'generating' : null, button);
  const generate = () =>
    app.copyTransientToken({ ...(server === null ? {} : { serverId: server.id }), ...formatInput() });
  return (
    <>
      <div class="busy" ref={button}>
        <button
          type="button"
          class="primary big"
          disabled={!busy && (pause !== null || !canCopyTransientToken(state, server?.id ?? null))}
          // Still there while it works, so that the keyboard does not lose its place.
          aria-disabled={busy}
          onClick={() => {
            if (!busy) void generate();
          }}
        >
          {!busy && <Icon name={justCopied(state, server) ? 'check' : 'ticket'} />}
          {busy
            ? texts().generating
            : pause === null
              ? texts().generate
              : words().window.signIn.waiting(countdown(pause))}
        </button>
        {busy && (
          <button type="button" class="quiet" onClick={() => void app.cancelGenerating({})}>
            {texts().cancel}
          </button>
        )}
      </div>
      {problem !== null && (
        <ProblemNote problem={problem} serverId={server?.id ?? null} tryAgain={pause === null ? generate : null} />
      )}
      <div class="below">
        <p class="hint">{texts().explanation}</p>
        <CopyAs state={state} />
      </div>
    </>
  );
}

/** Seen without reading: the button's own picture says that it worked. */
function justCopied({ clipboard }: AppState, server: ServerSummary | null): boolean {
  const isOurs =
    clipboard.kind === 'holding' && clipboard.what === 'transient-token' && clipboard.serverName === server?.name;
  return isOurs && isFresh(clipboard, now.value);
}
