// @ts-check
/** Prints the path of the Electron executable in use: `node build/electron-path.mjs`. */

import { findElectron } from './electron-binary.mjs';
import { command, isStartedDirectly, PlainError, say } from './terminal.mjs';

/** The Electron executable in use. */
export function electronPath() {
  const found = findElectron();
  if (found === null) throw new PlainError('Electron is not here yet. Please run: npm run setup');
  return found.path;
}

if (isStartedDirectly(import.meta.url)) {
  await command(async () => say(electronPath()));
}
