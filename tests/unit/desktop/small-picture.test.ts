/** What is decoded at all, told from the head of a file. Decoding itself is Electron's: `tests/e2e/avatar.spec.ts`. */

import { expect, it, vi } from 'vitest';
import { claimedSize, smallPicture } from '../../../main/desktop/small-picture.ts';
import { portrait } from '../../practice-plex/portrait.ts';

/** A JPEG's head: a comment, then a frame of this size. */
const jpeg = (width: number, height: number, frame = 0xc0): Buffer =>
  Buffer.from([
    0xff,
    0xd8,
    0xff,
    0xfe,
    0,
    4,
    1,
    2,
    0xff,
    frame,
    0,
    11,
    8,
    height >> 8,
    height & 255,
    width >> 8,
    width & 255,
    1,
    0,
    0,
    0,
  ]);

const png = (width: number, height: number): Buffer => {
  const picture = Buffer.from(portrait(1));
  picture.writeUInt32BE(width, 16);
  picture.writeUInt32BE(height, 20);
  return picture;
};

it.each<[string, Uint8Array, unknown]>([
  ['a PNG', portrait(1), { width: 128, height: 128 }],
  ['a JPEG', jpeg(300, 200), { width: 300, height: 200 }],
  ['a progressive JPEG', jpeg(300, 200, 0xc2), { width: 300, height: 200 }],
  ['a JPEG without a frame', jpeg(300, 200, 0xc4), null],
  ['a JPEG cut off', jpeg(300, 200).subarray(0, 10), null],
  ['a JPEG whose segment leads nowhere', Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0, 0, 0, 0, 0, 0, 0, 0]), null],
  ['a PNG cut off', portrait(1).subarray(0, 20), null],
  ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), null],
  ['a GIF', Buffer.from('GIF89a\u0001\u0000\u0001\u0000\u0000\u0000\u0000;'), null],
  ['a page', Buffer.from('<!doctype html><title>Hotel</title>'), null],
  ['nothing', new Uint8Array(), null],
])('%s', (_what, bytes, size) => expect(claimedSize(bytes)).toEqual(size));

it.each([
  ['wider than is decoded', png(60_000, 10)],
  ['higher than is decoded', png(10, 60_000)],
  ['no picture', Buffer.from('<svg/>')],
])('what is %s never reaches the decoder', (_what, bytes) => {
  const createFromBuffer = vi.fn();
  expect(smallPicture({ createFromBuffer }, bytes)).toBeNull();
  expect(createFromBuffer).not.toHaveBeenCalled();
});
