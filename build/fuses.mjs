// @ts-check
/**
 * Every switch that is built into Electron's executable, and where it stands in our packages. The package test reads
 * them back from the binary and compares.
 */

import { FuseState, FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';
import { PlainError } from './terminal.mjs';

/**
 * Fuse → whether it is on; a fuse may differ by system. Complete: a test fails when Electron gets a new one.
 * @type {Readonly<Record<keyof typeof FuseV1Options, boolean | Readonly<Record<'linux' | 'win32' | 'darwin', boolean>>>>}
 */
export const fuses = {
  // The executable is never a general Node.js.
  RunAsNode: false,
  // On Linux a keyring that asks for its password would hold up the whole app; and no cookie ever reaches the disk.
  EnableCookieEncryption: { linux: false, win32: true, darwin: true },
  EnableNodeOptionsEnvironmentVariable: false,
  // No debugger, by switch or by signal.
  EnableNodeCliInspectArguments: false,
  // Electron looks at this on Windows and macOS only.
  EnableEmbeddedAsarIntegrityValidation: { linux: false, win32: true, darwin: true },
  OnlyLoadAppFromAsar: true,
  // We ship no snapshot of our own; Electron would not start without one.
  LoadBrowserProcessSpecificV8Snapshot: false,
  // The window's pages come from app:, not from file:.
  GrantFileProtocolExtraPrivileges: false,
  // No WebAssembly is used.
  WasmTrapHandlers: false,
};

/** Where the fuses stand on a system. @param {'linux' | 'win32' | 'darwin'} platform @returns {Record<string, boolean>} */
export function fusesFor(platform) {
  return Object.fromEntries(
    Object.entries(fuses).map(([name, on]) => [name, typeof on === 'boolean' ? on : on[platform]]),
  );
}

/**
 * Reads the fuses of an executable. One that this Electron is too old to have is left out.
 * @param {string} executable
 * @returns {Promise<Record<string, boolean>>}
 */
export async function readFuses(executable) {
  const { version: _version, ...wire } = await getCurrentFuseWire(executable);
  return Object.fromEntries(
    Object.entries(wire).map(([index, state]) => [
      FuseV1Options[Number(index)] ?? `fuse ${index}`,
      state === FuseState.ENABLE,
    ]),
  );
}

/**
 * Sets every fuse that an executable has; fails when it has one that is not in the table.
 * @param {string} executable the executable, or the app bundle on macOS
 * @param {'linux' | 'win32' | 'darwin'} platform
 */
export async function setFuses(executable, platform) {
  const there = Object.keys(await readFuses(executable));
  const wanted = fusesFor(platform);
  const undecided = there.filter((name) => !(name in wanted));
  if (undecided.length > 0)
    throw new PlainError(`This Electron has a fuse that build/fuses.mjs does not decide: ${undecided.join(', ')}.`);
  await flipFuses(executable, {
    version: FuseVersion.V1,
    resetAdHocDarwinSignature: platform === 'darwin',
    ...Object.fromEntries(
      there.map((name) => [FuseV1Options[/** @type {keyof typeof FuseV1Options} */ (name)], wanted[name]]),
    ),
  });
}
