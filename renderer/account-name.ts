/** What an account is called: the user's own label, else Plex's name. */

import { displayName } from '../shared/display-name.ts';
import type { AccountSummary } from '../shared/state.ts';
import { words } from './words.ts';

export const accountName = ({ label, name }: AccountSummary): string =>
  displayName(label === '' ? name : label, words().window.accounts.unnamed);
