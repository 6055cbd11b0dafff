// @ts-check
/** Prints the path of the Electron executable in use: `node build/electron-path.mjs`. */

import { pathToFileURL } from 'node:url';
import { findElectron } from './electron-binary.mjs';
import { command, PlainError, say } from './terminal.mjs';

/** The Electron executable in use. */
export function electronPath() {
  const found = findElectron();
  if (found === null) throw new PlainError('Electron is not here yet. Please run: npm run setup');
  return found.path;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await command(async () => say(electronPath()));
}
