/** An account's picture, or its initial. Says nothing by itself: the name stands beside it. */

import type { AccountSummary, AppState } from '../../shared/state.ts';
import { accountName } from '../account-name.ts';

export function Avatar({
  account,
  avatars,
}: {
  readonly account: AccountSummary;
  readonly avatars: AppState['avatars'];
}) {
  const picture = avatars[account.id];
  return (
    <span class="avatar" aria-hidden="true">
      {picture === undefined ? initial(accountName(account)) : <img src={picture} alt="" />}
    </span>
  );
}

/** The first letter a reader sees as one, be it made of several code points. */
function initial(name: string): string {
  const [first] = new Intl.Segmenter().segment(name);
  return first?.segment.toLocaleUpperCase() ?? '';
}
