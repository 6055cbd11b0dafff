// @ts-check
/** Takes the documentation's pictures anew from the running app, and accepts how the window looks now: `npm run pictures`. */

import { ensureBuilt } from './build.mjs';
import { inProject } from './project.mjs';
import { ensureReady } from './setup.mjs';
import { command, longStep, runOrFail, say } from './terminal.mjs';

await command(async () => {
  await ensureReady('test');
  await ensureBuilt();
  await longStep('Taking pictures', () =>
    runOrFail(process.execPath, ['--import', 'tsx', inProject('tests/demo/pictures.ts')], {
      cwd: inProject(),
      otherwise: 'The pictures could not be taken.',
    }),
  );
  await longStep('Accepting how the window looks', () =>
    runOrFail(
      inProject('node_modules/.bin/playwright'),
      ['test', '--config', 'tests/e2e/playwright.config.ts', 'pictures.spec', '--update-snapshots=changed'],
      { cwd: inProject(), otherwise: 'The window could not be looked at.' },
    ),
  );
  say('Taken: docs/pictures/, tests/e2e/pictures/. Look at what changed before you commit it.');
});
