import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { renderIcons } from '../../../build/make-icons.mjs';
import { inProject } from '../../../build/project.mjs';

const icons = [...renderIcons()];

test('every picture is the one drawing, as it is now', () => {
  for (const [path, png] of icons) expect(readFileSync(inProject(path)).equals(Buffer.from(png)), path).toBe(true);
});

test('the tray has a picture of its own for each state, on each kind of panel, in both sizes', () => {
  const tray = icons.filter(([path]) => path.startsWith('main/desktop/icons/'));
  expect(tray).toHaveLength(5 * 2 * 2);
  expect(new Set(tray.map(([, png]) => Buffer.from(png).toString('base64'))).size).toBe(tray.length);
});
