/**
 * The words of the language in effect. Reading them is reading a signal: what is drawn with them is drawn anew when they
 * change. So they are read while drawing, never while a module loads, when there are none yet.
 */

import { signal } from '@preact/signals';
import type { Language } from '../shared/texts/languages.ts';
import { type Words, wordsIn } from '../shared/texts/words.ts';
// Into the window's own file, since most windows need it: the other languages have one each.
import '../shared/texts/english/index.ts';

const inEffect = signal<Words | null>(null);

export function words(): Words {
  if (inEffect.value === null) throw new Error('There are no words yet.');
  return inEffect.value;
}

/** What was asked for last, which is what counts where an earlier one takes longer. */
let asked: { readonly language: Language; readonly spoken: Promise<void> } | null = null;

/** Puts a language in effect. Resolves when it is. */
export function speak(language: Language, systemLanguages: readonly string[]): Promise<void> {
  if (asked?.language === language) return asked.spoken;
  const spoken = wordsIn(language, systemLanguages).then((loaded) => {
    if (asked?.language === language) inEffect.value = loaded;
  });
  asked = { language, spoken };
  return spoken;
}
