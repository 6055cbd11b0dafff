/** How copied tokens are written, for the big button and the tray alike. */

import { copyFormats } from '../../shared/settings.ts';
import type { AppState } from '../../shared/state.ts';
import { app } from '../bridge.ts';
import { copyFormat } from '../model.ts';
import { Choices } from '../parts/choices.tsx';
import { words } from '../words.ts';

export function CopyFormatSettings({ state }: { readonly state: AppState }) {
  return (
    <Choices
      name="copy-format"
      title={words().window.settings.copyFormat}
      values={copyFormats}
      chosen={state.settings.copyFormat}
      label={(format) => words().window.copyAs.formats[format]}
      choose={(format) => {
        copyFormat.value = null;
        return app.changeSettings({ copyFormat: format });
      }}
    />
  );
}
