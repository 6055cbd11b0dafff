/** The pictures of the practice accounts: drawn here, so that nobody's picture is in the repository. */

import { crc32, deflateSync } from 'node:zlib';

/** Pixels on each side. */
const side = 128;

type Colour = readonly [red: number, green: number, blue: number];

/** A head and shoulders before a wall whose colour is the account's own, as a PNG. */
export function portrait(accountId: number): Buffer {
  const wall = wallColour(accountId);
  const rows = Array.from({ length: side }, (_, y) => [
    // Each row begins with its filter: none.
    0,
    ...Array.from({ length: side }, (_unused, x) => colourAt(x / side, y / side, wall)).flat(),
  ]);
  return png(side, side, Buffer.from(rows.flat()));
}

function colourAt(x: number, y: number, wall: Colour): Colour {
  const within = (centreX: number, centreY: number, radius: number): boolean =>
    Math.hypot(x - centreX, y - centreY) < radius;
  if (within(0.5, 0.4, 0.19)) return [244, 221, 196];
  if (within(0.5, 1.02, 0.36)) return [52, 66, 79];
  return wall.map((part) => Math.round(part * (1 - 0.35 * y))) as unknown as Colour;
}

const wallColour = (accountId: number): Colour => [
  90 + ((accountId * 53) % 140),
  120 + ((accountId * 31) % 100),
  140 + ((accountId * 17) % 90),
];

/** A PNG of raw rows, eight bits each of red, green and blue. */
function png(width: number, height: number, rows: Buffer): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
