/**
 * Encryption by a passphrase of the user's own: scrypt makes the key, AES-256-GCM seals. For systems without a keyring,
 * and for people who want theirs locked while they are away. The key lives in memory only while unlocked.
 */

import { createCipheriv, createDecipheriv, scrypt } from 'node:crypto';
import * as v from 'valibot';
import { type EncryptionPort, keyringLockedError } from '../ports.ts';

/** Recorded beside each ciphertext made here. */
export const passphraseBackend = 'passphrase';

/** scrypt's cost N: 128 MiB of memory and about half a second for each guess (with r = 8, p = 1). */
const usualCost = 2 ** 17;
/** Dearer than this is no file of ours: opening it would only use up the computer's memory. */
const highestCost = 2 ** 20;
const blockSize = 8;

const keyLength = 32;
const saltLength = 32;
const nonceLength = 12;
const tagLength = 16;

const base64 = v.pipe(v.string(), v.maxLength(1000), v.base64());

/** How the key is made from the passphrase, as it lies in the vault's file. Nothing secret. */
export const passphraseLock = v.object({
  kdf: v.literal('scrypt'),
  cost: v.pipe(
    v.number(),
    v.safeInteger(),
    v.minValue(2),
    v.maxValue(highestCost),
    v.check((cost) => Number.isInteger(Math.log2(cost))),
  ),
  salt: base64,
  /** A known text, sealed: tells a right passphrase from a wrong one, even with no token to open. */
  check: base64,
});
export type PassphraseLock = Readonly<v.InferOutput<typeof passphraseLock>>;

const checkText = 'This is the right passphrase.';

export interface PassphraseEncryption extends EncryptionPort {
  readonly isUnlocked: () => boolean;
  /** Makes the key for a lock and keeps it, if the passphrase is the right one. Answers whether it was. */
  readonly unlock: (lock: PassphraseLock, passphrase: string) => Promise<boolean>;
  /** Forgets the key. */
  readonly lock: () => void;
}

/** A passphrase's encryption that is not in use yet, and the lock to write beside what it seals. */
export interface NewPassphrase {
  readonly lock: PassphraseLock;
  readonly encrypt: EncryptionPort['encrypt'];
  /** Makes it the one in use, unlocked. */
  readonly use: () => void;
}

/** @param cost scrypt's N; lower than usual in tests only. */
export function createPassphraseEncryption(
  randomBytes: (size: number) => Uint8Array,
  cost = usualCost,
): PassphraseEncryption & { readonly create: (passphrase: string) => Promise<NewPassphrase> } {
  let key: Buffer | null = null;

  const keep = (made: Buffer): void => {
    lock();
    key = made;
  };
  const lock = (): void => {
    key?.fill(0);
    key = null;
  };

  return {
    isUnlocked: () => key !== null,
    lock,
    backend: () => passphraseBackend,
    standing: async () => (key === null ? 'locked' : 'real'),
    encrypt: async (text) => seal(unlocked(key), text, randomBytes(nonceLength)),
    decrypt: async (ciphertext) => ({ text: open(unlocked(key), ciphertext), encryptAgain: false }),
    unlock: async (file, passphrase) => {
      const made = await deriveKey(passphrase, Buffer.from(file.salt, 'base64'), file.cost);
      if (!opens(made, file)) return false;
      keep(made);
      return true;
    },
    create: async (passphrase) => {
      const salt = randomBytes(saltLength);
      const made = await deriveKey(passphrase, salt, cost);
      const check = Buffer.from(seal(made, checkText, randomBytes(nonceLength))).toString('base64');
      return {
        lock: { kdf: 'scrypt', cost, salt: Buffer.from(salt).toString('base64'), check },
        encrypt: async (text) => seal(made, text, randomBytes(nonceLength)),
        use: () => keep(made),
      };
    },
  };
}

function unlocked(key: Buffer | null): Buffer {
  if (key === null) throw Object.assign(new Error('The vault is locked.'), { name: keyringLockedError });
  return key;
}

/** The same passphrase typed on another keyboard may be composed otherwise (Unicode, "Normalization Forms"). */
function deriveKey(passphrase: string, salt: Uint8Array, cost: number): Promise<Buffer> {
  const memory = { N: cost, r: blockSize, p: 1, maxmem: 128 * cost * blockSize * 2 };
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), salt, keyLength, memory, (error, key) => {
      if (error === null) resolve(key);
      else reject(new Error('The key could not be made.'));
    });
  });
}

function opens(key: Buffer, { check }: PassphraseLock): boolean {
  try {
    return open(key, Buffer.from(check, 'base64')) === checkText;
  } catch {
    return false;
  }
}

/** Nonce, authentication tag and ciphertext, one after the other. */
function seal(key: Buffer, text: string, nonce: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), content]);
}

/** Throws for anything that this key did not seal. */
function open(key: Buffer, ciphertext: Uint8Array): string {
  const nonce = ciphertext.subarray(0, nonceLength);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength });
  decipher.setAuthTag(ciphertext.subarray(nonceLength, nonceLength + tagLength));
  const content = ciphertext.subarray(nonceLength + tagLength);
  return Buffer.concat([decipher.update(content), decipher.final()]).toString('utf8');
}
