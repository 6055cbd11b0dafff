/** The language in effect in main: follows the settings, and loads the words. */

import type { AppState } from '../shared/state.ts';
import { type LanguageChoice, languageInEffect } from '../shared/texts/languages.ts';
import { type Words, wordsIn } from '../shared/texts/words.ts';

export interface FollowedLanguage {
  readonly words: () => Words;
  readonly follow: (state: AppState) => void;
}

/** Resolves once there are words. `onChanged` is told whenever they have become those of another language. */
export async function openLanguage(options: {
  readonly choice: LanguageChoice;
  /** The system's languages as tags, the preferred first. */
  readonly systemLanguages: readonly string[];
  readonly onChanged: () => void;
}): Promise<FollowedLanguage> {
  const { systemLanguages, onChanged } = options;
  let language = languageInEffect(options.choice, systemLanguages);
  let words = await wordsIn(language, systemLanguages);
  return {
    words: () => words,
    follow: ({ settings }) => {
      const wanted = languageInEffect(settings.language, systemLanguages);
      if (wanted === language) return;
      language = wanted;
      void wordsIn(wanted, systemLanguages).then((loaded) => {
        // Another may have been chosen meanwhile.
        if (wanted !== language) return;
        words = loaded;
        onChanged();
      });
    },
  };
}
