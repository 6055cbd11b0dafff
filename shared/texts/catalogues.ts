/** Where each language's words are; each is loaded when it is needed. Apart from `languages.ts`, which the preload script has. */

import type { Catalogue } from './catalogue.ts';
import type { Language } from './languages.ts';

/** Loads a language's words. */
export const catalogues: Readonly<Record<Language, () => Promise<{ readonly texts: Catalogue }>>> = {
  english: () => import('./english/index.ts'),
  german: () => import('./german/index.ts'),
};
