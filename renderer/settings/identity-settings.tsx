/** How the app introduces itself to Plex. */

import { useSignal } from '@preact/signals';
import type { AppState } from '../../shared/state.ts';
import { app } from '../bridge.ts';
import { Field } from '../parts/field.tsx';
import { words } from '../words.ts';

const texts = () => words().window.settings;
const fields = ['product', 'version', 'platform', 'deviceName'] as const;
const honest = { product: '', version: '', platform: '', deviceName: '' };

export function IdentitySettings({ state }: { readonly state: AppState }) {
  const typed = useSignal(state.settings.identity);
  return (
    <form
      class="group"
      aria-label={texts().identity}
      onSubmit={(event) => {
        event.preventDefault();
        void app.changeSettings({ identity: typed.value });
      }}
    >
      <h2>{texts().identity}</h2>
      <p class="hint">{texts().identityLead}</p>
      {fields.map((name) => (
        <Field
          key={name}
          id={`identity-${name}`}
          label={texts()[name]}
          value={typed.value[name]}
          maxLength={100}
          placeholder={state.app.identity[name]}
          onInput={(value) => {
            typed.value = { ...typed.value, [name]: value };
          }}
        />
      ))}
      <div class="actions">
        <button type="submit" class="quiet">
          {texts().save}
        </button>
        <button
          type="button"
          class="quiet"
          onClick={() => {
            typed.value = honest;
            void app.changeSettings({ identity: honest });
          }}
        >
          {texts().reset}
        </button>
      </div>
    </form>
  );
}
