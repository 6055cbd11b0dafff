// @ts-check
/** What the scripts print: one plain line per step, and plain errors that end the command. */

import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';

/** Ends the command with one plain sentence and, where there is one, the line to type. */
export class PlainError extends Error {}

/** Whether a module is the one that Node was started with. @param {string} moduleAddress its `import.meta.url` */
export function isStartedDirectly(moduleAddress) {
  return moduleAddress === pathToFileURL(process.argv[1] ?? '').href;
}

/** Prints what is going on. @param {string} text */
export function say(text) {
  process.stdout.write(`${text}\n`);
}

/**
 * Runs the body of a command; a {@link PlainError} ends it with its sentence alone, without a stack.
 * @param {() => Promise<void>} body
 */
export async function command(body) {
  try {
    await body();
  } catch (error) {
    if (!(error instanceof PlainError)) throw error;
    process.stderr.write(`\n${error.message}\n`);
    process.exitCode = 1;
  }
}

/**
 * Says what takes long, and keeps saying so every few seconds until it is over.
 * @template Value
 * @param {string} text
 * @param {() => Promise<Value>} work
 * @returns {Promise<Value>}
 */
export async function longStep(text, work) {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  say(`${text} …`);
  const ticking = setInterval(() => say(`${text} … ${seconds()} s`), 10_000);
  try {
    return await work();
  } finally {
    clearInterval(ticking);
  }
}

/**
 * Runs a program to its end.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean, input?: string }} [options] `show` passes its output on.
 * @returns {Promise<{ code: number | null, output: string }>}
 */
export function run(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: [
        options.input === undefined ? 'ignore' : 'pipe',
        options.show ? 'inherit' : 'pipe',
        options.show ? 'inherit' : 'pipe',
      ],
      // npm is a .cmd file on Windows; a shell would take the path of Node.js apart at its space.
      shell: process.platform === 'win32' && program !== process.execPath,
    });
    let output = '';
    child.stdout?.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr?.on('data', (chunk) => {
      output += chunk;
    });
    child.stdin?.end(options.input);
    child.on('error', (error) => resolve({ code: null, output: `${output}${error.message}` }));
    child.on('close', (code) => resolve({ code, output }));
  });
}

/**
 * Runs a program that has to succeed.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2] & { otherwise: string }} options `otherwise` is said when it fails.
 * @returns {Promise<string>} what it printed
 */
export async function runOrFail(program, args, { otherwise, ...options }) {
  const { code, output } = await run(program, args, options);
  if (code !== 0)
    throw new PlainError(
      `${otherwise}${output === '' ? '' : `\n\n${output.trim().split('\n').slice(-15).join('\n')}`}`,
    );
  return output;
}
