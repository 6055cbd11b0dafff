/** What the ways to write a copied token are called. */

import type { CopyFormat } from '../../settings.ts';

export const copyFormatNames: Readonly<Record<CopyFormat, string>> = {
  token: 'Token',
  header: 'X-Plex-Token header',
  address: 'Address with token',
  curl: 'curl command',
  shell: 'Shell: export PLEX_TOKEN',
  powershell: 'PowerShell: $env:PLEX_TOKEN',
};
