/**
 * The network of the race's benchmark, in a process of its own so that it takes nothing from the one that is measured:
 * one living address, and as many dead ones as its first argument says. Tells where they are by its first message.
 */

import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect, createServer } from 'node:net';
import { Worker } from 'node:worker_threads';

export interface Network {
  readonly living: string;
  readonly dead: readonly string[];
}

/** What the living address takes to answer, in milliseconds. */
export const answersAfter = 20;
/** How many of the dead addresses refuse, besides the silent ones. */
export const refusing = 5;

const originOf = ({ address, port }: AddressInfo): string => `http://${address}:${port}`;

async function livingAddress(): Promise<string> {
  const server = createHttpServer((_request, response) => {
    setTimeout(() => response.end('{"MediaContainer":{"machineIdentifier":"machine","claimed":true}}'), answersAfter);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return originOf(server.address() as AddressInfo);
}

/** Takes the connection, then says nothing. */
async function silentAddress(index: number): Promise<string> {
  const server = createServer((socket) => socket.on('error', () => undefined));
  await new Promise<void>((resolve) => server.listen(0, `127.1.0.${index + 1}`, resolve));
  return originOf(server.address() as AddressInfo);
}

/** Nobody listens there any more. */
async function refusingAddress(index: number): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, `127.4.0.${index + 1}`, resolve));
  const origin = originOf(server.address() as AddressInfo);
  await new Promise((resolve) => server.close(resolve));
  return origin;
}

/**
 * Do not even take the connection, as a computer that is off: a thread listens and sleeps, its queues are filled up, and
 * from then on the system drops whatever comes.
 */
async function blackHoles(count: number): Promise<readonly string[]> {
  const listener = `
    const { parentPort, workerData } = require('node:worker_threads');
    const { createServer } = require('node:net');
    const listening = Array.from({ length: workerData }, (_, index) => new Promise((resolve) => {
      const server = createServer().listen({ port: 0, host: '127.2.0.' + (index + 1), backlog: 1 }, () => resolve(server.address()));
    }));
    Promise.all(listening).then((addresses) => {
      parentPort.postMessage(addresses);
      setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
    });`;
  const worker = new Worker(listener, { eval: true, workerData: count });
  const addresses = await new Promise<readonly AddressInfo[]>((resolve) => worker.once('message', resolve));
  // Two fit into a queue of one; a few more make sure.
  for (const { address, port } of addresses) {
    for (let filler = 0; filler < 4; filler += 1) connect(port, address).on('error', () => undefined);
  }
  return addresses.map(originOf);
}

const count = Number(process.argv[2] ?? 0);
if (process.send !== undefined) {
  const living = await livingAddress();
  const silent = await Promise.all(Array.from({ length: Math.floor(count / 2) }, (_, index) => silentAddress(index)));
  const refused = await Promise.all(Array.from({ length: refusing }, (_, index) => refusingAddress(index)));
  const network: Network = { living, dead: [...silent, ...(await blackHoles(Math.ceil(count / 2))), ...refused] };
  process.send(network);
}
