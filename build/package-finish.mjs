// @ts-check
/** What electron-builder leaves to us: fuses, and on Linux the launcher and the desktop's files. Its hooks, by their names. */

import { createHash } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { tsImport } from 'tsx/esm/api';
import { setFuses } from './fuses.mjs';
import { inProject } from './project.mjs';
import { metainfo } from './release-notes.mjs';

/**
 * Called by electron-builder when it has laid out Electron. An Electron that was used for development comes with a
 * loader, which a package must not have.
 * @param {{ appOutDir: string }} context
 */
export function afterExtract({ appOutDir }) {
  for (const name of ['resources/default_app.asar', 'version'])
    rmSync(join(appOutDir, name), { recursive: true, force: true });
}

/**
 * Called by electron-builder when all files of a package are there, before they are signed.
 * @param {import('electron-builder').AfterPackContext} context
 */
export async function afterPack({ appOutDir, packager, electronPlatformName }) {
  const platform = /** @type {'linux' | 'win32' | 'darwin'} */ (electronPlatformName);
  const { productFilename, productName, version } = packager.appInfo;
  if (platform !== 'linux') {
    await setFuses(join(appOutDir, `${productFilename}${platform === 'darwin' ? '.app' : '.exe'}`), platform);
    return;
  }
  const { executableName } = /** @type {import('electron-builder').LinuxPackager} */ (packager);
  const launcher = join(appOutDir, executableName);
  await setFuses(launcher, platform);
  renameSync(launcher, join(appOutDir, `${executableName}-app`));
  writeFileSync(launcher, await launcherScript(productName, version, executableName));
  chmodSync(launcher, 0o755);
  // Electron compares the archive itself on the other systems (fuses.mjs); here the app does, to tell of damage.
  const archive = join(appOutDir, 'resources', 'app.asar');
  writeFileSync(`${archive}.sha256`, `${createHash('sha256').update(readFileSync(archive)).digest('hex')}\n`);
  addDesktopFiles(packager, join(appOutDir, 'share'), executableName);
}

/** The launcher, with the answers it gives itself. @param {string} product @param {string} version @param {string} program */
async function launcherScript(product, version, program) {
  /** @type {typeof import('../shared/texts/start-texts.ts')} */
  const { startTexts } = await tsImport('../shared/texts/start-texts.ts', import.meta.url);
  return readFileSync(inProject('build/linux/launcher.sh'), 'utf8')
    .replace('@version@', () => startTexts.english.version(product, version))
    .replace('@help@', () => startTexts.english.help(product, program));
}

/**
 * What a desktop needs to show the app, laid out as below /usr: deb and rpm bring their own, made from the same
 * configuration; whoever unpacks the archive copies it to ~/.local (docs/packaging.md).
 * @param {import('electron-builder').AfterPackContext['packager']} packager
 * @param {string} folder
 * @param {string} name
 */
function addDesktopFiles(packager, folder, name) {
  for (const icon of readdirSync(inProject('build/icons')).filter((file) => file.endsWith('.png'))) {
    const size = icon.slice(0, -'.png'.length);
    cpSync(inProject('build/icons', icon), join(folder, 'icons/hicolor', size, 'apps', `${name}.png`));
  }
  cpSync(inProject(metainfo), join(folder, 'metainfo', basename(metainfo)));
  mkdirSync(join(folder, 'applications'));
  writeFileSync(
    join(folder, 'applications', `${name}.desktop`),
    desktopEntry(packager.appInfo.productName, name, packager.platformSpecificBuildOptions),
  );
}

/**
 * The desktop entry, as electron-builder writes it for the other packages, but started by name.
 * @param {string} product
 * @param {string} name
 * @param {import('electron-builder').LinuxConfiguration} options
 */
function desktopEntry(product, name, { description, category, desktop }) {
  const entry = {
    Type: 'Application',
    Name: product,
    Comment: description,
    Exec: name,
    Icon: name,
    Terminal: 'false',
    Categories: `${category};`,
    StartupWMClass: name,
    ...desktop?.entry,
  };
  const groups = [
    ['Desktop Entry', entry],
    ...Object.entries(desktop?.desktopActions ?? {}).map(([action, words]) => [`Desktop Action ${action}`, words]),
  ];
  return groups
    .map(([title, words]) =>
      [`[${title}]`, ...Object.entries(words).map(([key, value]) => `${key}=${value}`), ''].join('\n'),
    )
    .join('\n');
}
