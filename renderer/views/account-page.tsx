/** The token's details: what Plex says of the account behind it, in groups, without anything secret. */

import { displayName } from '../../shared/display-name.ts';
import type { AppState } from '../../shared/state.ts';
import { windowTexts } from '../../shared/texts/english/window.ts';
import { dayAndTime } from '../../shared/time-words.ts';
import { accountGroups, type DetailGroup } from '../account-groups.ts';
import { app } from '../bridge.ts';
import { PageHeader } from '../parts/page-header.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';

const texts = windowTexts.account;

export function AccountPage({ state }: { readonly state: AppState }) {
  const { details, loading, problem, readAt } = state.account;
  return (
    <>
      <PageHeader title={texts.title} />
      {problem !== null && (
        <ProblemNote problem={problem} act={({ kind }) => (kind === 'try-again' ? () => void app.refresh({}) : null)} />
      )}
      {details === null && loading && <p class="empty">{texts.loading}</p>}
      {details !== null && accountGroups(details).map((group) => <Group key={group.title} group={group} />)}
      {readAt !== null && <p class="hint">{texts.readAt(dayAndTime(readAt))}</p>}
      <p class="hint">{texts.hidden}</p>
    </>
  );
}

function Group({ group }: { readonly group: DetailGroup }) {
  return (
    <section class="group" aria-label={group.title}>
      <h2>{group.title}</h2>
      <dl>
        {group.rows.map(({ label, value }) => (
          <div key={label}>
            <dt>
              <bdi>{label}</bdi>
            </dt>
            <dd>
              <bdi>{displayName(value, '')}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      {group.folded !== null && (
        <details>
          <summary>{group.folded.title}</summary>
          <ul>
            {group.folded.entries.map((entry) => (
              <li key={entry}>
                <bdi>{displayName(entry, '')}</bdi>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
