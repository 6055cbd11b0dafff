/** What Electron's answers say about the encryption behind them: rules only, nothing is asked here. */

import type { EncryptionStanding } from '../ports.ts';

/** On Linux the mark of a ciphertext made with Chromium's published key: anyone can read it. */
const publicKeyMark = 'v10';

/**
 * What a trial ciphertext tells. On Linux the promise-based functions fall back to a published key and call that
 * available; elsewhere the same mark is the usual one.
 */
export function standingOfCiphertext(platform: NodeJS.Platform, ciphertext: Uint8Array): EncryptionStanding {
  const mark = Buffer.from(ciphertext.subarray(0, publicKeyMark.length)).toString('latin1');
  return ciphertext.length === 0 || (platform === 'linux' && mark === publicKeyMark) ? 'none' : 'real';
}

/** Whether an error of Electron's means "not now" (a locked keyring, a dismissed prompt) rather than "never". */
export function isTemporary(error: unknown): boolean {
  return error instanceof Error && /temporarily unavailable/iu.test(error.message);
}

/**
 * Whether Electron's synchronous functions may be asked at all with this backend on Linux. They freeze the app while a
 * keyring prompts, and only of the Secret Service can be known beforehand that it will not.
 */
export function canBeAskedSafely(backend: string): boolean {
  return backend === 'gnome_libsecret';
}

/**
 * The `password-store` switch to add before the app is ready; `null` to leave Electron's choice. Up to version 41 it
 * goes by the desktop's name and overlooks a good keyring on any desktop it does not know; from 42 on it looks itself.
 */
export function passwordStoreSwitch(run: {
  readonly platform: NodeJS.Platform;
  readonly electronVersion: string;
  /** The user chose one on the command line. */
  readonly isGiven: boolean;
}): 'gnome-libsecret' | null {
  const major = Number.parseInt(run.electronVersion, 10);
  return run.platform === 'linux' && major <= 41 && !run.isGiven ? 'gnome-libsecret' : null;
}
