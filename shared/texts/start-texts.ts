/** What is said before a catalogue can be loaded, in every language at once: few words, since the tray waits for them. */

import type { Catalogue } from './catalogue.ts';
import { startTexts as english } from './english/start.ts';
import { startTexts as german } from './german/start.ts';
import type { Language } from './languages.ts';

export type StartTexts = Catalogue['start'];

export const startTexts: Readonly<Record<Language, StartTexts>> = { english, german };
