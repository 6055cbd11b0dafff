/** In which form tokens are copied for the time being; the one of Settings unless chosen here. */

import { type CopyFormat, copyFormats } from '../../shared/settings.ts';
import type { AppState } from '../../shared/state.ts';
import { copyFormat } from '../model.ts';
import { words } from '../words.ts';

const texts = () => words().window.copyAs;

export function CopyAs({ state }: { readonly state: AppState }) {
  const usual = state.settings.copyFormat;
  return (
    <label class="copy-as">
      {texts().label}
      <select
        value={copyFormat.value ?? usual}
        onChange={(event) => {
          const chosen = event.currentTarget.value as CopyFormat;
          copyFormat.value = chosen === usual ? null : chosen;
        }}
      >
        {copyFormats.map((format) => (
          <option key={format} value={format}>
            {texts().formats[format]}
          </option>
        ))}
      </select>
    </label>
  );
}
