/** Light, dark, or like the system. */

import type { AppState } from '../../shared/state.ts';
import { windowTexts } from '../../shared/texts/english/window.ts';
import { app } from '../bridge.ts';
import { Choices } from '../parts/choices.tsx';

const themes = ['system', 'light', 'dark'] as const;

export function ThemeSettings({ state }: { readonly state: AppState }) {
  return (
    <Choices
      name="theme"
      title={windowTexts.settings.theme}
      values={themes}
      chosen={state.settings.theme}
      label={(theme) => windowTexts.settings.themes[theme]}
      choose={(theme) => app.changeSettings({ theme })}
    />
  );
}
