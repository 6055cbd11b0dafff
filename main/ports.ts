/** What the session and the vault need from the world, as small interfaces, so that tests need no Electron and no waiting. */

/** Time. */
export interface Clock {
  /** Epoch milliseconds that never jump: the wall clock at start plus steady time since. */
  readonly now: () => number;
  /** Runs `task` once after `milliseconds`; answers a function that calls it off. */
  readonly after: (milliseconds: number, task: () => void) => () => void;
}

/** X11 has two selections, other systems only `clipboard`. */
export type ClipboardSelection = 'clipboard' | 'primary';

/** The system's clipboard. */
export interface ClipboardPort {
  /** The selections this system has. */
  readonly selections: readonly ClipboardSelection[];
  /**
   * Whether reading text back proves that other programs get it. Not on Wayland while none of our windows is in front:
   * the compositor drops the write, and Electron reads back its own memory.
   */
  readonly canProve: () => boolean;
  /** The text any program would get now. Rejects where who has it does not hand it over in time. */
  readonly readText: (selection: ClipboardSelection) => Promise<string>;
  /** What was just written, as the system has it: while the clipboard is ours, nobody else has to be asked. */
  readonly readBack: () => Promise<string>;
  /** Puts text on the clipboard, marked as secret for clipboard histories where Electron can (44 and later). */
  readonly writeSecret: (text: string) => Promise<void>;
  readonly writeText: (text: string) => Promise<void>;
  readonly clear: (selection: ClipboardSelection) => Promise<void>;
}

/** What stands behind encryption on this system. Only `real` may write a credential. */
export type EncryptionStanding = 'real' | 'none' | 'locked';

/** Name of the error {@link EncryptionPort} rejects with when the keyring does not answer now, but may later. */
export const keyringLockedError = 'KeyringLocked';

/** The operating system's secret encryption. `encrypt` and `decrypt` may reject; see {@link keyringLockedError}. */
export interface EncryptionPort {
  /** May ask the user to unlock a keyring, but never blocks the app; answers `locked` when that takes too long. */
  readonly standing: () => Promise<EncryptionStanding>;
  /** Name of the backend, recorded beside each ciphertext, e.g. `gnome_libsecret`. */
  readonly backend: () => string;
  readonly encrypt: (text: string) => Promise<Uint8Array>;
  /** `encryptAgain` is set when the system rotated its key and the value should be stored anew. */
  readonly decrypt: (ciphertext: Uint8Array) => Promise<{ readonly text: string; readonly encryptAgain: boolean }>;
}

/** Sends a request: Electron's `session.fetch` in the app, Node's in tests. */
export type Transport = (input: Request | string | URL, init?: RequestInit) => Promise<Response>;
