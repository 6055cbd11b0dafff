/** The main view: the chosen server, the one big action, and its result. */

import { activeAccount, canRefresh, canSignOut, chosenServer } from '../../shared/allowed-actions.ts';
import type { AppState } from '../../shared/state.ts';
import { accountName } from '../account-name.ts';
import { app } from '../bridge.ts';
import { connectionWords, serverName } from '../connection-words.ts';
import { firstRun } from '../model.ts';
import { Avatar } from '../parts/avatar.tsx';
import { ConnectionMark } from '../parts/connection-mark.tsx';
import { Empty } from '../parts/empty.tsx';
import { Generate } from '../parts/generate.tsx';
import { Icon } from '../parts/icon.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { ResultCard } from '../parts/result-card.tsx';
import { ServerList } from '../parts/server-list.tsx';
import { Steps } from '../parts/steps.tsx';
import { ToCome } from '../parts/to-come.tsx';
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
      {firstRun.value && <Steps at={tokens.length > 0 ? 3 : servers.chosenId === null ? 1 : 2} />}
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
  const { list, loading } = state.servers;
  if (server === null) {
    const none = list.length === 0 ? texts().noneKnown : texts().noneChosen;
    return <p class="target hint">{loading ? texts().loadingServers : none}</p>;
  }
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
      <AccountInUse state={state} />
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
function AccountInUse({ state }: { readonly state: AppState }) {
  const { accounts, activeAccountId, avatars } = state;
  const active = activeAccount(state);
  return (
    <div class="whose">
      {active !== null && <Avatar account={active} avatars={avatars} />}
      <h1 tabIndex={-1}>
        {accounts.length < 2 ? (
          <bdi>{active === null ? '' : accountName(active)}</bdi>
        ) : (
          <select
            class="account-in-use"
            aria-label={texts().accountInUse}
            value={activeAccountId ?? ''}
            onChange={(event) => void app.switchAccount({ accountId: event.currentTarget.value })}
          >
            {accounts.map((account) => (
              <option key={account.id} value={account.id}>
                {accountName(account)}
              </option>
            ))}
          </select>
        )}
      </h1>
    </div>
  );
}

function Servers({ state }: { readonly state: AppState }) {
  const { list, loading, chosenId, problem } = state.servers;
  if (list.length > 0) return <ServerList servers={list} chosenId={chosenId} />;
  if (loading) return <ToCome label={texts().loadingServers} rows={3} />;
  if (problem !== null) return null;
  return <Empty icon="local" title={texts().noServers} help={texts().noServersHelp} />;
}
