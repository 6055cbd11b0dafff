/** Preferences. */

import { useSignal } from '@preact/signals';
import { clipboardLifetimes, type Settings } from '../../shared/settings.ts';
import type { AppState } from '../../shared/state.ts';
import { windowTexts } from '../../shared/texts/english/window.ts';
import { app } from '../bridge.ts';
import { Diagnostics } from '../parts/diagnostics.tsx';
import { Field } from '../parts/field.tsx';
import { PageHeader } from '../parts/page-header.tsx';

const texts = windowTexts.settings;
const themes = ['system', 'light', 'dark'] as const;
const identityFields = ['product', 'version', 'platform', 'deviceName'] as const;

export function SettingsPage({ state }: { readonly state: AppState }) {
  const { clipboardSeconds, theme, identity } = state.settings;
  return (
    <>
      <PageHeader title={texts.title} />
      <fieldset class="choices">
        <legend>{texts.clipboard}</legend>
        {clipboardLifetimes.map((seconds) => (
          <label key={seconds}>
            <input
              type="radio"
              name="clipboard"
              checked={clipboardSeconds === seconds}
              onChange={() => void app.changeSettings({ clipboardSeconds: seconds })}
            />
            {texts.lifetime(seconds)}
          </label>
        ))}
      </fieldset>
      <fieldset class="choices">
        <legend>{texts.theme}</legend>
        {themes.map((name) => (
          <label key={name}>
            <input
              type="radio"
              name="theme"
              checked={theme === name}
              onChange={() => void app.changeSettings({ theme: name })}
            />
            {texts.themes[name]}
          </label>
        ))}
      </fieldset>
      <Identity kept={identity} />
      <Diagnostics />
    </>
  );
}

function Identity({ kept }: { readonly kept: Settings['identity'] }) {
  const typed = useSignal(kept);
  return (
    <form
      class="group"
      onSubmit={(event) => {
        event.preventDefault();
        void app.changeSettings({ identity: typed.value });
      }}
    >
      <h2>{texts.identity}</h2>
      <p class="hint">{texts.identityLead}</p>
      {identityFields.map((name) => (
        <Field
          key={name}
          id={`identity-${name}`}
          label={texts[name]}
          value={typed.value[name]}
          maxLength={100}
          onInput={(value) => {
            typed.value = { ...typed.value, [name]: value };
          }}
        />
      ))}
      <button type="submit" class="quiet">
        {texts.save}
      </button>
    </form>
  );
}
