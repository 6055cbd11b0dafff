/** What the ways to write a copied token are called, in German. */

import type { Catalogue } from '../catalogue.ts';

export const copyFormatNames = {
  token: 'Nur das Token',
  header: 'Kopfzeile X-Plex-Token',
  address: 'Adresse mit Token',
  curl: 'curl-Befehl',
  shell: 'Shell: export PLEX_TOKEN=…',
  powershell: 'PowerShell: $env:PLEX_TOKEN=…',
} as const satisfies Catalogue['copyFormats'];
