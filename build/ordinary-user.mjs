// @ts-check
/** An ordinary user to try packages as: a fresh one where this is root, else the user itself with an empty home. Linux only. */

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { programPath } from './system-packages.mjs';
import { PlainError, run, runOrFail } from './terminal.mjs';

/**
 * @typedef {object} OrdinaryUser
 * @property {string} name
 * @property {number} uid
 * @property {number} gid
 * @property {string} home
 */

/** Makes the user. @returns {Promise<{ user: OrdinaryUser, remove: () => Promise<void> }>} */
export async function makeOrdinaryUser() {
  const here = userInfo();
  if (here.uid !== 0) {
    const home = mkdtempSync(join(tmpdir(), 'package-test-'));
    return {
      user: { name: here.username, uid: here.uid, gid: here.gid, home },
      remove: async () => rmSync(home, { recursive: true, force: true }),
    };
  }
  if (programPath('useradd') === null)
    throw new PlainError(
      'Packages are tried as an ordinary user, and root cannot make one here: there is no useradd. Start this as an ordinary user.',
    );
  const name = `package-test-${process.pid}`;
  const home = join('/home', name);
  // It is removed with the user: never one that somebody else made.
  if (existsSync(home)) throw new PlainError(`${home} is there already. Move it away, then try again.`);
  await runOrFail('useradd', ['--create-home', '--home-dir', home, '--shell', '/bin/sh', name], {
    otherwise: 'Packages are tried as an ordinary user, and making one failed. Start this as an ordinary user.',
  });
  /** @param {'-u' | '-g'} which */
  const id = async (which) => Number(await runOrFail('id', [which, name], { otherwise: 'The new user is not there.' }));
  return {
    user: { name, uid: await id('-u'), gid: await id('-g'), home },
    remove: async () => {
      await run('userdel', ['--force', '--remove', name]);
    },
  };
}
