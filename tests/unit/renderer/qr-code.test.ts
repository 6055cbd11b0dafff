/** The QR code, read back by another program's decoder. */

import jsQR from 'jsqr';
import { encode } from 'uqr';
import { describe, expect, it } from 'vitest';
import { modulesPath } from '../../../renderer/parts/qr-modules.ts';

/** Draws the path's squares as a camera would see them: dark on light, eight points to a module. */
function picture(path: string, size: number): { data: Uint8ClampedArray; width: number } {
  const scale = 8;
  const width = size * scale;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/gu)) {
    for (let row = 0; row < scale; row += 1) {
      for (let column = 0; column < scale; column += 1) {
        const point = ((Number(y) * scale + row) * width + Number(x) * scale + column) * 4;
        data.fill(0, point, point + 3);
      }
    }
  }
  return { data, width };
}

describe('the QR code', () => {
  it('leads to where it says', () => {
    const { data: modules, size } = encode('https://plex.tv/link', { ecc: 'M', border: 4 });
    const { data, width } = picture(modulesPath(modules), size);
    expect(jsQR(data, width, width)?.data).toBe('https://plex.tv/link');
  });
});
