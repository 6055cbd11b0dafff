// @ts-check
/**
 * Makes packages in `dist/`: `npm run package` those this machine can make by itself, with `-- --dir` only the folder they
 * are made of, with `-- --release` all of this system's, as the pipeline does. A release refuses the development build of
 * Electron.
 */

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from './build.mjs';
import { findElectron } from './electron-binary.mjs';
import { inProject } from './project.mjs';
import { ensureReady } from './setup.mjs';
import { billOfMaterials, thirdPartyNotices } from './shipped-packages.mjs';
import { programPath } from './system-packages.mjs';
import { command, isStartedDirectly, longStep, PlainError, runOrFail, say } from './terminal.mjs';

/** What can be made without anything that electron-builder downloads. @type {Readonly<Record<string, readonly string[]>>} */
const localTargets = {
  linux: ['--linux', 'tar.gz'],
  win32: ['--win', 'zip'],
  darwin: ['--mac', 'zip'],
};

/** @typedef {NonNullable<ReturnType<typeof findElectron>>} Electron */
/** @typedef {'folder' | 'local' | 'release'} Kind only the folder that packages are made of; what can be made here; all. */

/**
 * What electron-builder is told besides its configuration.
 * @param {Electron} electron
 * @param {Kind} kind
 * @returns {readonly string[]}
 */
export function builderArguments(electron, kind) {
  if (kind === 'release') {
    if (electron.isFallback)
      throw new PlainError(
        `A release is made with the official Electron only; here is ${electron.version}, an old build for development.`,
      );
    // All targets of this system, each with an Electron for its processor, which electron-builder fetches.
    return [`-c.electronVersion=${electron.version}`];
  }
  const mark = electron.isFallback ? `-dev-electron${Number.parseInt(electron.version, 10)}` : '';
  const folder = process.platform === 'darwin' ? join(electron.path, '../../../..') : dirname(electron.path);
  return [
    ...(localTargets[process.platform] ?? []).slice(0, kind === 'folder' ? 1 : 2),
    ...(kind === 'folder' ? ['--dir'] : []),
    `--${process.arch}`,
    `-c.electronVersion=${electron.version}`,
    `-c.electronDist=${folder}`,
    ...(mark === '' ? [] : [`-c.linux.artifactName=\${name}-\${version}${mark}-linux-\${arch}.\${ext}`]),
  ];
}

/** @param {Kind} kind @returns {NodeJS.ProcessEnv} */
function builderEnvironment(kind) {
  // A release is packed as small as can be. For trying out, a sixth larger is fine, and takes a twentieth of the time.
  return kind === 'release'
    ? {}
    : { ELECTRON_BUILDER_COMPRESSION_LEVEL: '1', ELECTRON_BUILDER_7ZIP_PATH: programPath('7za') ?? undefined };
}

/** The variables that hold something: the pipeline gives an empty one for a secret it does not have. @param {NodeJS.ProcessEnv} environment */
const given = (environment) => Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));

/** Builds the app and packs it into `dist/`. @param {Kind} kind */
async function makePackages(kind) {
  const output = inProject('dist');
  const electron = findElectron();
  if (electron === null) throw new PlainError('There is no Electron to package.');
  const words = builderArguments(electron, kind);
  rmSync(output, { recursive: true, force: true });
  await longStep('Building the app', build);
  writeFileSync(inProject('out/third-party-notices.txt'), thirdPartyNotices());
  await longStep('Making packages', () =>
    runOrFail(process.execPath, [inProject('node_modules/electron-builder/cli.js'), ...words, '--publish=never'], {
      cwd: inProject(),
      env: { ...given(process.env), ...builderEnvironment(kind) },
      otherwise: 'The packages could not be made.',
    }),
  );
  if (kind === 'folder') return;
  const bom = await billOfMaterials(electron.version);
  writeFileSync(
    join(output, `plex-token-tray-${bom.metadata.component.version}.cdx.json`),
    `${JSON.stringify(bom, null, 2)}\n`,
  );
  writeFileSync(join(output, checksumFile), checksums(output));
}

const checksumFile = 'SHA256SUMS';

/** The lines `sha256sum --check` reads, for every package in a folder. @param {string} folder */
function checksums(folder) {
  return packagesIn(folder)
    .map(
      (name) =>
        `${createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex')}  ${name}\n`,
    )
    .join('');
}

/** The archive for Linux in a folder; `null` where there is none. @param {string} folder @returns {string | null} */
export function archiveIn(folder) {
  return existsSync(folder) ? (packagesIn(folder).find((name) => name.endsWith('.tar.gz')) ?? null) : null;
}

/** The files to hand out. @param {string} folder */
function packagesIn(folder) {
  return readdirSync(folder)
    .filter((name) => name.startsWith('plex-token-tray-') && statSync(join(folder, name)).isFile())
    .sort();
}

if (isStartedDirectly(import.meta.url)) {
  await command(async () => {
    await ensureReady('package');
    await makePackages(
      process.argv.includes('--release') ? 'release' : process.argv.includes('--dir') ? 'folder' : 'local',
    );
    for (const name of packagesIn(inProject('dist')))
      say(`dist/${name}  ${(statSync(inProject('dist', name)).size / 1e6).toFixed(1)} MB`);
  });
}
