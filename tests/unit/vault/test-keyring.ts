/** A keyring for tests, behind the same port as the system's: it can be missing, locked, silent, or replaced. */

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type EncryptionPort, type EncryptionStanding, keyringLockedError } from '../../../main/ports.ts';

export interface TestKeyring extends EncryptionPort {
  stands: EncryptionStanding;
  name: string;
  /** Asks for every value to be stored anew, as after the system rotated its key. */
  rotated: boolean;
  /** Another key from now on: nothing sealed before opens. */
  readonly replaceKey: () => void;
  /** Values encrypted so far. */
  readonly encrypted: () => number;
}

/** @param given the key, for keyrings that outlive a process */
export function createTestKeyring(given?: Uint8Array): TestKeyring {
  let key = given ?? randomBytes(32);
  let encrypted = 0;
  const answer = <Value>(value: () => Value): Value => {
    if (keyring.stands === 'locked') throw Object.assign(new Error('Not now.'), { name: keyringLockedError });
    return value();
  };
  const keyring: TestKeyring = {
    stands: 'real',
    name: 'test_keyring',
    rotated: false,
    replaceKey: () => {
      key = randomBytes(32);
    },
    encrypted: () => encrypted,
    standing: async () => keyring.stands,
    backend: () => keyring.name,
    encrypt: async (text) =>
      answer(() => {
        encrypted += 1;
        const nonce = randomBytes(12);
        const cipher = createCipheriv('aes-256-gcm', key, nonce);
        const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
        return Buffer.concat([nonce, cipher.getAuthTag(), content]);
      }),
    decrypt: async (ciphertext) =>
      answer(() => {
        const decipher = createDecipheriv('aes-256-gcm', key, ciphertext.subarray(0, 12));
        decipher.setAuthTag(ciphertext.subarray(12, 28));
        const text = Buffer.concat([decipher.update(ciphertext.subarray(28)), decipher.final()]).toString('utf8');
        return { text, encryptAgain: keyring.rotated };
      }),
  };
  return keyring;
}
