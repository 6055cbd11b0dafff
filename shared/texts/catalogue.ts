/**
 * What a language has to say: the shape of the catalogue is that of English, and the compiler holds every other language
 * against it (`docs/decisions/words-in-two-languages.md`).
 */

import type { texts } from './english/index.ts';

/** Everything the app says, in whichever language. */
export type Catalogue = Widened<typeof texts>;

/** The same, with any words in the place of the English ones. */
type Widened<Text> = Text extends string
  ? string
  : Text extends (...values: infer Values) => infer Said
    ? (...values: Values) => Widened<Said>
    : { readonly [Key in keyof Text]: Widened<Text[Key]> };
