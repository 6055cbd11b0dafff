/** The languages there are, and which of them is in effect. Their words are in `catalogues.ts`. */

/** `tag` is the language's in BCP 47, `name` what it calls itself. */
export const languages = {
  english: { tag: 'en', name: 'English' },
  german: { tag: 'de', name: 'Deutsch' },
} as const satisfies Readonly<Record<string, { tag: string; name: string }>>;

export type Language = keyof typeof languages;

export const languageNames = Object.keys(languages) as readonly Language[];

/** What somebody can choose. */
export const languageChoices = ['system', ...languageNames] as const;
export type LanguageChoice = (typeof languageChoices)[number];

/**
 * The language in effect: the one chosen, or the first of the system's that there is, or English.
 * `systemLanguages`: tags such as `de-AT`, the preferred first. Others than tags (`c`, `posix`) are passed over.
 */
export function languageInEffect(choice: LanguageChoice, systemLanguages: readonly string[]): Language {
  if (choice !== 'system') return choice;
  const spoken = systemLanguages.map(
    (tag) => languageNames.find((language) => languages[language].tag === primary(tag)) ?? null,
  );
  return spoken.find((language) => language !== null) ?? 'english';
}

/**
 * How dates and times are written in a language: as where the user is, so that English in Austria has 24 hours.
 * Answers a tag such as `en-AT`.
 */
export function localeOf(language: Language, systemLanguages: readonly string[]): string {
  const { tag } = languages[language];
  const own = systemLanguages.find((preferred) => primary(preferred) === tag && regionOf(preferred) !== null);
  const region = regionOf(own ?? '') ?? systemLanguages.map(regionOf).find((found) => found !== null) ?? null;
  return region === null ? tag : `${tag}-${region}`;
}

const primary = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';

/** The two letters of a country in a tag; `null` where it names none. */
const regionOf = (tag: string): string | null => /^[a-z]{2,3}(?:-[a-z]{4})?-([a-z]{2})(?:-|$)/iu.exec(tag)?.[1] ?? null;
