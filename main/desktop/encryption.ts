/**
 * The operating system's encryption behind one promise-based port. Electron up to 41 answers at once, and freezes the
 * whole app while a keyring prompts; from 42 on it answers by promises, and cannot say that there is no keyring. So the
 * first is asked only where it will not prompt, and the second is judged by what it produces.
 */

import { type Clock, type EncryptionPort, type EncryptionStanding, keyringLockedError } from '../ports.ts';
import { canBeAskedSafely, isTemporary, standingOfCiphertext } from './encryption-standing.ts';
import { keyringStanding } from './secret-service.ts';

/** Electron's safeStorage up to version 41. */
export type SynchronousSafeStorage = Pick<
  Electron.SafeStorage,
  'isEncryptionAvailable' | 'encryptString' | 'decryptString'
>;

/** Electron's safeStorage from version 42 on. */
export type PromisedSafeStorage = Pick<
  Electron.SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'
>;

export type ElectronSafeStorage = (SynchronousSafeStorage | PromisedSafeStorage) &
  Pick<Electron.SafeStorage, 'getSelectedStorageBackend'>;

/** Milliseconds a keyring may take to answer; a person may be typing its password. */
const longestWait = 20_000;

/** Milliseconds the desktop may take to say whether its keyring is locked; nobody is asked anything for that. */
const longestLook = 2000;

export interface EncryptionOptions {
  readonly safeStorage: ElectronSafeStorage;
  readonly clock: Clock;
  readonly platform: NodeJS.Platform;
  /** Whether the Secret Service would answer without a prompt; asked on Linux before anything that could freeze. */
  readonly secretService?: () => Promise<EncryptionStanding>;
}

/** Encryption by Electron as it runs. Ask only after the app is ready; nothing is asked of the system before that. */
export function createEncryption(options: EncryptionOptions): EncryptionPort {
  const { safeStorage, clock, platform, secretService = keyringStanding } = options;
  const cipher = 'encryptStringAsync' in safeStorage ? promised(safeStorage) : synchronous(safeStorage);
  /** Proven once, it stays so until the keyring fails to answer. */
  let isReal = false;
  /** One question at a time: asking again must not bring up a second prompt. */
  let asking: Promise<EncryptionStanding> | null = null;

  /** Windows and macOS have one backend each; Linux names the one it chose. */
  const backend = (): string => (platform === 'linux' ? safeStorage.getSelectedStorageBackend() : platform);

  async function ask(): Promise<EncryptionStanding> {
    try {
      if (cipher.mayFreeze && platform === 'linux') {
        if (!canBeAskedSafely(backend())) return 'none';
        const service = await within(clock, longestLook, secretService(), () => 'locked' as const);
        if (service !== 'real') return service;
      }
      if (!(await cipher.isAvailable())) return 'none';
      const found = standingOfCiphertext(platform, await cipher.encrypt('trial'));
      isReal = found === 'real';
      return found;
    } catch {
      return 'locked';
    } finally {
      asking = null;
    }
  }

  /** Runs one operation; a keyring that does not answer now becomes {@link keyringLockedError}. */
  async function run<Value>(operation: () => Promise<Value>): Promise<Value> {
    const locked = (): never => {
      isReal = false;
      throw Object.assign(new Error('The keyring does not answer now.'), { name: keyringLockedError });
    };
    return within(
      clock,
      longestWait,
      operation().catch((error: unknown) => {
        if (isTemporary(error)) return locked();
        throw error;
      }),
      locked,
    );
  }

  return {
    backend,
    standing: async () => {
      if (isReal) return 'real';
      asking ??= ask();
      return within(clock, longestWait, asking, () => 'locked' as const);
    },
    encrypt: (text) =>
      run(async () => {
        const ciphertext = await cipher.encrypt(text);
        // The keyring may have gone since it was proven, and its place been taken by the key that everybody knows.
        if (standingOfCiphertext(platform, ciphertext) === 'real') return ciphertext;
        isReal = false;
        throw new Error('Nothing real encrypts any more.');
      }),
    decrypt: (ciphertext) => run(() => cipher.decrypt(Buffer.from(ciphertext))),
  };
}

/** Both shapes of safeStorage as one. */
interface Cipher {
  /** Whether asking can stop the whole app until the user answered a prompt. */
  readonly mayFreeze: boolean;
  readonly isAvailable: () => Promise<boolean>;
  readonly encrypt: (text: string) => Promise<Uint8Array>;
  readonly decrypt: (ciphertext: Buffer) => Promise<{ readonly text: string; readonly encryptAgain: boolean }>;
}

function synchronous(safeStorage: SynchronousSafeStorage): Cipher {
  return {
    mayFreeze: true,
    isAvailable: async () => safeStorage.isEncryptionAvailable(),
    encrypt: async (text) => safeStorage.encryptString(text),
    decrypt: async (ciphertext) => ({ text: safeStorage.decryptString(ciphertext), encryptAgain: false }),
  };
}

function promised(safeStorage: PromisedSafeStorage): Cipher {
  return {
    mayFreeze: false,
    isAvailable: () => safeStorage.isAsyncEncryptionAvailable(),
    encrypt: (text) => safeStorage.encryptStringAsync(text),
    decrypt: async (ciphertext) => {
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(ciphertext);
      return { text: result, encryptAgain: shouldReEncrypt };
    },
  };
}

/** An answer, or what `otherwise` makes of it (or throws) when it takes longer than `milliseconds`. */
function within<Value>(
  clock: Clock,
  milliseconds: number,
  answer: Promise<Value>,
  otherwise: () => Value,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = clock.after(milliseconds, () => {
      try {
        resolve(otherwise());
      } catch (error) {
        reject(error);
      }
    });
    answer.then(resolve, reject).finally(stop);
  });
}
