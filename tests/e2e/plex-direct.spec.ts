/** plex.direct names in the real app, on a computer where nobody looks them up. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startPracticePlex } from '../practice-plex/index.ts';
import { createTestAuthority, plexDirectName } from '../practice-plex/test-authority.ts';
import { expect, test } from './fixtures.ts';
import { accountNamed, generateButton, signIn, status } from './window.ts';

const name = plexDirectName('127.0.0.1');

for (const { title, certified, works } of [
  { title: 'is reached by its published address, its certificate checked by name', certified: name, works: true },
  { title: 'with a certificate for another name is refused', certified: plexDirectName('127.0.0.2'), works: false },
]) {
  test(`N2 a server whose plex.direct name cannot be looked up ${title}`, async ({ launch, clipboard, profile }) => {
    const authority = createTestAuthority();
    const trusted = join(profile, 'authority.pem');
    await writeFile(trusted, authority.certificate);
    const tls = { ...authority.issue([certified]), hostname: name };
    const plex = await startPracticePlex({
      servers: [{ name: 'Tower', version: '1.43.2.10700', owner: 'simple', tls }],
    });
    const app = await launch({ environment: { PLEX_TV_URL: plex.plexTvUrl, NODE_EXTRA_CA_CERTS: trusted } });
    const page = await app.window();
    await signIn(page, plex, accountNamed(plex, 'simple'));
    await generateButton(page).click();
    if (works) {
      await expect(status(page)).toContainText('copied');
      expect(plex.servers[0]?.accepts(await clipboard.read('clipboard'))).toBe(true);
      await expect(page.getByText(/Local, encrypted/u).first()).toBeVisible();
    } else {
      await expect(status(page)).toContainText('could not prove who it is');
      expect(plex.requests.some(({ path }) => path === '/security/token')).toBe(false);
    }
    await app.quit();
    await plex.close();
  });
}
