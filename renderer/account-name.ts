/** What an account is called: the user's own label, else Plex's name. */

import { displayName } from '../shared/display-name.ts';
import type { AccountSummary } from '../shared/state.ts';
import { windowTexts } from '../shared/texts/english/window.ts';

export const accountName = ({ label, name }: AccountSummary): string =>
  displayName(label === '' ? name : label, windowTexts.accounts.unnamed);
