/** The main view: the chosen server, the one big action, and its result. */

import { canCopyTransientToken, canRefresh, canSignOut, chosenServer } from '../../shared/allowed-actions.ts';
import { displayName } from '../../shared/display-name.ts';
import type { ProblemAction } from '../../shared/problem.ts';
import type { AppState } from '../../shared/state.ts';
import { windowTexts } from '../../shared/texts/english/window.ts';
import { app } from '../bridge.ts';
import { page } from '../model.ts';
import { Icon } from '../parts/icon.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { ResultCard } from '../parts/result-card.tsx';
import { connectionWords, ServerList } from '../parts/server-list.tsx';

const texts = windowTexts.home;

export function Home({ state }: { readonly state: AppState }) {
  const { servers, tokens, generatingFor, account } = state;
  const problem = servers.problem ?? account.problem;
  const [newest] = tokens;
  return (
    <>
      <Header state={state} />
      {problem !== null && <ProblemNote problem={problem} act={actionHere} />}
      <div class="generate">
        <Target state={state} />
        {generatingFor === null ? (
          <button
            type="button"
            class="primary big"
            disabled={!canCopyTransientToken(state)}
            onClick={() => void app.copyTransientToken({})}
          >
            <Icon name="ticket" />
            {texts.generate}
          </button>
        ) : (
          <div class="busy">
            <button type="button" class="primary big" disabled aria-busy="true">
              {texts.generating}
            </button>
            <button type="button" class="quiet" onClick={() => void app.cancelGenerating({})}>
              {texts.cancel}
            </button>
          </div>
        )}
        <p class="hint">{texts.explanation}</p>
      </div>
      {newest !== undefined && <ResultCard token={newest} clipboard={state.clipboard} />}
      <Servers state={state} />
    </>
  );
}

/** The server that the big button means, and how it is reached. */
function Target({ state }: { readonly state: AppState }) {
  const server = chosenServer(state);
  if (server === null) return <p class="hint">{texts.noneChosen}</p>;
  return (
    <p class="target">
      <bdi class="name">{displayName(server.name, 'Unnamed server')}</bdi>
      <span class="state">{connectionWords(server)}</span>
    </p>
  );
}

function Header({ state }: { readonly state: AppState }) {
  const active = state.accounts.find(({ id }) => id === state.activeAccountId);
  return (
    <header class="bar">
      <h1>
        <bdi>{displayName(active?.label || active?.name || '', 'Plex account')}</bdi>
      </h1>
      <nav>
        <button type="button" class="tool" onClick={() => void app.refresh({})} disabled={!canRefresh(state)}>
          <Icon name="refresh" />
          <span>{texts.refresh}</span>
        </button>
        <PageButton to="account" />
        <PageButton to="settings" />
        <button type="button" class="tool" onClick={() => void app.signOut({})} disabled={!canSignOut(state)}>
          <Icon name="leave" />
          <span>{windowTexts.navigation.signOut}</span>
        </button>
      </nav>
    </header>
  );
}

function PageButton({ to }: { readonly to: 'account' | 'settings' }) {
  return (
    <button
      type="button"
      class="tool"
      onClick={() => {
        page.value = to;
      }}
    >
      <Icon name={to} />
      <span>{windowTexts.navigation[to]}</span>
    </button>
  );
}

function Servers({ state }: { readonly state: AppState }) {
  const { list, loading, chosenId, problem } = state.servers;
  if (list.length > 0) return <ServerList servers={list} chosenId={chosenId} />;
  if (loading) {
    return (
      <div class="empty" aria-busy="true">
        <p>{texts.loadingServers}</p>
      </div>
    );
  }
  if (problem !== null) return null;
  return (
    <div class="empty">
      <h2>{texts.noServers}</h2>
      <p>{texts.noServersHelp}</p>
    </div>
  );
}

function actionHere(action: ProblemAction): (() => void) | null {
  if (action.kind === 'try-again') return () => void app.refresh({});
  if (action.kind === 'open-page') return () => void app.openPage({ page: action.page });
  return null;
}
