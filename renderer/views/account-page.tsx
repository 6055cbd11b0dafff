/** The accounts kept here, and the token details of the one in use: what Plex says of it, without anything secret. */

import { displayName } from '../../shared/display-name.ts';
import type { AppState, HomeUser } from '../../shared/state.ts';
import { accountGroups, type DetailGroup } from '../account-groups.ts';
import { app } from '../bridge.ts';
import { AccountList } from '../parts/account-list.tsx';
import { Empty } from '../parts/empty.tsx';
import { ExplainedAction } from '../parts/explained-action.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { ToCome } from '../parts/to-come.tsx';
import { words } from '../words.ts';

const texts = () => words().window.account;

export function AccountPage({ state }: { readonly state: AppState }) {
  const { details, homeUsers, loading, problem, readAt } = state.account;
  return (
    <>
      <PageHeader title={words().window.accounts.title} />
      <AccountList state={state} />
      {problem !== null && <ProblemNote problem={problem} tryAgain={() => app.refresh({})} />}
      {details === null && loading && <ToCome label={texts().loading} rows={4} />}
      {details === null && !loading && problem === null && <Empty icon="account" title={texts().unread} />}
      {details !== null && (
        <>
          <div class="page-part">
            <h2 class="big">{texts().title}</h2>
            <div class="actions">
              <button type="button" class="quiet" onClick={() => void app.copyAccountDetails({})}>
                {texts().copyDetails}
              </button>
              <ExplainedAction
                label={texts().copyToken}
                explanation={texts().copyTokenExplanation}
                confirm={texts().copyTokenConfirm}
                run={() => app.copyAccountToken({})}
              />
            </div>
          </div>
          {accountGroups(details).map((group) => (
            <Group key={group.title} group={group} />
          ))}
          {homeUsers.length > 1 && <HomeUsers users={homeUsers} />}
        </>
      )}
      {readAt !== null && (
        <p class="hint">
          <RelativeTime at={readAt} sentence={texts().readAt} />
        </p>
      )}
      <p class="hint">{texts().hidden}</p>
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
              <bdi>{displayName(label, '')}</bdi>
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

function HomeUsers({ users }: { readonly users: readonly HomeUser[] }) {
  return (
    <section class="group" aria-label={texts().homeUsers}>
      <h2>{texts().homeUsers}</h2>
      <dl>
        {users.map((user, index) => (
          // Names need not be unique; the list is shown as it came.
          <div key={index}>
            <dt>
              <bdi>{displayName(user.name)}</bdi>
            </dt>
            <dd>{homeUserWords(user)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function homeUserWords({ admin, managed, guest, pinSet }: HomeUser): string {
  const words = texts().homeUser;
  const kind = admin ? words.admin : managed ? words.managed : guest ? words.guest : words.plain;
  return pinSet ? `${kind}, ${words.pin}` : kind;
}
