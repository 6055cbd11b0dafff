/** A real keyring on a private desktop: gnome-keyring, with what the desktop's home holds of it. */

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';

export interface Keyring {
  /** What an app needs to be told so that Electron 41 and older look for it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

export interface KeyringOptions {
  /** Whose it is, where that is another user. */
  readonly uid?: number;
  readonly gid?: number;
  /** One that is not unlocked would have to ask the user, and nobody answers here. Unlocked unless told. */
  readonly unlocked?: boolean;
}

/** Starts the keyring on the session bus of `environment` and waits until it answers there. */
export async function startKeyring(
  environment: Readonly<Record<string, string>>,
  { unlocked = true, ...owner }: KeyringOptions = {},
): Promise<Keyring> {
  const unlock = unlocked ? ['--unlock'] : [];
  const daemon = spawn('gnome-keyring-daemon', ['--foreground', ...unlock, '--components=secrets'], {
    env: environment,
    stdio: ['pipe', 'pipe', 'ignore'],
    ...owner,
  });
  daemon.stdin.end(unlocked ? 'keyring-password' : '');
  await waitForService(environment);
  return {
    environment: { XDG_CURRENT_DESKTOP: 'GNOME' },
    stop: async () => {
      const gone = once(daemon, 'exit');
      daemon.kill('SIGTERM');
      await gone;
      // The bus learns of it a moment later; until then the next keyring would be taken for this one.
      while (await hasService(environment));
    },
  };
}

async function hasService(environment: Readonly<Record<string, string>>): Promise<boolean> {
  const bus = 'org.freedesktop.DBus';
  const question = ['--session', '--dest', bus, '--object-path', '/', '--method', `${bus}.NameHasOwner`];
  const { stdout } = await promisify(execFile)('gdbus', ['call', ...question, 'org.freedesktop.secrets'], {
    env: environment,
  });
  return stdout.includes('true');
}

/** `gdbus wait` ends when somebody owns the name. */
async function waitForService(environment: Readonly<Record<string, string>>): Promise<void> {
  const waiting = spawn('gdbus', ['wait', '--session', '--timeout', '10', 'org.freedesktop.secrets'], {
    env: environment,
    stdio: 'ignore',
  });
  const [code] = (await once(waiting, 'exit')) as [number | null];
  if (code !== 0) throw new Error('The keyring did not start.');
}
