/**
 * How much longer a usable connection takes because of dead addresses, against the best address alone; and how soon a
 * cancelled race lets its sockets go. Real sockets on this computer, Node's fetch, the app's own race.
 */

import { type ChildProcess, fork } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import type { PublishedConnection } from '../../main/plex/servers.ts';
import { listedServer, openApi } from '../unit/plex/plex.ts';
import { answersAfter, type Network, refusing } from './network.ts';
import { machine, quantile, table, writeSection } from './report.ts';

const runs = 50;
const warmUps = 10;
const api = openApi('https://plex.invalid/api/v2');

type Way = Partial<PublishedConnection>;

async function openNetwork(dead: number): Promise<{ readonly child: ChildProcess; readonly network: Network }> {
  const child = fork(fileURLToPath(new URL('network.ts', import.meta.url)), [String(dead)]);
  return { child, network: await new Promise((resolve) => child.once('message', (told) => resolve(told as Network))) };
}

/** Milliseconds one race takes from the call to a usable connection. */
async function race(living: string, connections: readonly Way[]): Promise<number> {
  const startedAt = performance.now();
  const outcome = await api.connectToServer(listedServer(connections), { allowPlainHttp: false });
  const took = performance.now() - startedAt;
  if (!outcome.ok) throw new Error(`The race was lost: ${outcome.problem.code}`);
  if (outcome.value.uri !== living) throw new Error('A dead address won.');
  return took;
}

const milliseconds = (value: number): string => `${value.toFixed(1)} ms`;

async function racesAmongDead(): Promise<readonly (readonly string[])[]> {
  const rows: (readonly string[])[] = [];
  for (const count of [1, 10, 50]) {
    const { child, network } = await openNetwork(count);
    const dead = network.dead.map((uri) => ({ uri, local: true }));
    for (const [told, local] of [
      ['local, as the dead ones', true],
      ['remote, the dead ones are local', false],
    ] as const) {
      const living = { uri: network.living, local };
      const alone: number[] = [];
      const among: number[] = [];
      // In turns, so that whatever else this computer does disturbs both alike.
      for (let run = -warmUps; run < runs; run += 1) {
        const took = [await race(network.living, [living]), await race(network.living, [...dead, living])] as const;
        if (run < 0) continue;
        alone.push(took[0]);
        among.push(took[1]);
      }
      const extra = (share: number): string => milliseconds(quantile(among, share) - quantile(alone, share));
      rows.push([
        told,
        `${count} silent, ${refusing} refusing`,
        milliseconds(quantile(alone, 0.5)),
        extra(0.5),
        extra(0.95),
      ]);
    }
    child.kill();
  }
  return rows;
}

/** Milliseconds from "Cancel" until the last of many silent addresses has seen its socket close. */
async function cancelling(): Promise<readonly number[]> {
  const took: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    let open = 0;
    let asked = 0;
    let lastClosed = 0;
    const silent = createServer((_request, response) => {
      asked += 1;
      open += 1;
      response.once('close', () => {
        open -= 1;
        lastClosed = performance.now();
      });
    });
    await new Promise<void>((resolve) => silent.listen(0, resolve));
    const { port } = silent.address() as AddressInfo;
    const addresses = Array.from({ length: 20 }, (_, index) => ({ uri: `http://127.3.0.${index + 1}:${port}` }));
    const controller = new AbortController();
    const racing = api.connectToServer(listedServer(addresses), { allowPlainHttp: false }, controller.signal);
    await until(() => asked === addresses.length);
    const cancelledAt = performance.now();
    controller.abort();
    await racing;
    await until(() => open === 0);
    took.push(lastClosed - cancelledAt);
    silent.closeAllConnections();
    await new Promise((resolve) => silent.close(resolve));
  }
  return took;
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

const races = table(
  ['living address', 'dead addresses', 'alone, median', 'extra, median', 'extra, p95'],
  await racesAmongDead(),
);
const cancelled = await cancelling();

const text = `Time from asking for a connection to having one that is proven to be the right machine. One living address that
answers after ${answersAfter} ms, among dead ones: half of the silent ones never take the connection (a full queue, as a computer
that is off), half take it and say nothing. “Extra” is the median (or 95th percentile) of ${runs} races less that of as many
against the same address alone, run in turns. The bar: 30 ms.

${races}

Where the living address is of the best kind there is, it wins as it answers. Behind better ones it waits 10 ms for them.
A relay waits 1.5 s for silent direct addresses, which is meant (\`docs/decisions/connection-race.md\`).

Cancelling a race among 20 silent addresses, until the last of them saw its socket close, ${runs} times: median
${milliseconds(quantile(cancelled, 0.5))}, worst ${milliseconds(quantile(cancelled, 1))}. The bar: 200 ms.

Measured by \`npm run bench:connections\` over Node's own fetch: ${machine()}.`;

writeSection('Connection race', text);
process.stdout.write(`${text}\n`);
