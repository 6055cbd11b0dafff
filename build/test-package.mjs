// @ts-check
/** Tries the packages in `dist/` as a user gets them: `npm run test:package`. Linux only; needs `npm run package` first. */

import { mkdirSync } from 'node:fs';
import { makeOrdinaryUser } from './ordinary-user.mjs';
import { archiveIn } from './package.mjs';
import { inProject } from './project.mjs';
import { ensureReady } from './setup.mjs';
import { command, PlainError, run } from './terminal.mjs';

await command(async () => {
  if (process.platform !== 'linux') throw new PlainError('Packages are tried on Linux only.');
  await ensureReady('test-package');
  if (archiveIn(inProject('dist')) === null)
    throw new PlainError('There is no package yet. Please run: npm run package');
  mkdirSync(inProject('test-output'), { recursive: true });
  const { user, remove } = await makeOrdinaryUser();
  // Ctrl+C reaches the tests too, which end what they started; the user is removed after that.
  process.on('SIGINT', () => undefined);
  try {
    const { code } = await run(
      process.execPath,
      [
        inProject('node_modules/@playwright/test/cli.js'),
        'test',
        '--config',
        'tests/package/playwright.config.ts',
        ...process.argv.slice(2),
      ],
      { cwd: inProject(), show: true, env: { ...process.env, PACKAGE_TEST_USER: JSON.stringify(user) } },
    );
    process.exitCode = code ?? 1;
  } finally {
    await remove();
  }
});
