/** How copied tokens are written, for the big button and the tray alike. */

import { copyFormats } from '../../shared/settings.ts';
import type { AppState } from '../../shared/state.ts';
import { windowTexts } from '../../shared/texts/english/window.ts';
import { app } from '../bridge.ts';
import { copyFormat } from '../model.ts';
import { Choices } from '../parts/choices.tsx';

export function CopyFormatSettings({ state }: { readonly state: AppState }) {
  return (
    <Choices
      name="copy-format"
      title={windowTexts.settings.copyFormat}
      values={copyFormats}
      chosen={state.settings.copyFormat}
      label={(format) => windowTexts.copyAs.formats[format]}
      choose={(format) => {
        copyFormat.value = null;
        return app.changeSettings({ copyFormat: format });
      }}
    />
  );
}
