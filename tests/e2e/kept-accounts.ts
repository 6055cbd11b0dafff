/** What the app has kept of its accounts, read from the disk while it runs. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';

/** The part of the vault's file that tests look at. */
export interface KeptAccounts {
  readonly mode: string;
  readonly accounts: readonly {
    readonly sealed: { readonly backend: string; readonly ciphertext: string };
    readonly unreadable: readonly { readonly ciphertext: string }[];
  }[];
}

/** What a profile keeps now; `null` for nothing. */
async function readKept(profile: string): Promise<KeptAccounts | null> {
  const text = await readFile(join(profile, 'accounts.json'), 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as { readonly content: KeptAccounts }).content;
}

/** What a profile keeps. In the middle of a write there is no such file: the former one is the spare already. */
export async function keptAccounts(profile: string): Promise<KeptAccounts> {
  let kept: KeptAccounts | null = null;
  const read = async () => {
    kept = await readKept(profile);
    return kept;
  };
  await expect.poll(read).not.toBeNull();
  return kept ?? Promise.reject(new Error('Nothing is kept.'));
}

/**
 * Waits until an account is on the disk. Somebody who signed in can go on at once, while the keyring is still asked to
 * seal the token.
 */
export async function untilKept(profile: string): Promise<void> {
  await expect.poll(async () => (await readKept(profile))?.accounts.length).toBe(1);
}
