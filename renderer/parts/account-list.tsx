/** The accounts kept here: one in use, each with its standing, to be named, switched to and signed out. */

import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { AccountSummary, AppState } from '../../shared/state.ts';
import { accountName } from '../account-name.ts';
import { app } from '../bridge.ts';
import { open } from '../model.ts';
import { words } from '../words.ts';
import { Avatar } from './avatar.tsx';
import { Field } from './field.tsx';
import { Icon } from './icon.tsx';
import { RelativeTime } from './relative-time.tsx';

const texts = () => words().window.accounts;

export function AccountList({ state }: { readonly state: AppState }) {
  return (
    <section class="accounts" aria-label={texts().title}>
      <fieldset class="rows">
        <legend class="unseen">{words().window.home.accountInUse}</legend>
        {state.accounts.map((account) => (
          <Account
            key={account.id}
            account={account}
            avatars={state.avatars}
            isActive={account.id === state.activeAccountId}
          />
        ))}
      </fieldset>
      <button type="button" class="quiet with-icon" onClick={() => open({ name: 'add-account' })}>
        <Icon name="add" />
        {texts().add}
      </button>
      <p class="hint">{texts().signOutHelp}</p>
    </section>
  );
}

function Account({
  account,
  avatars,
  isActive,
}: {
  readonly account: AccountSummary;
  readonly avatars: AppState['avatars'];
  readonly isActive: boolean;
}) {
  const renaming = useSignal(false);
  const renameButton = useRef<HTMLButtonElement>(null);
  const wasRenaming = useRef(false);
  const isRenaming = renaming.value;
  useLayoutEffect(() => {
    // The cursor goes back to where it came from.
    if (wasRenaming.current && !isRenaming) renameButton.current?.focus();
    wasRenaming.current = isRenaming;
  }, [isRenaming]);
  const { id: accountId, standing } = account;
  const name = accountName(account);
  return (
    <div class="row account">
      <label>
        <input type="radio" name="account" checked={isActive} onChange={() => void app.switchAccount({ accountId })} />
        <Avatar account={account} avatars={avatars} />
        <span class="what">
          <bdi class="name">{name}</bdi>
          <span class="more">
            <Standing account={account} />
          </span>
        </span>
      </label>
      {isRenaming ? (
        <Rename
          account={account}
          close={() => {
            renaming.value = false;
          }}
        />
      ) : (
        <div class="actions">
          {standing === 'sign-in-needed' && (
            <button
              type="button"
              class="link"
              aria-label={texts().signInAgain(name)}
              onClick={() => open({ name: 'add-account' })}
            >
              {texts().signInAgainShort}
            </button>
          )}
          <button
            type="button"
            class="link"
            ref={renameButton}
            aria-label={texts().rename(name)}
            onClick={() => {
              renaming.value = true;
            }}
          >
            {texts().renameShort}
          </button>
          <button
            type="button"
            class="link"
            aria-label={texts().signOut(name)}
            onClick={() => void app.signOut({ accountId })}
          >
            {words().window.navigation.signOut}
          </button>
        </div>
      )}
    </div>
  );
}

function Standing({ account: { standing, confirmedAt } }: { readonly account: AccountSummary }) {
  if (standing === 'sign-in-needed') return <span class="caution">{texts().signInNeeded}</span>;
  return confirmedAt === null ? (
    <span>{texts().neverConfirmed}</span>
  ) : (
    <RelativeTime at={confirmedAt} sentence={texts().confirmed} />
  );
}

function Rename({ account, close }: { readonly account: AccountSummary; readonly close: () => void }) {
  const typed = useSignal(account.label);
  const box = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => box.current?.focus(), []);
  return (
    <form
      class="rename"
      onSubmit={(event) => {
        event.preventDefault();
        void app.labelAccount({ accountId: account.id, label: typed.value });
        close();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        close();
      }}
    >
      <Field
        id={`label-${account.id}`}
        label={texts().label}
        value={typed.value}
        maxLength={60}
        placeholder={accountName({ ...account, label: '' })}
        inputRef={box}
        onInput={(value) => {
          typed.value = value;
        }}
      />
      <div class="actions">
        <button type="submit" class="quiet">
          {texts().save}
        </button>
        <button type="button" class="quiet" onClick={close}>
          {texts().cancel}
        </button>
      </div>
    </form>
  );
}
