// @ts-check
/**
 * Prints a release's part of the changelog: `node build/release-notes.mjs v1.2.3 owner/repository`. Ends with an error
 * unless everything that names the version or the place of the releases agrees.
 */

import { readFileSync } from 'node:fs';
import { inProject } from './project.mjs';
import { command, isStartedDirectly, PlainError, say } from './terminal.mjs';

/** AppStream's data about the app. */
export const metainfo = 'build/linux/io.github.plex_token_tray.plex_token_tray.metainfo.xml';

/**
 * What a release is made from.
 * @typedef {object} ReleaseSources
 * @property {string} version
 * @property {string} homepage
 * @property {string} changelog
 * @property {string} metainfo
 */

/** Reads them from the checkout. @returns {ReleaseSources} */
export function releaseSources() {
  /** @type {{ version: string, homepage: string }} */
  const { version, homepage } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
  return {
    version,
    homepage,
    changelog: readFileSync(inProject('CHANGELOG.md'), 'utf8'),
    metainfo: readFileSync(inProject(metainfo), 'utf8'),
  };
}

/**
 * The changelog's part about the version, without its heading.
 * @param {ReleaseSources} sources
 */
export function releaseNotes({ version, homepage, changelog, metainfo: appData }) {
  const heading = /^## (\S+) \((\d{4}-\d\d-\d\d)\)$/mu.exec(changelog);
  if (heading === null || heading[1] !== version)
    throw new PlainError(`The newest part of CHANGELOG.md is not "## ${version} (date)".`);
  if (!appData.includes(`<release version="${version}" date="${heading[2]}"/>`))
    throw new PlainError(`${metainfo} does not name the release ${version} of ${heading[2]}.`);
  const addresses = [...appData.matchAll(/https:\/\/[^<]+/gu)].map(([address]) => address);
  const pictures = homepage.replace('https://github.com/', 'https://raw.githubusercontent.com/');
  const elsewhere = addresses.find((one) => !one.startsWith(homepage) && !one.startsWith(`${pictures}/v${version}/`));
  if (elsewhere !== undefined)
    throw new PlainError(
      `${metainfo} points to ${elsewhere}, which belongs neither to ${homepage} nor to v${version}.`,
    );
  const after = changelog.slice(heading.index + heading[0].length);
  return after.split(/^## /mu, 1)[0]?.trim() ?? '';
}

if (isStartedDirectly(import.meta.url)) {
  await command(async () => {
    const [tag, repository] = process.argv.slice(2);
    const sources = releaseSources();
    if (tag !== `v${sources.version}`)
      throw new PlainError(`The tag is ${tag}, but package.json says ${sources.version}.`);
    // The app looks there for newer releases: it must be here.
    if (sources.homepage !== `https://github.com/${repository}`)
      throw new PlainError(`package.json says that the home is ${sources.homepage}, but this is ${repository}.`);
    say(releaseNotes(sources));
  });
}
