// @ts-check
/** Whose code is in the app: for the third-party notices, and for the bill of materials that accompanies a release. */

import { readdirSync, readFileSync } from 'node:fs';
import { inProject } from './project.mjs';
import { PlainError, run } from './terminal.mjs';

/**
 * @typedef {object} ShippedPackage
 * @property {string} name
 * @property {string} version
 * @property {string} folder where it is installed, relative to the project
 */

/**
 * The packages that the app's own dependencies consist of, by the lock file. More than the bundles take in (they drop
 * what is not used), never less: a test compares.
 * @returns {readonly ShippedPackage[]}
 */
export function shippedPackages() {
  /** @type {{ packages: Record<string, { version: string, dev?: boolean, devOptional?: boolean, optional?: boolean }> }} */
  const { packages } = JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([folder, { dev, devOptional, optional }]) => folder !== '' && !dev && !devOptional && !optional)
    .map(([folder, { version }]) => ({ name: nameIn(folder), version, folder }));
}

/** A package's name from where it is installed. @param {string} folder */
const nameIn = (folder) => folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** The licence texts of all shipped packages; equal texts once. Electron brings its own, as files beside the executable. */
export function thirdPartyNotices() {
  /** @type {Map<string, string[]>} */
  const packagesByText = new Map();
  for (const { name, version, folder } of shippedPackages()) {
    const text = licenceText(folder);
    packagesByText.set(text, [...(packagesByText.get(text) ?? []), `${name} ${version}`]);
  }
  return [...packagesByText].map(([text, names]) => `${names.join(', ')}\n\n${text}\n`).join(`\n${'-'.repeat(72)}\n\n`);
}

/** @param {string} folder */
function licenceText(folder) {
  const names = readdirSync(inProject(folder));
  /** @param {RegExp} pattern */
  const textOf = (pattern) => {
    const name = names.find((candidate) => pattern.test(candidate));
    return name === undefined ? null : readFileSync(inProject(folder, name), 'utf8').replaceAll('\r\n', '\n');
  };
  const licence = textOf(/^(licen[cs]e|copying)(\.|-|$)/iu);
  if (licence !== null) return licence.trim();
  const inReadme = /^(?:#+ *)?licen[cs]e *\n[\s\S]+/imu.exec(textOf(/^readme/iu) ?? '');
  if (inReadme === null) throw new PlainError(`${folder} contains no licence text.`);
  return inReadme[0].trim();
}

/**
 * The bill of materials of a package, as CycloneDX: npm's own, reduced to what ships. (npm's `--omit dev` drops more: what
 * a development tool needs as well.)
 * @param {string} electronVersion
 */
export async function billOfMaterials(electronVersion) {
  const { code, output } = await run('npm', ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'], {
    cwd: inProject(),
  });
  if (code !== 0) throw new PlainError(`npm could not list the packages.\n\n${output}`);
  const bom = JSON.parse(output);
  const electron = `electron@${electronVersion}`;
  const shipped = new Set(shippedPackages().map(({ name, version }) => `${name}@${version}`));
  const root = bom.metadata.component['bom-ref'];
  return {
    ...bom,
    components: [
      {
        'bom-ref': electron,
        type: 'framework',
        name: 'electron',
        version: electronVersion,
        purl: `pkg:npm/${electron}`,
        licenses: [{ license: { id: 'MIT' } }],
      },
      ...bom.components.filter((/** @type {{ 'bom-ref': string }} */ component) => shipped.has(component['bom-ref'])),
    ],
    dependencies: bom.dependencies
      .filter((/** @type {{ ref: string }} */ { ref }) => ref === root || shipped.has(ref))
      .map((/** @type {{ ref: string, dependsOn: string[] }} */ { ref, dependsOn }) => ({
        ref,
        dependsOn: [...(ref === root ? [electron] : []), ...dependsOn.filter((other) => shipped.has(other))],
      })),
  };
}
