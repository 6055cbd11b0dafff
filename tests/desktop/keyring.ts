/** A real keyring on a private desktop: gnome-keyring, unlocked, holding nothing yet. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Keyring {
  /** What an app needs to be told so that Electron 41 and older look for it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

/** Starts the keyring on the session bus of `environment` and waits until it answers there; `owner` where that is another user's. */
export async function startKeyring(
  environment: Readonly<Record<string, string>>,
  owner: { readonly uid?: number; readonly gid?: number } = {},
): Promise<Keyring> {
  const daemon = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
    env: environment,
    stdio: ['pipe', 'pipe', 'ignore'],
    ...owner,
  });
  daemon.stdin.end('keyring-password');
  await waitForService(environment);
  return {
    environment: { XDG_CURRENT_DESKTOP: 'GNOME' },
    stop: async () => {
      const gone = once(daemon, 'exit');
      daemon.kill('SIGTERM');
      await gone;
    },
  };
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
