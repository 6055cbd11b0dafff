/** How one of the user's servers reaches a source: asked, shown as a table, its token copied. */

import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import { canAskForSource } from '../../shared/allowed-actions.ts';
import { displayName } from '../../shared/display-name.ts';
import type { AppState, ServerSummary, SourceState } from '../../shared/state.ts';
import { app } from '../bridge.ts';
import { ownerWords, serverName } from '../connection-words.ts';
import { clock } from '../model.ts';
import { Empty } from '../parts/empty.tsx';
import { Field } from '../parts/field.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { ToCome } from '../parts/to-come.tsx';
import { looksLikeSource, serverSource } from '../source-address.ts';
import { useTelling } from '../told-in-place.ts';
import { words } from '../words.ts';

const texts = () => words().window.source;

export function SourcePage({ state }: { readonly state: AppState }) {
  const { list, chosenId } = state.servers;
  const { asking, problem, answer } = state.source;
  const able = list.filter(({ sourceObstacle }) => sourceObstacle === null);
  const picked = useSignal<string | null>(null);
  const source = useSignal('');
  const refresh = useSignal(false);
  const wrong = useSignal(false);
  const preferred = [picked.value, chosenId].find((id) => able.some((server) => server.id === id));
  const serverId = preferred ?? able[0]?.id ?? null;

  const ask = (): void => {
    wrong.value = !looksLikeSource(source.value);
    if (wrong.value || serverId === null || !canAskForSource(state, serverId)) return;
    void app.readSourceConnections({ serverId, source: source.value.trim(), refresh: refresh.value });
  };

  return (
    <>
      <PageHeader title={texts().title} />
      <p class="hint">{texts().lead}</p>
      {able.length === 0 ? (
        <NobodyToAsk servers={state.servers} />
      ) : (
        <form
          class="group"
          aria-label={texts().title}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            ask();
          }}
        >
          <Select
            label={texts().server}
            value={serverId ?? ''}
            options={able.map((server) => [server.id, serverName(server)])}
            onChange={(id) => {
              picked.value = id;
            }}
          />
          <Select
            label={texts().pick}
            value={list.find(({ id }) => serverSource(id) === source.value.trim())?.id ?? ''}
            options={[['', texts().pickNone], ...list.map((server) => [server.id, sourceName(server)] as const)]}
            onChange={(id) => {
              source.value = id === '' ? '' : serverSource(id);
              wrong.value = false;
            }}
          />
          <Field
            id="source"
            label={texts().source}
            value={source.value}
            maxLength={300}
            hint={texts().sourceHint}
            wrong={wrong.value ? texts().sourceWrong : null}
            onInput={(value) => {
              source.value = value;
              wrong.value = false;
            }}
          />
          <label class="switch">
            <input
              type="checkbox"
              checked={refresh.value}
              onChange={(event) => {
                refresh.value = event.currentTarget.checked;
              }}
            />
            {texts().refresh}
          </label>
          <div class="actions">
            <button type="submit" class="primary" aria-disabled={asking}>
              {asking ? texts().asking : texts().ask}
            </button>
            {asking && (
              <button type="button" class="quiet" onClick={() => void app.cancelGenerating({})}>
                {texts().cancel}
              </button>
            )}
          </div>
        </form>
      )}
      {problem !== null && <ProblemNote problem={problem} serverId={serverId} tryAgain={ask} />}
      {answer !== null && <Answer key={`${answer.serverName} ${answer.source}`} answer={answer} />}
      <Obstacles servers={list.filter(({ sourceObstacle }) => sourceObstacle !== null)} />
    </>
  );
}

/** Why there is no form: the servers are not known yet, could not be read, or none of them can be asked. */
function NobodyToAsk({ servers: { list, loading, problem } }: { readonly servers: AppState['servers'] }) {
  if (list.length === 0 && loading) return <ToCome label={words().window.home.loadingServers} rows={3} />;
  if (list.length === 0 && problem !== null) return <ProblemNote problem={problem} tryAgain={() => app.refresh({})} />;
  return <Empty icon="source" title={texts().noServer} help={texts().noServerHelp} />;
}

const sourceName = (server: ServerSummary): string => `${serverName(server)} · ${ownerWords(server)}`;

function Select({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map(([each, name]) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

function Answer({ answer }: { readonly answer: NonNullable<SourceState['answer']> }) {
  const { name, id, serverName: teller, tokenLastFour, connections } = answer;
  const title = texts().answer(displayName(name));
  const section = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useTelling('source-read', heading);
  // What was asked for is what is to be read now.
  useEffect(() => section.current?.scrollIntoView({ block: 'nearest' }), []);
  return (
    <section class="group" aria-label={title} ref={section}>
      <h2 ref={heading}>{title}</h2>
      <dl>
        <div>
          <dt>{texts().name}</dt>
          <dd>
            <bdi>{displayName(name)}</bdi>
          </dd>
        </div>
        <div>
          <dt>{texts().identifier}</dt>
          <dd>
            <bdi>{displayName(id, '')}</bdi>
          </dd>
        </div>
        <div>
          <dt>{texts().told}</dt>
          <dd>
            <bdi>{displayName(teller)}</bdi>
          </dd>
        </div>
        <div>
          <dt>{texts().token}</dt>
          <dd>{tokenLastFour === null ? texts().noToken : <code>{`…${tokenLastFour}`}</code>}</dd>
        </div>
      </dl>
      {tokenLastFour !== null && (
        <button type="button" class="quiet" onClick={() => void app.copySourceToken({})}>
          {texts().copyToken}
        </button>
      )}
      {connections.length === 0 ? (
        <p class="hint">{texts().none}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{texts().address}</th>
              <th scope="col">{texts().kind}</th>
              <th scope="col">{texts().protocol}</th>
            </tr>
          </thead>
          <tbody>
            {connections.map(({ uri, address, port, local, relay, protocol }) => (
              <tr key={uri}>
                <td>
                  <code>{displayName(uri, '')}</code>
                  <p class="more">{displayName(port === null ? address : `${address}:${port}`, '')}</p>
                </td>
                <td>{texts().kinds[relay ? 'relay' : local ? 'local' : 'remote']}</td>
                <td>{displayName(protocol, '')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** The servers that cannot be asked, each with its reason. */
function Obstacles({ servers }: { readonly servers: readonly ServerSummary[] }) {
  if (servers.length === 0) return null;
  return (
    <details class="obstacles">
      <summary>{texts().obstacles(servers.length)}</summary>
      <ul>
        {servers.map((server) => (
          <li key={server.id}>
            <bdi class="name">{serverName(server)}</bdi>
            {server.sourceObstacle !== null && (
              <span class="more">
                {words().problems[server.sourceObstacle.code].explanation(server.sourceObstacle, clock)}
              </span>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
