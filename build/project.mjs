// @ts-check
/** Where things of this project are. */

import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const projectFolder = dirname(dirname(fileURLToPath(import.meta.url)));

/** What is fetched once and shared by all checkouts. */
export const cacheFolder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'plex-token-tray');

/** A path inside the checkout. @param {...string} parts */
export const inProject = (...parts) => join(projectFolder, ...parts);
