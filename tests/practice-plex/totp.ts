/** Verification codes as authenticator apps make them (RFC 6238: SHA-1, 30 s, six digits). */

import { createHmac } from 'node:crypto';

/** Milliseconds one code is shown. */
export const codePeriod = 30_000;

/** The number of the period a moment lies in. */
export const periodAt = (moment: number): number => Math.floor(moment / codePeriod);

/** The code of a period. @param secret raw bytes as text */
export function codeOf(secret: string, period: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(period));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0xf;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
