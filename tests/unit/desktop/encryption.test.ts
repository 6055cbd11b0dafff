/** Both shapes of Electron's encryption behind the one port: what may be trusted, and what is never waited for. */

import type { SafeStorage } from 'electron';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { createEncryption, type ElectronSafeStorage } from '../../../main/desktop/encryption.ts';
import { type EncryptionStanding, keyringLockedError } from '../../../main/ports.ts';
import { createTestClock } from '../session/doubles.ts';

const never = new Promise<never>(() => undefined);
const asked = (text: string, mark: string): Buffer => Buffer.from(`${mark}${text}`);

/** Electron from 42 on, answering with ciphertexts that begin with `mark`. */
function promisedStorage(mark: string, changes: Partial<ElectronSafeStorage> = {}) {
  return {
    isAsyncEncryptionAvailable: async () => true,
    encryptStringAsync: async (text: string) => asked(text, mark),
    decryptStringAsync: async (bytes: Buffer) => ({ result: bytes.toString().slice(3), shouldReEncrypt: false }),
    getSelectedStorageBackend: () => 'gnome_libsecret' as const,
    ...changes,
  } as ElectronSafeStorage;
}

function synchronousStorage(options: { backend: string; available: boolean; calls: string[] }) {
  const { backend, available, calls } = options;
  return {
    isEncryptionAvailable: () => {
      calls.push('available');
      return available;
    },
    encryptString: (text: string) => asked(text, 'v11'),
    decryptString: (bytes: Buffer) => bytes.toString().slice(3),
    getSelectedStorageBackend: () => backend,
  } as unknown as ElectronSafeStorage;
}

function port(
  safeStorage: ElectronSafeStorage,
  options: { platform?: NodeJS.Platform; service?: Promise<EncryptionStanding> } = {},
) {
  const clock = createTestClock();
  const encryption = createEncryption({
    safeStorage,
    clock,
    platform: options.platform ?? 'linux',
    secretService: () => options.service ?? Promise.resolve('real'),
  });
  return { clock, encryption };
}

describe('encryption from Electron 42 on', () => {
  it('is the encryption that Electron’s own types describe', () => {
    expectTypeOf<SafeStorage>().toExtend<ElectronSafeStorage>();
  });

  it('S12 on Linux a ciphertext made with the key that everybody knows is no encryption', async () => {
    expect(await port(promisedStorage('v10')).encryption.standing()).toBe('none');
    expect(await port(promisedStorage('v11')).encryption.standing()).toBe('real');
  });

  it.each(['win32', 'darwin'] as const)('on %s the same mark is the usual one', async (platform) => {
    expect(await port(promisedStorage('v10'), { platform }).encryption.standing()).toBe('real');
  });

  it('S12 a keyring that goes between two values encrypts nothing with that key', async () => {
    let mark = 'v11';
    const { encryption } = port(promisedStorage('', { encryptStringAsync: async (text: string) => asked(text, mark) }));
    expect(await encryption.standing()).toBe('real');
    mark = 'v10';
    await expect(encryption.encrypt('a token')).rejects.toThrow();
    expect(await encryption.standing()).toBe('none');
  });

  it('S11 "temporarily unavailable" is locked, not lost', async () => {
    const unavailable = async (): Promise<never> => {
      throw new Error('Encryption is temporarily unavailable. Please try again.');
    };
    const { encryption } = port(promisedStorage('v11', { decryptStringAsync: unavailable }));
    await expect(encryption.decrypt(Buffer.from('v11x'))).rejects.toMatchObject({ name: keyringLockedError });
  });

  it('bar 15: a prompt that nobody answers ends as locked after 20 seconds, asked once', async () => {
    let prompts = 0;
    const prompting = (): Promise<never> => {
      prompts += 1;
      return never;
    };
    const { clock, encryption } = port(promisedStorage('v11', { encryptStringAsync: prompting }));
    const answers = Promise.all([encryption.standing(), encryption.standing()]);
    // The question goes out before time passes.
    await new Promise(setImmediate);
    clock.advance(20_000);
    expect(await answers).toEqual(['locked', 'locked']);
    expect(prompts).toBe(1);
  });

  it('says when the system wants a value stored anew', async () => {
    const rotated = async (bytes: Buffer) => ({ result: bytes.toString(), shouldReEncrypt: true });
    const { encryption } = port(promisedStorage('v11', { decryptStringAsync: rotated }));
    expect(await encryption.decrypt(Buffer.from('text'))).toEqual({ text: 'text', encryptAgain: true });
  });
});

describe('encryption up to Electron 41, which freezes the app while a keyring prompts', () => {
  it.each(['locked', 'none'] as const)('S11 is not asked on Linux while the keyring is %s', async (service) => {
    const calls: string[] = [];
    const storage = synchronousStorage({ backend: 'gnome_libsecret', available: true, calls });
    expect(await port(storage, { service: Promise.resolve(service) }).encryption.standing()).toBe(service);
    expect(calls).toEqual([]);
  });

  it('S11 is not asked when the desktop does not say in two seconds', async () => {
    const calls: string[] = [];
    const storage = synchronousStorage({ backend: 'gnome_libsecret', available: true, calls });
    const { clock, encryption } = port(storage, { service: never });
    const standing = encryption.standing();
    await new Promise(setImmediate);
    clock.advance(2000);
    expect(await standing).toBe('locked');
    expect(calls).toEqual([]);
  });

  it.each(['basic_text', 'kwallet6', 'unknown'])('is not asked with the backend %s', async (backend) => {
    const calls: string[] = [];
    expect(await port(synchronousStorage({ backend, available: true, calls })).encryption.standing()).toBe('none');
    expect(calls).toEqual([]);
  });

  it('is asked where the keyring is there and open, and then seals and opens', async () => {
    const storage = synchronousStorage({ backend: 'gnome_libsecret', available: true, calls: [] });
    const { encryption } = port(storage);
    expect(await encryption.standing()).toBe('real');
    expect(await encryption.decrypt(await encryption.encrypt('a token'))).toEqual({
      text: 'a token',
      encryptAgain: false,
    });
  });
});
