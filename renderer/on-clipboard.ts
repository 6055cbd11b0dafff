/** Whether a token of the list is what the clipboard holds. */

import type { ClipboardState, TransientTokenSummary } from '../shared/state.ts';

type Holding = Extract<ClipboardState, { readonly kind: 'holding' }>;

/** What is on the clipboard, if it is this token. */
export function holdingOf(token: TransientTokenSummary, clipboard: ClipboardState): Holding | null {
  const holds =
    clipboard.kind === 'holding' &&
    clipboard.what === 'transient-token' &&
    clipboard.serverName === token.serverName &&
    clipboard.lastFour === token.lastFour;
  return holds ? clipboard : null;
}
