/** Makes a small PNG of a picture from outside, so that only pixels get to the window. */

import type { NativeImage } from 'electron';

/** The part of Electron used here. */
export interface ImageDecoder {
  readonly createFromBuffer: (bytes: Buffer) => NativeImage;
}

/** Pixels on each side: what the largest place for it needs on a screen of double density. */
const side = 64;

/** Pixels on each side of a picture that is decoded at all: a small file may claim to be larger than memory. */
const largestSide = 2048;

/** The picture as a `data:` address of a small square PNG; `null` where it is no PNG and no JPEG, too large, or broken. */
export function smallPicture(decoder: ImageDecoder, bytes: Uint8Array): string | null {
  const claimed = claimedSize(bytes);
  if (claimed === null || Math.max(claimed.width, claimed.height) > largestSide) return null;
  const image = decoder.createFromBuffer(Buffer.from(bytes));
  const { width, height } = image.getSize();
  const shorter = Math.min(width, height);
  if (image.isEmpty() || shorter === 0) return null;
  const square = { x: (width - shorter) >> 1, y: (height - shorter) >> 1, width: shorter, height: shorter };
  const png = image.crop(square).resize({ width: side, height: side, quality: 'best' }).toPNG();
  return png.length === 0 ? null : `data:image/png;base64,${png.toString('base64')}`;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size a PNG or JPEG claims in its head, before anything is decoded; `null` for anything else. */
export function claimedSize(bytes: Uint8Array): Size | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isPng = bytes.length >= 24 && view.getUint32(0) === 0x89504e47 && view.getUint32(4) === 0x0d0a1a0a;
  if (isPng) return { width: view.getUint32(16), height: view.getUint32(20) };
  return bytes.length >= 4 && view.getUint16(0) === 0xffd8 ? jpegSize(view) : null;
}

/** Looks for the frame's head: each segment is a marker, its length, its content. */
function jpegSize(view: DataView): Size | null {
  for (let at = 2; at + 9 <= view.byteLength; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint16(at);
    if (marker < 0xffc0 || marker > 0xfffe) return null;
    // All of C0 to CF but the tables and the extension among them.
    const isFrame = marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
  }
  return null;
}
