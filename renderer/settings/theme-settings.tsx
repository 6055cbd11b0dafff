/** Light, dark, or like the system. */

import type { AppState } from '../../shared/state.ts';
import { app } from '../bridge.ts';
import { Choices } from '../parts/choices.tsx';
import { words } from '../words.ts';

const themes = ['system', 'light', 'dark'] as const;

export function ThemeSettings({ state }: { readonly state: AppState }) {
  return (
    <Choices
      name="theme"
      title={words().window.settings.theme}
      values={themes}
      chosen={state.settings.theme}
      label={(theme) => words().window.settings.themes[theme]}
      choose={(theme) => app.changeSettings({ theme })}
    />
  );
}
