/** Whether to look for newer versions. */

import type { AppState } from '../../shared/state.ts';
import { app } from '../bridge.ts';
import { open } from '../model.ts';
import { words } from '../words.ts';

const texts = () => words().window.about;

export function UpdateSettings({ state }: { readonly state: AppState }) {
  const { lookForUpdates } = state.settings;
  return (
    <fieldset class="choices">
      <legend>{texts().updates}</legend>
      <label>
        <input
          type="checkbox"
          checked={lookForUpdates}
          onChange={() => void app.changeSettings({ lookForUpdates: !lookForUpdates })}
        />
        {texts().lookForUpdates}
      </label>
      <p class="hint">{texts().lookForUpdatesLead}</p>
      <button type="button" class="link" onClick={() => open({ name: 'about' })}>
        {texts().open}
      </button>
    </fieldset>
  );
}
