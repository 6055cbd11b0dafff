/** The servers, one of them chosen: a group of radio buttons, with a filter where there are many. */

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { displayName } from '../../shared/display-name.ts';
import type { ServerSummary } from '../../shared/state.ts';
import { app } from '../bridge.ts';
import { connectionWords, ownerWords, serverName } from '../connection-words.ts';
import { open, serversWanted } from '../model.ts';
import { words } from '../words.ts';
import { ConnectionMark } from './connection-mark.tsx';
import { Icon } from './icon.tsx';

/** More servers than this get a filter. */
const manyServers = 8;
/** At most so many are drawn; the filter finds the rest. */
const mostShown = 300;
/** Those any window can show at once are drawn first; the others right after those are on the screen. */
const shownFirst = 40;

const texts = () => words().window.server;

export function ServerList({
  servers,
  chosenId,
}: {
  readonly servers: readonly ServerSummary[];
  readonly chosenId: string | null;
}) {
  const filter = useSignal('');
  const rows = useRef<HTMLDivElement>(null);
  const wanted = filter.value.trim().toLocaleLowerCase();
  const matching = servers.filter((server) => searchable(server).includes(wanted));
  const left = matching.length - mostShown;
  const most = useSignal(shownFirst);
  useEffect(() => {
    const waiting = setTimeout(() => {
      most.value = mostShown;
    });
    return () => clearTimeout(waiting);
  }, [most]);
  const isWanted = serversWanted.value;
  useEffect(() => {
    if (!isWanted) return;
    serversWanted.value = false;
    rows.current?.querySelector('input')?.focus();
  }, [isWanted]);
  return (
    <fieldset class="servers">
      <legend>{words().window.home.servers}</legend>
      {servers.length > manyServers && (
        <input
          type="search"
          aria-label={words().window.home.filter}
          placeholder={words().window.home.filter}
          value={filter.value}
          onInput={(event) => {
            filter.value = event.currentTarget.value;
          }}
        />
      )}
      <div class="rows" ref={rows}>
        {matching.slice(0, most.value).map((server) => (
          <ServerRow key={server.id} server={server} chosen={server.id === chosenId} />
        ))}
        {matching.length === 0 && <p class="hint">{words().window.home.noMatch}</p>}
        {left > 0 && <p class="hint">{words().window.home.notShown(left)}</p>}
      </div>
    </fieldset>
  );
}

/** What the filter looks at. */
function searchable({ name, ownerName, version }: ServerSummary): string {
  return `${name} ${ownerName ?? ''} ${version ?? ''}`.toLocaleLowerCase();
}

function ServerRow({ server, chosen }: { readonly server: ServerSummary; readonly chosen: boolean }) {
  const { id, version, leaksPermanentToken, warningAccepted } = server;
  const name = serverName(server);
  return (
    <div class="row">
      <label>
        <input
          type="radio"
          name="server"
          value={id}
          checked={chosen}
          onChange={() => void app.chooseServer({ serverId: id })}
        />
        <span class="what">
          <bdi class="name">{name}</bdi>
          <span class="state">
            <ConnectionMark server={server} />
            {connectionWords(server)}
          </span>
          <span class="more">
            <bdi>{ownerWords(server)}</bdi>
            {version !== null && <span> · {texts().version(displayName(version, ''))}</span>}
          </span>
          {leaksPermanentToken && !warningAccepted && <span class="caution">{texts().leaks}</span>}
        </span>
      </label>
      <button
        type="button"
        class="inside"
        aria-label={texts().details(name)}
        title={texts().details(name)}
        onClick={() => open({ name: 'server', serverId: id })}
      >
        <Icon name="forward" />
      </button>
    </div>
  );
}
