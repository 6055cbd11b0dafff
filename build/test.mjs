// @ts-check
/**
 * Runs every check there is: `npm test`. `npm test -- --only=types,unit` runs some of them; the names are those it
 * prints. `npm run test:long` does the same with the tests that repeat something repeating it far more often, and shows
 * how far they are. Everything a check prints is also in `test-output/`.
 */

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { build } from './build.mjs';
import { inProject } from './project.mjs';
import { ensureReady } from './setup.mjs';
import { command, longStep, PlainError, run, say } from './terminal.mjs';

const rooms = ['shared', 'main', 'renderer', 'tests', 'build'];

const isLongRun = process.argv.includes('--long');
// Read by tests/long-run.ts.
if (isLongRun) process.env.LONG_RUN = '1';

/** @param {string} name a program that a package brings @param {...string} args */
const tool = (name, ...args) => ({ program: inProject('node_modules', '.bin', name), args });

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {() => Promise<{ passed: number, failed: number, output: string }>} run
 */

/** A check that either holds or does not. @param {string} name @param {{ program: string, args: readonly string[] }} what @returns {Check} */
function rule(name, { program, args }) {
  return {
    name,
    run: async () => {
      const { code, output } = await run(program, args, { cwd: inProject() });
      return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, output };
    },
  };
}

/**
 * A test runner, counted by the report it writes.
 * @param {string} name
 * @param {{ program: string, args: readonly string[] }} what
 * @param {string} report file in test-output/
 * @param {(report: any) => { passed: number, failed: number }} count
 * @returns {Check}
 */
function tests(name, { program, args }, report, count) {
  return {
    name,
    run: async () => {
      const { code, output } = await run(program, args, { cwd: inProject() });
      const { passed, failed } = countFrom(report, count);
      // A runner that failed without a failed test (no tests found, a crash) has failed all the same.
      return { passed, failed: code === 0 ? failed : Math.max(1, failed), output };
    },
  };
}

/** @param {string} report @param {(report: any) => { passed: number, failed: number }} count */
function countFrom(report, count) {
  try {
    return count(JSON.parse(readFileSync(inProject('test-output', report), 'utf8')));
  } catch {
    return { passed: 0, failed: 1 };
  }
}

/** What needs no bundle, and what does; each list runs on its own, both cores busy. @type {readonly Check[]} */
const quickChecks = [
  rule('lint', tool('biome', 'ci', '--error-on-warnings', '--colors=off')),
  ...rooms.map((room) => rule(`types ${room}`, tool('tsc', '-p', room))),
  rule('dead code', tool('knip')),
  tests(
    'unit',
    tool('vitest', 'run', '--config', 'vitest.config.ts'),
    'unit.json',
    ({ numPassedTests, numFailedTests }) => ({
      passed: numPassedTests,
      failed: numFailedTests,
    }),
  ),
];

/** @type {readonly Check[]} */
const bundleChecks = [
  {
    name: 'build',
    run: async () => {
      try {
        await build();
        return { passed: 1, failed: 0, output: '' };
      } catch (error) {
        if (!(error instanceof PlainError)) throw error;
        return { passed: 0, failed: 1, output: error.message };
      }
    },
  },
  tests(
    'end-to-end',
    tool('playwright', 'test', '--config', 'tests/e2e/playwright.config.ts'),
    'e2e.json',
    ({ stats }) => ({
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky,
    }),
  ),
];

/** @param {Check} check */
async function runCheck(check) {
  const started = Date.now();
  const result = isLongRun ? await longStep(check.name, check.run) : await check.run();
  writeFileSync(inProject('test-output', `${check.name.replaceAll(' ', '-')}.log`), result.output);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  const count = result.passed + result.failed > 1 ? ` (${result.passed} passed, ${result.failed} failed)` : '';
  say(`${result.failed === 0 ? '✓' : '✗'} ${check.name}${count} ${seconds} s`);
  return { ...result, name: check.name };
}

/** Runs checks, as many at once as there are cores, in the order given. @param {readonly Check[]} checks */
async function runAll(checks) {
  const waiting = [...checks];
  /** @type {Awaited<ReturnType<typeof runCheck>>[]} */
  const results = [];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) results.push(await runCheck(next));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return results;
}

await command(async () => {
  await ensureReady('test');
  rmSync(inProject('test-output'), { recursive: true, force: true });
  mkdirSync(inProject('test-output'));

  const only = process.argv
    .find((argument) => argument.startsWith('--only='))
    ?.slice('--only='.length)
    .split(',');
  const wanted = (/** @type {Check} */ { name }) => only === undefined || only.some((word) => name.startsWith(word));
  const quick = await runAll(quickChecks.filter(wanted));
  // One after the other: the end-to-end tests need the bundles, and both cores.
  const slow = [];
  for (const check of bundleChecks.filter(wanted)) slow.push(await runCheck(check));
  const results = [...quick, ...slow];

  for (const { name, failed, output } of results) {
    if (failed > 0) say(`\n--- ${name} ---\n${output.trim()}`);
  }
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  say(`\n${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
});
