/** The ways a transient token can be written for pasting. */

import type { CopyFormat } from '../../shared/settings.ts';

/** A token as it is to be pasted. `serverUri` is the origin of the server that made it. */
export function writeToken(format: CopyFormat, token: string, serverUri: string): string {
  switch (format) {
    case 'token':
      return token;
    case 'header':
      return header(token);
    case 'address':
      return `${serverUri}/?X-Plex-Token=${encodeURIComponent(token)}`;
    case 'curl':
      return `curl -H ${inShell('Accept: application/json')} -H ${inShell(header(token))} ${inShell(`${serverUri}/`)}`;
    case 'shell':
      return `export PLEX_TOKEN=${inShell(token)}`;
    case 'powershell':
      return `$env:PLEX_TOKEN = '${token.replaceAll("'", "''")}'`;
  }
}

const header = (token: string): string => `X-Plex-Token: ${token}`;

/** A word in single quotes, in which a POSIX shell reads nothing as its own. */
const inShell = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;
