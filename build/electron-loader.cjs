// @ts-check
/**
 * Loads the app folder named on the command line, as the loader in Electron's official binary does. Copied into the
 * development build of Electron, which comes without one.
 */

const { app } = require('electron');
const { readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { pathToFileURL } = require('node:url');

const given = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
const folder = resolve(given ?? '.');
/** @type {{ name?: string, productName?: string, version?: string, main?: string }} */
const description = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/** What Electron's own loader uses too; not part of the documented API. */
const loadingApp =
  /** @type {typeof app & { setVersion: (version: string) => void, setAppPath: (path: string) => void }} */ (app);

app.setName(description.productName ?? description.name ?? 'Electron');
if (description.version !== undefined) loadingApp.setVersion(description.version);
loadingApp.setAppPath(folder);
const main = join(folder, description.main ?? 'index.js');
if (main.endsWith('.cjs')) require(main);
else {
  import(pathToFileURL(main).href).catch((error) => {
    console.error(error);
    process.exit(1);
  });
}
