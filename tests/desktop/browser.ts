/** A browser of the desktop that only notes what it is asked to open: a program of its own, found as `xdg-open`. */

import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface DesktopBrowser {
  /** What a program needs to find this browser before any other. */
  readonly environment: { readonly PATH: string };
  /** The addresses opened so far, the oldest first. */
  readonly opened: () => Promise<readonly string[]>;
}

/** Installs the browser into a folder. */
export async function installBrowser(folder: string): Promise<DesktopBrowser> {
  const programs = join(folder, 'programs');
  const notes = join(folder, 'opened');
  await mkdir(programs, { recursive: true });
  await writeFile(notes, '');
  await writeFile(join(programs, 'xdg-open'), `#!/bin/sh\nprintf '%s\\n' "$1" >> '${notes}'\n`);
  await chmod(join(programs, 'xdg-open'), 0o755);
  return {
    environment: { PATH: `${programs}:${process.env['PATH'] ?? ''}` },
    opened: async () => (await readFile(notes, 'utf8')).split('\n').filter((line) => line !== ''),
  };
}
