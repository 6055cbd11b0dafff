// @ts-check
/** Renders every icon from `build/icons/icon.svg`: `node build/make-icons.mjs`. The pictures are committed. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Resvg } from '@resvg/resvg-js';
import { inProject } from './project.mjs';
import { command, isStartedDirectly, say } from './terminal.mjs';

const appSizes = [16, 24, 32, 48, 64, 128, 256, 512];
const trayStates = ['signed-out', 'ready', 'busy', 'locked', 'problem'];
/** Panel variant → the colour that stands out on it. */
const trayColours = { 'on-dark': '#ffffff', 'on-light': '#1d2326' };
/** File name ending → pixels: for one and for two pixels per point. */
const traySizes = { '': 22, '@2x': 44 };

/**
 * One group of the drawing as a PNG.
 * @param {string} svg
 * @param {string} group
 * @param {number} pixels
 * @param {string} colour
 */
function render(svg, group, pixels, colour) {
  const groups = ['app', ...trayStates].filter((name) => name !== group);
  let picture = svg.replaceAll('currentColor', colour);
  for (const name of groups) picture = picture.replace(`<g id="${name}"`, `<g id="${name}" display="none"`);
  return new Resvg(picture, { fitTo: { mode: 'width', value: pixels } }).render().asPng();
}

/** All icons: path inside the project → PNG. */
export function renderIcons() {
  const svg = readFileSync(inProject('build/icons/icon.svg'), 'utf8');
  /** @type {Map<string, Uint8Array>} */
  const icons = new Map();
  for (const size of appSizes) icons.set(`build/icons/${size}x${size}.png`, render(svg, 'app', size, '#000000'));
  for (const state of trayStates) {
    for (const [panel, colour] of Object.entries(trayColours)) {
      for (const [ending, pixels] of Object.entries(traySizes)) {
        icons.set(`main/desktop/icons/${state}-${panel}${ending}.png`, render(svg, state, pixels, colour));
      }
    }
  }
  return icons;
}

if (isStartedDirectly(import.meta.url)) {
  await command(async () => {
    mkdirSync(inProject('main/desktop/icons'), { recursive: true });
    const icons = renderIcons();
    for (const [path, png] of icons) writeFileSync(inProject(path), png);
    say(`${icons.size} icons made.`);
  });
}
