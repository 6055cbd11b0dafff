/** From a click in the tray's menu to a proven token on the clipboard, less what the server's answer takes by itself. */

import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {} from '../../renderer/bridge.ts';
import { type PracticeMediaServer, startPracticePlex } from '../practice-plex/index.ts';
import { launchApp } from '../running-app.ts';
import { median, quantile } from './report.ts';
import type { Bench, Row } from './row.ts';

/** Copies that only bring the code up to speed and find the way to the server. */
const warmUp = 20;

export async function measureCopying({ environment, tray, quick, say }: Bench): Promise<readonly Row[]> {
  const profile = await mkdtemp(join(tmpdir(), 'bench-profile-'));
  const plex = await startPracticePlex({
    servers: [{ name: 'Tower', version: '1.43.2.10700-abcdef123', owner: 'simple' }],
  });
  const account = plex.accounts.find(({ username }) => username === 'simple');
  const [server] = plex.servers;
  if (account === undefined || server === undefined) throw new Error('Practice data is missing.');
  const app = await launchApp(environment, plex.plexTvUrl, { profile });
  try {
    const page = await app.window();
    await page.evaluate(({ login, password }) => window.plexTokenTray.signInWithPassword({ login, password }), {
      login: account.email,
      password: account.password ?? '',
    });
    await page.evaluate(() => window.plexTokenTray.hideWindow({}));
    // tsx wraps functions in a call of this, which only its own modules know.
    await app.electron.evaluate('globalThis.__name = (named) => named');
    // The app reads the clipboard back before it says that it copied: when it has, the token is there for everyone.
    await app.electron.evaluate(({ clipboard }) => {
      // Answers at once up to Electron 43, by a promise after.
      const readText = clipboard.readText as (type?: string) => unknown;
      const readings: number[] = [];
      let onReading: () => void = () => undefined;
      const readingsReach = (count: number): Promise<void> =>
        new Promise((resolve) => {
          onReading = () => {
            if (readings.length >= count) resolve();
          };
          onReading();
        });
      Object.assign(globalThis, { readings, readingsReach });
      Object.assign(clipboard, {
        readText: (type?: string) => {
          const text = readText.call(clipboard, type);
          void Promise.resolve(text).then((read) => {
            if (!String(read).startsWith('transient-')) return;
            readings.push(performance.timeOrigin + performance.now());
            onReading();
          });
          return text;
        },
      });
    });

    const clicks: number[] = [];
    const roundTrips: number[] = [];
    const accessToken = server.accessTokenFor(account);
    const times = warmUp + (quick ? 20 : 300);
    const agent = new Agent({ keepAlive: true });
    for (let time = 0; time < times; time += 1) {
      const updates = tray.menuUpdates(app.processId);
      const copied = app.electron.evaluate(
        (_electron, count) =>
          (globalThis as unknown as { readingsReach: (count: number) => Promise<void> }).readingsReach(count),
        clicks.length + 1,
      );
      clicks.push(await tray.click(app.processId, ['Copy transient token']));
      await copied;
      // The next click comes when the menu tells of this copy.
      await tray.waitForMenu(
        app.processId,
        (menu) =>
          tray.menuUpdates(app.processId) > updates &&
          menu.some(({ label, enabled }) => label === 'Copy transient token' && enabled),
      );
      roundTrips.push(await roundTrip(server, accessToken, agent));
    }
    agent.destroy();
    say(`copying ${times} times`);
    const readings = await app.electron.evaluate(() => (globalThis as unknown as { readings: number[] }).readings);
    // Each copy is read once on the clipboard; readings of other moments come later than the next click.
    const taken = clicks.map((clickedAt, index) => {
      const next = clicks[index + 1] ?? Number.POSITIVE_INFINITY;
      return (readings.find((at) => at >= clickedAt && at < next) ?? Number.NaN) - clickedAt;
    });
    if (taken.some(Number.isNaN)) throw new Error('A click put no token on the clipboard.');
    const answering = median(roundTrips.slice(warmUp));
    const over = taken.slice(warmUp).map((milliseconds) => milliseconds - answering);
    const [middle, worst] = [median(over), quantile(over, 0.99)];
    return [
      {
        what: 'Tray click to token on the clipboard',
        goal: 'round trip + ≤ 10 ms, p99 + ≤ 25 ms',
        measured: `+ ${middle.toFixed(1)} ms, p99 + ${worst.toFixed(1)} ms (round trip ${answering.toFixed(1)} ms)`,
        met: middle <= 10 && worst <= 25,
        figures: { unit: 'ms', taken, roundTrips },
      },
    ];
  } finally {
    await app.quit();
    await plex.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Milliseconds the same request takes without the app, over a connection kept open as the app's is. */
function roundTrip(server: PracticeMediaServer, token: string, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const asked = request(
      `${server.url}/security/token?type=delegation&scope=all`,
      { method: 'POST', agent, headers: { 'X-Plex-Token': token, Accept: 'application/json' } },
      (answer) => {
        answer.resume();
        answer.once('end', () => resolve(performance.now() - startedAt));
      },
    );
    asked.once('error', reject);
    asked.end();
  });
}
