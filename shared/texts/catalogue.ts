/**
 * What a language has to say: the shape of the catalogue is that of English, and the compiler holds every other language
 * against it (`docs/decisions/words-in-two-languages.md`).
 */

import type { texts } from './english/index.ts';

/** Everything the app says, in whichever language. */
export type Catalogue = Widened<typeof texts>;

/**
 * The catalogue, held against what a language wrote: a function that leaves out a parameter English uses, or asks for
 * one more, is no text of that place. (Missing and superfluous keys are found by `Catalogue` alone.)
 */
export type Translation<Written> = SameParameters<Written, typeof texts>;

/** The same, with any words in the place of the English ones. */
type Widened<Text> = Text extends string
  ? string
  : Text extends (...values: infer Values) => infer Said
    ? (...values: Values) => Widened<Said>
    : { readonly [Key in keyof Text]: Widened<Text[Key]> };

type SameParameters<Written, English> = English extends (...values: infer Wanted) => unknown
  ? Written extends (...values: infer Taken) => unknown
    ? Taken['length'] extends Wanted['length']
      ? Written
      : 'This text does not take the parameters that the English one takes.'
    : never
  : English extends string
    ? Written
    : {
        readonly [Key in keyof English]: Key extends keyof Written ? SameParameters<Written[Key], English[Key]> : never;
      };
