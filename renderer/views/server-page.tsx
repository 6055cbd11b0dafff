/** One server: how it is reached, what is known of it, and what can be done where it is not reached. */

import { useSignal } from '@preact/signals';
import { displayName } from '../../shared/display-name.ts';
import type { Problem } from '../../shared/problem.ts';
import type { AppState, ServerSummary } from '../../shared/state.ts';
import { app } from '../bridge.ts';
import { connectionWords, serverName } from '../connection-words.ts';
import { clock, open } from '../model.ts';
import { ConnectionMark } from '../parts/connection-mark.tsx';
import { Empty } from '../parts/empty.tsx';
import { Field } from '../parts/field.tsx';
import { Generate } from '../parts/generate.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { words } from '../words.ts';

const texts = () => words().window.server;

export function ServerPage({ state, serverId }: { readonly state: AppState; readonly serverId: string }) {
  const server = state.servers.list.find(({ id }) => id === serverId);
  if (server === undefined) {
    return (
      <>
        <PageHeader title={texts().unnamed} back />
        <Empty icon="local" title={texts().gone}>
          <button type="button" class="quiet" onClick={() => open({ name: 'home' })}>
            {texts().others}
          </button>
        </Empty>
      </>
    );
  }
  const isChosen = state.servers.chosenId === serverId;
  return (
    <>
      <PageHeader title={serverName(server)} back />
      <div class="generate">
        <Generate state={state} server={server} />
      </div>
      {isChosen ? (
        <p class="hint">{texts().chosen}</p>
      ) : (
        <button
          type="button"
          class="quiet"
          onClick={() => {
            void app.chooseServer({ serverId });
            open({ name: 'home' });
          }}
        >
          {texts().choose}
        </button>
      )}
      <Connection server={server} />
      <About server={server} />
      <ManualAddresses server={server} />
    </>
  );
}

function Connection({ server }: { readonly server: ServerSummary }) {
  const { id, connection, plainHttpAllowed, leaksPermanentToken, warningAccepted } = server;
  const tryAgain = () => app.reachServer({ serverId: id });
  return (
    <section class="group" aria-label={texts().connection}>
      <h2>{texts().connection}</h2>
      <div class="reached">
        <p class="state">
          <ConnectionMark server={server} />
          {connectionWords(server)}
        </p>
        <button
          type="button"
          class="quiet"
          aria-disabled={connection.kind === 'connecting'}
          onClick={() => {
            if (connection.kind !== 'connecting') void tryAgain();
          }}
        >
          {texts().tryAgain}
        </button>
      </div>
      {connection.kind === 'failed' && <ProblemNote problem={connection.problem} serverId={id} tryAgain={null} />}
      {plainHttpAllowed && <p class="caution">{texts().plainHttpAllowed}</p>}
      {leaksPermanentToken && <p class="caution">{warningAccepted ? texts().leaksKnown : texts().leaks}</p>}
    </section>
  );
}

function About({ server }: { readonly server: ServerSummary }) {
  const { id, owned, ownerName, version, platform, online, lastSeenAt, connection } = server;
  const seen = online ? (
    texts().seenNow
  ) : lastSeenAt === null ? null : (
    <RelativeTime at={lastSeenAt} sentence={(ago) => ago} />
  );
  const rows = [
    [texts().owner, owned ? texts().you : displayName(ownerName ?? '', texts().somebody)],
    [texts().versionLabel, version === null ? null : displayName(version, '')],
    [texts().platform, platform === null ? null : displayName(platform, '')],
    [texts().seen, seen],
    [texts().address, connection.kind === 'connected' ? displayName(connection.host, '') : null],
    [texts().identifier, displayName(id, '')],
  ] as const;
  return (
    <section class="group" aria-label={texts().about}>
      <h2>{texts().about}</h2>
      <dl>
        {rows
          .filter(([, value]) => value !== null && value !== '')
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

function ManualAddresses({ server }: { readonly server: ServerSummary }) {
  const { id, manualAddresses } = server;
  const typed = useSignal('');
  const refused = useSignal<Problem | null>(null);
  const add = async (): Promise<void> => {
    if (typed.value.trim() === '') return;
    const added = await app.addServerAddress({ serverId: id, address: typed.value.trim() });
    refused.value = added.ok ? null : added.problem;
    if (added.ok) typed.value = '';
  };
  return (
    <form
      class="group"
      aria-label={texts().byHand}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <h2>{texts().byHand}</h2>
      {manualAddresses.length > 0 && (
        <ul class="addresses">
          {manualAddresses.map((address) => (
            <li key={address}>
              <code>{displayName(address, '')}</code>
              <button
                type="button"
                class="link"
                aria-label={texts().remove(address)}
                onClick={() => void app.removeServerAddress({ serverId: id, address })}
              >
                {texts().removeShort}
              </button>
            </li>
          ))}
        </ul>
      )}
      <Field
        id="manual-address"
        label={texts().addressToAdd}
        value={typed.value}
        maxLength={300}
        placeholder="https://192.168.1.5:32400"
        hint={texts().byHandLead}
        wrong={refused.value === null ? null : words().problems[refused.value.code].explanation(refused.value, clock)}
        onInput={(value) => {
          typed.value = value;
          refused.value = null;
        }}
      />
      <button type="submit" class="quiet">
        {texts().add}
      </button>
    </form>
  );
}
