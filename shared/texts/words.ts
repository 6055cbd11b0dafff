/** The words of the language in effect, with times written as where the user is. */

import { type Times, timesIn } from '../time-words.ts';
import type { Catalogue } from './catalogue.ts';
import { catalogues } from './catalogues.ts';
import { type Language, localeOf } from './languages.ts';

export interface Words extends Omit<Catalogue, 'times'> {
  readonly language: Language;
  readonly times: Times;
}

/** Loads the words. `systemLanguages`: the system's tags, the preferred first. */
export async function wordsIn(language: Language, systemLanguages: readonly string[]): Promise<Words> {
  const { texts } = await catalogues[language]();
  return { ...texts, language, times: timesIn(localeOf(language, systemLanguages), texts.times) };
}
