/** How long a copied secret stays on the clipboard. */

import { clipboardLifetimes } from '../../shared/settings.ts';
import type { AppState } from '../../shared/state.ts';
import { windowTexts } from '../../shared/texts/english/window.ts';
import { app } from '../bridge.ts';
import { Choices } from '../parts/choices.tsx';

export function ClipboardSettings({ state }: { readonly state: AppState }) {
  return (
    <Choices
      name="clipboard"
      title={windowTexts.settings.clipboard}
      values={clipboardLifetimes}
      chosen={state.settings.clipboardSeconds}
      label={windowTexts.settings.lifetime}
      choose={(clipboardSeconds) => app.changeSettings({ clipboardSeconds })}
    />
  );
}
