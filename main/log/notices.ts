/** What the log tells of what the user was told. */

import type { Notice } from '../../shared/state.ts';
import type { LogDetails } from './log.ts';

/** A notice by its kind; a problem by its codes. Names, ends of tokens and Plex's own words stay out. */
export function noticeDetails(notice: Notice): LogDetails {
  if (notice.kind !== 'problem') return { kind: notice.kind };
  const { code, status, plexCode, detail } = notice.problem;
  return { kind: notice.kind, code, status, plexCode, detail };
}
