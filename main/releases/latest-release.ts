/** Asks for the newest release: one constant address, and nothing about the user or this computer. */

import * as v from 'valibot';
import type { Transport } from '../ports.ts';

/** Where releases are published; the same as `homepage` in package.json. */
export const releasesHome = 'https://github.com/plex-token-tray/plex-token-tray';

/** What is asked: GitHub's "latest release" (REST API, releases), which leaves out drafts and pre-releases. */
const latestReleaseAddress = releasesHome
  .replace('https://github.com/', 'https://api.github.com/repos/')
  .concat('/releases/latest');

/** Milliseconds the answer may take, and bytes it may have. */
const longestWait = 20_000;
const largestAnswer = 256 * 1024;

const releaseSchema = v.object({ tag_name: v.pipe(v.string(), v.regex(/^v\d{1,5}\.\d{1,5}\.\d{1,5}$/u)) });

/** The version of the newest release, e.g. `1.2.3`; `null` for any answer that does not say, and for none. */
export async function latestRelease(transport: Transport, address = latestReleaseAddress): Promise<string | null> {
  try {
    const response = await transport(address, {
      // A name that is everybody's: the usual one tells the system and versions.
      headers: { Accept: 'application/vnd.github+json', 'User-Agent': 'Plex Token Tray' },
      redirect: 'error',
      credentials: 'omit',
      signal: AbortSignal.timeout(longestWait),
    });
    if (!response.ok) return null;
    const text = await shortText(response);
    const parsed = v.safeParse(releaseSchema, text === null ? null : JSON.parse(text));
    return parsed.success ? parsed.output.tag_name.slice(1) : null;
  } catch {
    // Offline, refused or not JSON: there will be another day.
    return null;
  }
}

/** An answer's text; `null` as soon as it is too long. */
async function shortText(response: Response): Promise<string | null> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > largestAnswer) return null;
  }
  return text;
}

/** Whether a version is newer than another; both as `major.minor.patch`. */
export function isNewer(version: string, than: string): boolean {
  const [ours, theirs] = [than, version].map((text) => text.split('.').map(Number));
  for (const place of [0, 1, 2]) {
    const difference = (theirs?.[place] ?? 0) - (ours?.[place] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
