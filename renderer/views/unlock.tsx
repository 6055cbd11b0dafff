/** Asks for the passphrase of the vault. */

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { app } from '../bridge.ts';
import { clock } from '../model.ts';
import { Icon } from '../parts/icon.tsx';
import { SecretField } from '../parts/secret-field.tsx';
import { words } from '../words.ts';

const texts = () => words().window.unlock;

export function Unlock() {
  const passphrase = useSignal('');
  const wrong = useSignal<string | null>(null);
  const unlocking = useSignal(false);
  const forgotten = useSignal(false);
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => box.current?.focus(), []);

  const unlock = async (): Promise<void> => {
    if (unlocking.value || passphrase.value === '') return;
    unlocking.value = true;
    const outcome = await app.unlock({ passphrase: passphrase.value });
    unlocking.value = false;
    passphrase.value = '';
    wrong.value = outcome.ok ? null : words().problems[outcome.problem.code].explanation(outcome.problem, clock);
    box.current?.focus();
  };

  return (
    <form
      class="sign-in"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void unlock();
      }}
    >
      <header class="hero">
        <Icon name="ticket" />
        <h1>{texts().title}</h1>
        <p>{texts().lead}</p>
      </header>
      <SecretField
        id="passphrase"
        label={texts().passphrase}
        show={texts().showPassphrase}
        hide={texts().hidePassphrase}
        value={passphrase.value}
        onInput={(value) => {
          passphrase.value = value;
          wrong.value = null;
        }}
        maxLength={4096}
        wrong={wrong.value}
        disabled={unlocking.value}
        inputRef={box}
      />
      <div class="actions">
        <button type="submit" class="primary" disabled={unlocking.value}>
          {unlocking.value ? texts().unlocking : texts().submit}
        </button>
      </div>
      {forgotten.value ? (
        <section class="group" aria-label={texts().forgotten}>
          <p class="hint">{texts().forgottenLead}</p>
          <div class="actions">
            <button type="button" class="quiet" onClick={() => void app.abandonVault({})}>
              {texts().abandon}
            </button>
            <button
              type="button"
              class="quiet"
              onClick={() => {
                forgotten.value = false;
              }}
            >
              {texts().cancel}
            </button>
          </div>
        </section>
      ) : (
        <button
          type="button"
          class="link"
          onClick={() => {
            forgotten.value = true;
          }}
        >
          {texts().forgotten}
        </button>
      )}
    </form>
  );
}
