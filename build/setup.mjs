// @ts-check
/** Sets up what a command needs: npm packages, system packages, Electron. Quick when all is there; safe to repeat. */

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inProject } from './project.mjs';
import { ensureSystemPackages } from './system-packages.mjs';
import { command, isStartedDirectly, longStep, PlainError, runOrFail, say } from './terminal.mjs';

const oldestNode = { major: 20, minor: 19 };

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < oldestNode.major || (major === oldestNode.major && minor < oldestNode.minor)) {
    throw new PlainError(
      `Node.js ${oldestNode.major}.${oldestNode.minor} or newer is needed; this is ${process.versions.node}. Get a newer one from https://nodejs.org .`,
    );
  }
}

/** Installs the locked packages, unless exactly these are installed already. */
async function ensurePackages() {
  const stamp = inProject('node_modules', '.installed-lock');
  const lock = createHash('sha256')
    .update(readFileSync(inProject('package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  await longStep('Installing npm packages', () =>
    // Nothing of a package runs while it is installed.
    runOrFail('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: inProject(),
      otherwise: 'The npm packages could not be installed. Check your connection, then try again.',
    }),
  );
  writeFileSync(stamp, lock);
}

/**
 * Makes everything ready.
 * @param {'run' | 'run-without-display' | 'test' | 'package' | 'test-package'} purpose what it is for decides which system packages are needed
 */
export async function ensureReady(purpose) {
  checkNode();
  await ensurePackages();
  await ensureSystemPackages(purpose);
  const { ensureElectron } = await import('./electron-binary.mjs');
  await ensureElectron();
}

if (isStartedDirectly(import.meta.url)) {
  await command(async () => {
    await ensureReady('test');
    say('Ready: npm start, npm run demo, npm test.');
  });
}
