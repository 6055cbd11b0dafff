/** Another base address of plex.tv's API, where the environment does not set one. */

import { useSignal } from '@preact/signals';
import type { Problem } from '../../shared/problem.ts';
import type { AppState } from '../../shared/state.ts';
import { app } from '../bridge.ts';
import { clock } from '../model.ts';
import { Field } from '../parts/field.tsx';
import { words } from '../words.ts';

const texts = () => words().window.settings;

export function PlexTvSettings({ state }: { readonly state: AppState }) {
  const { url, isFixed } = state.plexTv;
  const typed = useSignal(state.settings.plexTvUrl);
  const refused = useSignal<Problem | null>(null);
  const save = async (plexTvUrl: string): Promise<void> => {
    const saved = await app.changeSettings({ plexTvUrl });
    refused.value = saved.ok ? null : saved.problem;
  };
  return (
    <form
      class="group"
      aria-label={texts().plexTv}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save(typed.value.trim());
      }}
    >
      <h2>{texts().plexTv}</h2>
      <Field
        id="plex-tv-url"
        label={texts().plexTvUrl}
        value={isFixed ? url : typed.value}
        maxLength={300}
        placeholder={url}
        disabled={isFixed}
        hint={isFixed ? texts().plexTvFixed : texts().plexTvLead}
        wrong={refused.value === null ? null : words().problems[refused.value.code].explanation(refused.value, clock)}
        onInput={(value) => {
          typed.value = value;
          refused.value = null;
        }}
      />
      {!isFixed && (
        <div class="actions">
          <button type="submit" class="quiet">
            {texts().save}
          </button>
          <button
            type="button"
            class="quiet"
            onClick={() => {
              typed.value = '';
              void save('');
            }}
          >
            {texts().reset}
          </button>
        </div>
      )}
    </form>
  );
}
