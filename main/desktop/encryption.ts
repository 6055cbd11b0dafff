/**
 * The operating system's encryption behind one promise-based port. Electron up to 41 answers at once, and freezes the
 * whole app while a keyring prompts; from 42 on it answers by promises, and cannot say that there is no keyring. So the
 * first is asked only where it will not prompt, and the second is judged by what it produces.
 */

import type { Clock, EncryptionPort, EncryptionStanding } from '../ports.ts';
import { keyringStanding } from './secret-service.ts';

/** Electron's safeStorage up to version 41. */
export interface SynchronousSafeStorage {
  readonly isEncryptionAvailable: () => boolean;
  readonly encryptString: (text: string) => Buffer;
  readonly decryptString: (ciphertext: Buffer) => string;
}

/** Electron's safeStorage from version 42 on. */
export interface PromisedSafeStorage {
  readonly isAsyncEncryptionAvailable: () => Promise<boolean>;
  readonly encryptStringAsync: (text: string) => Promise<Buffer>;
  readonly decryptStringAsync: (ciphertext: Buffer) => Promise<{ readonly result: string; readonly shouldReEncrypt: boolean }>;
}

export type ElectronSafeStorage = (SynchronousSafeStorage | PromisedSafeStorage) & {
  /** Linux only. */
  readonly getSelectedStorageBackend?: () => string;
};

/** Milliseconds a keyring may take to answer; a person may be typing its password. */
const longestWait = 20_000;

/** On Linux the mark of a ciphertext made with Chromium's published key: anyone can read it. */
const publicKeyMark = 'v10';

export interface EncryptionOptions {
  readonly safeStorage: ElectronSafeStorage;
  readonly clock: Clock;
  readonly platform: NodeJS.Platform;
  /** Whether the Secret Service would answer without a prompt; asked on Linux before anything that could freeze. */
  readonly secretService?: () => Promise<EncryptionStanding>;
}

/** Encryption by Electron as it runs. Nothing is asked of the system until a function is called; only after the app is ready. */
export function createEncryption({ safeStorage, clock, platform, secretService = keyringStanding }: EncryptionOptions): EncryptionPort {
  const backend = (): string => (platform === 'linux' ? (safeStorage.getSelectedStorageBackend?.() ?? 'unknown') : platform);
  const sealing = 'encryptStringAsync' in safeStorage ? promised(safeStorage) : synchronous(safeStorage);

  async function standing(): Promise<EncryptionStanding> {
    if (!sealing.promised && platform === 'linux') {
      if (backend() === 'basic_text') return 'none';
      const service = await secretService();
      if (service !== 'real') return service;
    }
    try {
      if (!(await sealing.isAvailable())) return 'none';
      const probe = await sealing.encrypt('probe');
      return platform === 'linux' && probe.subarray(0, 3).toString('latin1') === publicKeyMark ? 'none' : 'real';
    } catch {
      return 'locked';
    }
  }

  return {
    backend,
    standing: () => within(clock, standing(), 'locked'),
    encrypt: sealing.encrypt,
    decrypt: async (ciphertext) => sealing.decrypt(Buffer.from(ciphertext)),
  };
}

interface Sealing {
  readonly promised: boolean;
  readonly isAvailable: () => Promise<boolean>;
  readonly encrypt: (text: string) => Promise<Buffer>;
  readonly decrypt: (ciphertext: Buffer) => Promise<{ readonly text: string; readonly encryptAgain: boolean }>;
}

function synchronous(safeStorage: SynchronousSafeStorage): Sealing {
  return {
    promised: false,
    isAvailable: async () => safeStorage.isEncryptionAvailable(),
    encrypt: async (text) => safeStorage.encryptString(text),
    decrypt: async (ciphertext) => ({ text: safeStorage.decryptString(ciphertext), encryptAgain: false }),
  };
}

function promised(safeStorage: PromisedSafeStorage): Sealing {
  return {
    promised: true,
    isAvailable: safeStorage.isAsyncEncryptionAvailable,
    encrypt: safeStorage.encryptStringAsync,
    decrypt: async (ciphertext) => {
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(ciphertext);
      return { text: result, encryptAgain: shouldReEncrypt };
    },
  };
}

/** An answer, or `otherwise` when it takes too long. */
function within<Value>(clock: Clock, answer: Promise<Value>, otherwise: Value): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = clock.after(longestWait, () => resolve(otherwise));
    answer.then(resolve, reject).finally(stop);
  });
}
