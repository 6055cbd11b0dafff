/** Encryption by a passphrase. */

import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { keyringLockedError } from '../../../main/ports.ts';
import { createPassphraseEncryption, passphraseLock } from '../../../main/vault/passphrase.ts';
import { quickCost } from './vault-world.ts';

const opened = async () => {
  const encryption = createPassphraseEncryption(randomBytes, quickCost);
  const created = await encryption.create('correct horse battery');
  created.use();
  return { encryption, created };
};

describe('a passphrase', () => {
  it('seals what only the same passphrase opens, on another start too', async () => {
    const { encryption, created } = await opened();
    const sealed = await encryption.encrypt('a token');
    expect(await encryption.decrypt(sealed)).toEqual({ text: 'a token', encryptAgain: false });

    const later = createPassphraseEncryption(randomBytes);
    expect(await later.unlock(created.lock, 'correct horse')).toBe(false);
    expect(later.isUnlocked()).toBe(false);
    expect(await later.unlock(created.lock, 'correct horse battery')).toBe(true);
    expect(await later.decrypt(sealed)).toEqual({ text: 'a token', encryptAgain: false });
  });

  it('opens nothing while locked', async () => {
    const { encryption } = await opened();
    const sealed = await encryption.encrypt('a token');
    encryption.lock();
    expect(await encryption.standing()).toBe('locked');
    await expect(encryption.decrypt(sealed)).rejects.toMatchObject({ name: keyringLockedError });
    await expect(encryption.encrypt('another')).rejects.toMatchObject({ name: keyringLockedError });
  });

  it('has a salt of its own for each file, and a nonce of its own for each value', async () => {
    const { encryption, created } = await opened();
    const other = await opened();
    expect(created.lock.salt).not.toBe(other.created.lock.salt);
    expect(Buffer.from(created.lock.salt, 'base64')).toHaveLength(32);
    const nonces = await Promise.all(Array.from({ length: 50 }, () => encryption.encrypt('the same')));
    expect(new Set(nonces.map((sealed) => Buffer.from(sealed.subarray(0, 12)).toString('hex'))).size).toBe(50);
  });

  it('refuses every single bit that was changed', async () => {
    const { encryption } = await opened();
    const sealed = Buffer.from(await encryption.encrypt('a token'));
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      await expect(encryption.decrypt(changed)).rejects.toThrow();
    }
    for (const length of [0, 11, 12, 27, 28])
      await expect(encryption.decrypt(sealed.subarray(0, length))).rejects.toThrow();
  });

  it('is the same however a keyboard composes it', async () => {
    const encryption = createPassphraseEncryption(randomBytes, quickCost);
    const { lock } = await encryption.create('gr\u00fcn-und-bl\u00e5');
    expect(await encryption.unlock(lock, 'gru\u0308n-und-bla\u030a')).toBe(true);
  });

  it('costs 2^17 by default: 128 MiB for each guess', async () => {
    const usual = await createPassphraseEncryption(randomBytes).create('correct horse battery');
    expect(usual.lock).toMatchObject({ kdf: 'scrypt', cost: 131_072 });
    expect(await createPassphraseEncryption(randomBytes).unlock(usual.lock, 'correct horse battery')).toBe(true);
  });

  it.each([2 ** 21, 3, 0, -2, 1.5, Number.NaN, 'many'])(
    'a file that asks for a cost of %s is not one of ours',
    (cost) => {
      const lock = { kdf: 'scrypt', cost, salt: 'AAAA', check: 'AAAA' };
      expect(v.safeParse(passphraseLock, lock).success).toBe(false);
    },
  );
});
