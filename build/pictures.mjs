// @ts-check
/** Takes the documentation's pictures anew from the running app: `npm run pictures`. */

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
  say('Taken: docs/pictures/');
});
