/** The main view: the chosen server, the one big action, and its result. */

import { canRefresh, canSignOut, chosenServer } from '../../shared/allowed-actions.ts';
import type { AccountSummary, AppState } from '../../shared/state.ts';
import { accountName } from '../account-name.ts';
import { app } from '../bridge.ts';
import { connectionWords, serverName } from '../connection-words.ts';
import { ConnectionMark } from '../parts/connection-mark.tsx';
import { Generate } from '../parts/generate.tsx';
import { Icon } from '../parts/icon.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { ResultCard } from '../parts/result-card.tsx';
import { ServerList } from '../parts/server-list.tsx';
import { words } from '../words.ts';

const texts = () => words().window.home;

export function Home({ state }: { readonly state: AppState }) {
  const { servers, tokens, account } = state;
  const problem = servers.problem ?? account.problem;
  const [newest] = tokens;
  return (
    <>
      <Header state={state} />
      {problem !== null && <ProblemNote problem={problem} tryAgain={() => app.refresh({})} />}
      <div class="generate">
        <Target state={state} />
        <Generate state={state} server={chosenServer(state)} />
      </div>
      <AnotherServersProblem state={state} />
      {newest !== undefined && <ResultCard token={newest} clipboard={state.clipboard} />}
      <Servers state={state} />
    </>
  );
}

/** What went wrong for a server other than the chosen one: it was asked from the tray, the palette or a command line. */
function AnotherServersProblem({ state }: { readonly state: AppState }) {
  const { generatingProblem, servers } = state;
  if (generatingProblem === null || generatingProblem.serverId === null) return null;
  const { serverId, problem } = generatingProblem;
  if (serverId === servers.chosenId) return null;
  return <ProblemNote problem={problem} serverId={serverId} tryAgain={() => app.copyTransientToken({ serverId })} />;
}

/** The server that the big button means, and how it is reached. */
function Target({ state }: { readonly state: AppState }) {
  const server = chosenServer(state);
  if (server === null)
    return <p class="target hint">{state.servers.loading ? texts().loadingServers : texts().noneChosen}</p>;
  return (
    <p class="target">
      <bdi class="name">{serverName(server)}</bdi>
      <span class="state">
        <ConnectionMark server={server} />
        {connectionWords(server)}
      </span>
    </p>
  );
}

function Header({ state }: { readonly state: AppState }) {
  return (
    <header class="bar">
      <AccountInUse accounts={state.accounts} activeId={state.activeAccountId} />
      <div class="tools">
        <button type="button" class="tool" onClick={() => void app.refresh({})} disabled={!canRefresh(state)}>
          <Icon name="refresh" />
          <span>{texts().refresh}</span>
        </button>
        <button type="button" class="tool" onClick={() => void app.signOut({})} disabled={!canSignOut(state)}>
          <Icon name="leave" />
          <span>{words().window.navigation.signOut}</span>
        </button>
      </div>
    </header>
  );
}

/** The account in use; a choice where there are several. */
function AccountInUse({
  accounts,
  activeId,
}: {
  readonly accounts: readonly AccountSummary[];
  readonly activeId: string | null;
}) {
  const active = accounts.find(({ id }) => id === activeId);
  if (accounts.length < 2) {
    return (
      <h1 tabIndex={-1}>
        <bdi>{active === undefined ? '' : accountName(active)}</bdi>
      </h1>
    );
  }
  return (
    <h1 tabIndex={-1}>
      <select
        class="account-in-use"
        aria-label={texts().accountInUse}
        value={activeId ?? ''}
        onChange={(event) => void app.switchAccount({ accountId: event.currentTarget.value })}
      >
        {accounts.map((account) => (
          <option key={account.id} value={account.id}>
            {accountName(account)}
          </option>
        ))}
      </select>
    </h1>
  );
}

function Servers({ state }: { readonly state: AppState }) {
  const { list, loading, chosenId, problem } = state.servers;
  if (list.length > 0) return <ServerList servers={list} chosenId={chosenId} />;
  if (loading) return <ServersToCome />;
  if (problem !== null) return null;
  return (
    <div class="empty">
      <h2>{texts().noServers}</h2>
      <p>{texts().noServersHelp}</p>
    </div>
  );
}

/** Keeps the place of the list while it is read, so that nothing jumps. */
function ServersToCome() {
  return (
    <div class="servers" aria-busy="true">
      <p class="legend">{texts().loadingServers}</p>
      <div class="rows" aria-hidden="true">
        {[1, 2, 3].map((row) => (
          <div key={row} class="row to-come">
            <span class="line" />
            <span class="line" />
          </div>
        ))}
      </div>
    </div>
  );
}
