// @ts-check
/** Makes the app's bundles in `out/`; `ensureBuilt` does so only when a source is newer than they are. */

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findElectron } from './electron-binary.mjs';
import { inProject } from './project.mjs';
import { ensureReady } from './setup.mjs';
import { command, isStartedDirectly, longStep, runOrFail, say } from './terminal.mjs';

/** What the bundles are made from. */
const sources = ['main', 'renderer', 'shared', 'package.json', 'package-lock.json', 'electron.vite.config.ts'];

/** The variables electron-vite wants when Electron does not lie in node_modules. */
export function electronViteEnvironment() {
  const electron = findElectron();
  return electron === null
    ? process.env
    : {
        ...process.env,
        ELECTRON_EXEC_PATH: electron.path,
        ELECTRON_MAJOR_VER: String(Number.parseInt(electron.version, 10)),
      };
}

/** The newest change in a file or folder, in epoch milliseconds; 0 where there is none. @param {string} path @returns {number} */
function newestChange(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))));
}

/** Makes the bundles. */
export async function build() {
  await runOrFail(
    process.execPath,
    [inProject('node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'],
    {
      cwd: inProject(),
      env: electronViteEnvironment(),
      otherwise: 'The app could not be built.',
    },
  );
}

/** Makes the bundles if a source has changed since. */
export async function ensureBuilt() {
  const built = statSync(inProject('out', 'main', 'index.cjs'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (built > Math.max(...sources.map((source) => newestChange(inProject(source))))) return;
  await longStep('Building the app', build);
}

if (isStartedDirectly(import.meta.url)) {
  await command(async () => {
    await ensureReady('run');
    await longStep('Building the app', build);
    say('Built: out/');
  });
}
