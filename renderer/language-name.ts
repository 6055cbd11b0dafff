/** What a choice of language is called: each language in its own words, whatever is in effect. */

import { type LanguageChoice, languages } from '../shared/texts/languages.ts';
import { words } from './words.ts';

export const languageName = (choice: LanguageChoice): string =>
  choice === 'system' ? words().window.settings.languageOfSystem : languages[choice].name;
