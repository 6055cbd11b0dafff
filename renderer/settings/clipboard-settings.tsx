/** How long a copied secret stays on the clipboard. */

import { clipboardLifetimes } from '../../shared/settings.ts';
import type { AppState } from '../../shared/state.ts';
import { app } from '../bridge.ts';
import { Choices } from '../parts/choices.tsx';
import { words } from '../words.ts';

export function ClipboardSettings({ state }: { readonly state: AppState }) {
  return (
    <Choices
      name="clipboard"
      title={words().window.settings.clipboard}
      values={clipboardLifetimes}
      chosen={state.settings.clipboardSeconds}
      label={words().window.settings.lifetime}
      choose={(clipboardSeconds) => app.changeSettings({ clipboardSeconds })}
    />
  );
}
