/** 300 servers of 20 addresses each: how long the tray's menu takes to be made anew, and the window's list to be drawn. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { menuTemplate } from '../../main/desktop/tray-menu.ts';
import { trayModel } from '../../main/desktop/tray-model.ts';
import type {} from '../../renderer/bridge.ts';
import { wordsIn } from '../../shared/texts/words.ts';
import { startPracticePlex } from '../practice-plex/index.ts';
import { launchApp } from '../running-app.ts';
import { median } from './report.ts';
import type { Bench, Row } from './row.ts';

const servers = 300;
const addresses = 20;

export async function measureManyServers({ environment, quick, say }: Bench): Promise<readonly Row[]> {
  const profile = await mkdtemp(join(tmpdir(), 'bench-profile-'));
  const dead = Array.from({ length: addresses - 1 }, (_none, index) => ({
    protocol: 'http' as const,
    address: '127.0.0.1',
    port: 9,
    uri: `http://127.0.0.${index + 2}:9`,
    local: true,
    relay: false,
    IPv6: false,
  }));
  const plex = await startPracticePlex({
    servers: Array.from({ length: servers }, (_none, index) => ({
      name: `Server ${index + 1} of many`,
      version: '1.43.2.10700-abcdef123',
      owner: 'simple',
      moreConnections: dead,
    })),
  });
  const account = plex.accounts.find(({ username }) => username === 'simple');
  if (account === undefined) throw new Error('Practice data is missing.');
  const app = await launchApp(environment, plex.plexTvUrl, { profile });
  try {
    const page = await app.window();
    // tsx wraps functions in a call of this, which only its own modules know.
    await app.electron.evaluate('globalThis.__name = (named) => named');
    await page.evaluate('globalThis.__name = (named) => named');
    // Electron's part of a rebuilt menu: from the template to the icon's having it.
    await app.electron.evaluate(({ Menu, Tray }) => {
      const { buildFromTemplate } = Menu;
      const { setContextMenu } = Tray.prototype;
      const handedOver: number[] = [];
      Object.assign(globalThis, { handedOver });
      let depth = 0;
      let startedAt = 0;
      Menu.buildFromTemplate = (template) => {
        // Submenus are built by the same function.
        if (depth === 0) startedAt = performance.now();
        depth += 1;
        const menu = buildFromTemplate.call(Menu, template);
        depth -= 1;
        return menu;
      };
      Tray.prototype.setContextMenu = function (menu) {
        setContextMenu.call(this, menu);
        handedOver.push(performance.now() - startedAt);
      };
    });

    const drawn: number[] = [];
    const whole: number[] = [];
    const times = quick ? 5 : 15;
    for (let time = 0; time < times; time += 1) {
      const [inSight, all] = await page.evaluate(
        async ({ login, password, wanted }) => {
          await window.plexTokenTray.signOut({});
          const both = new Promise<readonly [number, number]>((resolve) => {
            const stop = window.plexTokenTray.onState(({ state, now }) => {
              if (state.servers.list.length < wanted) return;
              stop();
              const taken = (): number => performance.timeOrigin + performance.now() - now;
              let first = 0;
              const look = (): void => {
                const rows = document.querySelectorAll('.servers .row').length;
                if (rows > 0 && first === 0) first = taken();
                if (rows < wanted) afterTheFrame();
                else resolve([first, taken()]);
              };
              // The page's own listener came before this one; after the next frame and what it left to do, the list shows.
              const afterTheFrame = (): number => requestAnimationFrame(() => setTimeout(look));
              afterTheFrame();
            });
          });
          await window.plexTokenTray.signInWithPassword({ login, password });
          return both;
        },
        { login: account.email, password: account.password ?? '', wanted: servers },
      );
      drawn.push(inSight);
      whole.push(all);
    }
    say(`list drawn ${times} times`);

    const { state } = await page.evaluate(() => window.plexTokenTray.readState());
    const words = await wordsIn('english', ['en']);
    const modelled = Array.from({ length: 200 }, () => {
      const startedAt = performance.now();
      menuTemplate(trayModel(state, 0, words).items, () => undefined);
      return performance.now() - startedAt;
    });
    const handedOver = await app.electron.evaluate(
      () => (globalThis as unknown as { handedOver: number[] }).handedOver,
    );
    const rebuilt = median(modelled) + median(handedOver);
    return [
      {
        what: `${servers} servers with ${addresses} addresses each: menu rebuilt`,
        goal: '≤ 5 ms',
        measured: `${rebuilt.toFixed(1)} ms`,
        met: rebuilt <= 5,
        figures: { unit: 'ms', modelled, handedOver },
      },
      {
        what: `${servers} servers with ${addresses} addresses each: list drawn`,
        goal: '≤ 60 ms',
        measured: `${median(drawn).toFixed(0)} ms what is in sight, ${median(whole).toFixed(0)} ms all rows`,
        met: median(drawn) <= 60,
        figures: { unit: 'ms', drawn, whole },
      },
    ];
  } finally {
    await app.quit();
    await plex.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
