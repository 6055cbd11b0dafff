/**
 * What goes inside the ciphertext. On Linux the system's cipher has no authentication and a fixed start value: the
 * random part makes equal secrets look different, the rest shows whether decrypting gave back what was put in.
 */

import * as v from 'valibot';

const envelope = v.strictObject({
  v: v.literal(1),
  n: v.pipe(v.string(), v.length(32)),
  kind: v.literal('account-token'),
  accountId: v.string(),
  secret: v.pipe(v.string(), v.minLength(1)),
});

/** Wraps an account token. @param nonce 16 random bytes */
export function wrapToken(accountId: string, secret: string, nonce: Uint8Array): string {
  return JSON.stringify({ v: 1, n: Buffer.from(nonce).toString('hex'), kind: 'account-token', accountId, secret });
}

/** The token in an envelope made for this account; `null` where the text is anything else. */
export function unwrapToken(accountId: string, text: string): string | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  const found = v.safeParse(envelope, parsed);
  return found.success && found.output.accountId === accountId ? found.output.secret : null;
}
