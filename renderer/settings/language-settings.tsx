/** The language of window, tray and answers: the system's, or one that was chosen. */

import type { AppState } from '../../shared/state.ts';
import { languageChoices, languages } from '../../shared/texts/languages.ts';
import { app } from '../bridge.ts';
import { languageName } from '../language-name.ts';
import { Choices } from '../parts/choices.tsx';
import { words } from '../words.ts';

export function LanguageSettings({ state }: { readonly state: AppState }) {
  return (
    <Choices
      name="language"
      title={words().window.settings.language}
      values={languageChoices}
      chosen={state.settings.language}
      label={languageName}
      // Each name is in its own language, and read out in it.
      lang={(choice) => (choice === 'system' ? undefined : languages[choice].tag)}
      choose={(language) => app.changeSettings({ language })}
    />
  );
}
