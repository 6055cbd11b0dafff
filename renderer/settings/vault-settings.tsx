/** Where credentials are kept, and the passphrase, where it is one. */

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { shortestPassphrase } from '../../shared/contract.ts';
import type { Problem } from '../../shared/problem.ts';
import { lockDelays } from '../../shared/settings.ts';
import { type AppState, type VaultMode, vaultModes } from '../../shared/state.ts';
import { app } from '../bridge.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { SecretField } from '../parts/secret-field.tsx';
import { words } from '../words.ts';

const texts = () => words().window.vault;

export function VaultSettings({ state }: { readonly state: AppState }) {
  const { mode, locked } = state.vault;
  /** What was clicked, until it is so. */
  const wanted = useSignal<VaultMode | null>(null);
  const problem = useSignal<Problem | null>(null);
  const shown = wanted.value ?? mode;

  const choose = async (next: VaultMode): Promise<void> => {
    problem.value = null;
    wanted.value = next;
    if (next === 'passphrase' || next === mode) return;
    const outcome = await app.changeVaultMode({ mode: next });
    wanted.value = null;
    problem.value = outcome.ok ? null : outcome.problem;
  };

  return (
    <fieldset class="choices vault-choice">
      <legend>{texts().title}</legend>
      {problem.value !== null && <ProblemNote problem={problem.value} tryAgain={null} />}
      {vaultModes.map((name) => (
        <label key={name}>
          <input
            type="radio"
            name="vault"
            checked={shown === name}
            disabled={locked}
            aria-describedby={`vault-${name}`}
            onChange={() => void choose(name)}
          />
          <span>
            {texts().modes[name]}
            <span class="hint" id={`vault-${name}`}>
              {texts().about[name]}
            </span>
          </span>
        </label>
      ))}
      {shown === 'passphrase' && wanted.value !== null && (
        <NewPassphrase
          done={(outcome) => {
            wanted.value = null;
            problem.value = outcome;
          }}
        />
      )}
      {mode === 'passphrase' && wanted.value === null && (
        <Locking
          state={state}
          change={() => {
            wanted.value = 'passphrase';
          }}
        />
      )}
    </fieldset>
  );
}

function Locking({ state, change }: { readonly state: AppState; readonly change: () => void }) {
  return (
    <>
      <label class="inline">
        {texts().lockAfter}
        <select
          value={String(state.settings.lockAfterMinutes)}
          onChange={(event) => {
            const minutes = lockDelays.find((delay) => String(delay) === event.currentTarget.value);
            if (minutes !== undefined) void app.changeSettings({ lockAfterMinutes: minutes });
          }}
        >
          {lockDelays.map((minutes) => (
            <option key={minutes} value={String(minutes)}>
              {texts().delay(minutes)}
            </option>
          ))}
        </select>
      </label>
      <p class="hint">{texts().lockedToo}</p>
      {!state.vault.locked && (
        <div class="actions">
          <button type="button" class="quiet" onClick={() => void app.lock({})}>
            {texts().lockNow}
          </button>
          <button type="button" class="quiet" onClick={change}>
            {texts().change}
          </button>
        </div>
      )}
    </>
  );
}

/** The passphrase typed twice; `done` tells what came of it, `null` for success or a change of mind. */
function NewPassphrase({ done }: { readonly done: (problem: Problem | null) => void }) {
  const first = useSignal('');
  const second = useSignal('');
  const tried = useSignal(false);
  const working = useSignal(false);
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => box.current?.focus(), []);
  const tooShort = first.value.length < shortestPassphrase;
  const different = first.value !== second.value;

  const use = async (): Promise<void> => {
    tried.value = true;
    if (tooShort || different || working.value) return;
    working.value = true;
    const outcome = await app.changeVaultMode({ mode: 'passphrase', passphrase: first.value });
    done(outcome.ok ? null : outcome.problem);
  };

  return (
    <form
      class="group"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void use();
      }}
    >
      <SecretField
        id="new-passphrase"
        label={texts().passphrase}
        show={texts().showPassphrase}
        hide={texts().hidePassphrase}
        value={first.value}
        onInput={(value) => {
          first.value = value;
        }}
        autoComplete="new-password"
        maxLength={4096}
        hint={texts().passphraseHint(shortestPassphrase)}
        wrong={tried.value && tooShort ? texts().tooShort(shortestPassphrase) : null}
        disabled={working.value}
        inputRef={box}
      />
      <SecretField
        id="new-passphrase-again"
        label={texts().passphraseAgain}
        show={texts().showPassphraseAgain}
        hide={texts().hidePassphraseAgain}
        value={second.value}
        onInput={(value) => {
          second.value = value;
        }}
        autoComplete="new-password"
        maxLength={4096}
        wrong={tried.value && !tooShort && different ? texts().notTheSame : null}
        disabled={working.value}
      />
      <div class="actions">
        <button type="submit" class="primary" disabled={working.value}>
          {working.value ? texts().working : texts().use}
        </button>
        <button type="button" class="quiet" disabled={working.value} onClick={() => done(null)}>
          {texts().cancel}
        </button>
      </div>
    </form>
  );
}
