/** The servers, one of them chosen: a group of radio buttons, with a filter where there are many. */

import { useSignal } from '@preact/signals';
import { displayName } from '../../shared/display-name.ts';
import type { ServerSummary } from '../../shared/state.ts';
import { problems } from '../../shared/texts/english/problems.ts';
import { windowTexts } from '../../shared/texts/english/window.ts';
import { app } from '../bridge.ts';
import { clock } from '../model.ts';

/** More servers than this get a filter. */
const manyServers = 8;
/** At most so many are drawn; the filter finds the rest. */
const mostShown = 100;

const texts = windowTexts.server;

export function ServerList({
  servers,
  chosenId,
}: {
  readonly servers: readonly ServerSummary[];
  readonly chosenId: string | null;
}) {
  const filter = useSignal('');
  const wanted = filter.value.trim().toLocaleLowerCase();
  const matching = servers.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
  return (
    <fieldset class="servers">
      <legend>{windowTexts.home.servers}</legend>
      {servers.length > manyServers && (
        <input
          type="search"
          aria-label={windowTexts.home.filter}
          placeholder={windowTexts.home.filter}
          value={filter.value}
          onInput={(event) => {
            filter.value = event.currentTarget.value;
          }}
        />
      )}
      <div class="rows">
        {matching.slice(0, mostShown).map((server) => (
          <ServerRow key={server.id} server={server} chosen={server.id === chosenId} />
        ))}
        {matching.length === 0 && <p class="hint">{windowTexts.home.noMatch}</p>}
      </div>
    </fieldset>
  );
}

function ServerRow({ server, chosen }: { readonly server: ServerSummary; readonly chosen: boolean }) {
  const { id, name, owned, ownerName, version, leaksPermanentToken, connection } = server;
  const title =
    connection.kind === 'failed' ? problems[connection.problem.code].explanation(connection.problem, clock) : undefined;
  return (
    <label class="row" data-connection={server.online ? connection.kind : 'offline'}>
      <input
        type="radio"
        name="server"
        value={id}
        checked={chosen}
        onChange={() => void app.chooseServer({ serverId: id })}
      />
      <span class="lamp" aria-hidden="true" />
      <span class="what">
        <bdi class="name">{displayName(name, 'Unnamed server')}</bdi>
        <span class="state" title={title}>
          {connectionWords(server)}
        </span>
        <span class="more">
          {owned ? texts.owned : <bdi>{texts.sharedBy(displayName(ownerName ?? '', 'somebody'))}</bdi>}
          {version !== null && <span> · {texts.version(displayName(version, ''))}</span>}
        </span>
        {leaksPermanentToken && <span class="caution">{texts.leaks}</span>}
      </span>
    </label>
  );
}

/** How a server is reached, in a few words. */
export function connectionWords({ online, connection }: ServerSummary): string {
  switch (connection.kind) {
    case 'connected':
      return texts.connected(connection.way, connection.secure, connection.latencyMs);
    case 'connecting':
      return texts.connecting;
    case 'failed':
      return problems[connection.problem.code].title;
    case 'not-tried':
      return online ? texts.notTried : texts.offline;
  }
}
