/** What is typed as a source, so far as the window needs to know it; main checks it for good. */

/** The source that a server is, by its machine identifier. */
export const serverSource = (serverId: string): string => `server://${serverId}`;

/** Whether a text may be a source: enough to point out a slip before anything is sent. */
export const looksLikeSource = (typed: string): boolean => /^(?:server|provider):\/\/[^\s/]/u.test(typed.trim());
