/** The app's program, started on a terminal while the app may run already. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { electronPath } from '../../build/electron-path.mjs';

export interface Told {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Starts the app's program once more with these words, and waits until it has ended. */
export async function ask(
  environment: Readonly<Record<string, string>>,
  profile: string,
  ...words: readonly string[]
): Promise<Told> {
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(electronPath(), [process.cwd(), `--user-data-dir=${profile}`, ...root, ...words], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output, errors };
}
