/** The practice Plex alone: prints where it is and who can sign in, until Ctrl+C. `--port N` fixes plex.tv's port. */

import { parseArgs } from 'node:util';
import { startPracticePlex } from './index.ts';

const { values } = parseArgs({ options: { port: { type: 'string' } } });
const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const plex = await startPracticePlex(values.port === undefined ? {} : { port: Number(values.port) });
say(`Practice plex.tv:  ${plex.plexTvUrl}`);
say(`For the app:       PLEX_TV_URL=${plex.plexTvUrl} npm start`);
for (const server of plex.servers) say(`Server:            ${server.name}  ${server.url}  ${server.id}`);
say('\nAccounts (login, password, code now):');
const showAccounts = (): void => {
  for (const account of plex.accounts) {
    const code = account.totpSecret === undefined ? 'no code needed' : plex.currentCode(account);
    say(`  ${account.email}  ${account.password ?? '(no password: browser only)'}  ${code}`);
  }
};
showAccounts();
say(
  `\nTry it:  curl -i -H 'Accept: application/json' -H 'X-Plex-Client-Identifier: try' -d login=simple -d password=simple-password ${plex.plexTvUrl}/users/signin`,
);
say('Enter shows the codes of this moment, Ctrl+C ends.');
process.stdin.on('data', showAccounts);
process.once('SIGINT', () => {
  process.stdin.pause();
  void plex.close();
});
