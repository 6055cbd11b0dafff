/** What happened last, for as long as it is news: until the user goes elsewhere or, for mere results, for a while. */

import { type ReadonlySignal, signal } from '@preact/signals';
import type { Announcement, Notice } from '../shared/state.ts';

/** Milliseconds a result is told. */
const newsFor = 10_000;

const latest = signal<Announcement | null>(null);
let heard = -1;
let forgetting: ReturnType<typeof setTimeout> | undefined;

export const news: ReadonlySignal<Announcement | null> = latest;

/** Takes what main says happened last; the same one again is no news. */
export function hear(announcement: Announcement): void {
  if (announcement.sequence === heard) return;
  heard = announcement.sequence;
  clearTimeout(forgetting);
  latest.value = announcement;
  if (!staysUntilLeft(announcement.notice)) forgetting = setTimeout(forgetNews, newsFor);
}

/** The user went elsewhere, or it was long enough. */
export function forgetNews(): void {
  clearTimeout(forgetting);
  latest.value = null;
}

/** Whether a notice asks something of the user, or something is still going on. */
export function staysUntilLeft(notice: Notice): boolean {
  switch (notice.kind) {
    case 'problem':
    case 'generating':
    case 'vault-abandoned':
      return true;
    case 'signed-out':
      return !notice.revoked;
    default:
      return false;
  }
}
