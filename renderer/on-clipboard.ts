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

/** Milliseconds something just copied stands out. */
const fresh = 1500;

/** Whether something was copied a moment ago, so that it may be seen without reading. */
export const isFresh = (held: Holding | null, now: number): boolean => held !== null && now - held.copiedAt < fresh;
