/** A connection to the D-Bus session bus: asks questions and hears signals, over the bus's own socket. */

import { connect, type Socket } from 'node:net';
import { userInfo } from 'node:os';
import { type BusCall, type BusMessage, type BusValue, encodeCall, takeMessage } from './dbus-message.ts';

export interface SessionBus {
  /** Calls a method. Rejects with the error's D-Bus name, or when the connection ends first. */
  readonly call: (call: BusCall) => Promise<readonly BusValue[]>;
  /** Asks the bus to send on signals that fit a match rule (D-Bus specification, "Match Rules"). */
  readonly subscribe: (rule: string) => Promise<void>;
  /**
   * Hears from now on what fits the rules, whoever it is sent to, and can ask nothing any more (D-Bus specification,
   * "org.freedesktop.DBus.Monitoring.BecomeMonitor"). Rejects where the bus does not allow that.
   */
  readonly listenIn: (rules: readonly string[]) => Promise<void>;
  readonly close: () => void;
}

/** Where the bus can be heard of. */
export interface SessionBusOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly onSignal: (message: BusMessage) => void;
  /** A call to somebody, heard after `listenIn`. */
  readonly onCall?: (message: BusMessage) => void;
  /** The connection ended, other than by `close`. */
  readonly onEnd: () => void;
}

/**
 * The sockets the session bus may listen on, best first, from `DBUS_SESSION_BUS_ADDRESS` or, without it, the user's run
 * time folder (D-Bus specification, "Server Addresses"). Addresses that are not local sockets are left out.
 */
export function busSockets(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  const runtime = environment['XDG_RUNTIME_DIR'];
  const address = environment['DBUS_SESSION_BUS_ADDRESS'] ?? (runtime ? `unix:path=${runtime}/bus` : '');
  return address.split(';').flatMap((entry) => {
    if (!entry.startsWith('unix:')) return [];
    const pairs = new Map(
      entry
        .slice('unix:'.length)
        .split(',')
        .map((pair) => {
          const [key, ...value] = pair.split('=');
          return [key ?? '', unescaped(value.join('='))] as const;
        }),
    );
    const path = pairs.get('path');
    const abstract = pairs.get('abstract');
    if (path) return [path];
    return abstract ? [`\0${abstract}`] : [];
  });
}

function unescaped(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

const bus = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus' };

/** Connects to the session bus; rejects where there is none. */
export async function connectSessionBus(options: SessionBusOptions): Promise<SessionBus> {
  let refusal = new Error('No session bus in this environment.');
  for (const path of busSockets(options.environment)) {
    try {
      return await talk(await signIn(path), options);
    } catch (cause) {
      refusal = new Error('The session bus does not answer.', { cause });
    }
  }
  throw refusal;
}

/** Opens the socket and passes the bus's door: who we are is known from the socket itself (`EXTERNAL`). */
function signIn(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ path });
    socket.once('error', reject);
    socket.once('end', () => reject(new Error('The bus hung up.')));
    socket.once('connect', () => {
      socket.write(`\0AUTH EXTERNAL ${Buffer.from(String(userInfo().uid)).toString('hex')}\r\n`);
    });
    let answer = '';
    socket.on('data', function read(chunk: Buffer) {
      answer += chunk.toString('latin1');
      if (!answer.includes('\r\n')) return;
      socket.off('data', read);
      if (!answer.startsWith('OK ')) {
        socket.destroy();
        reject(new Error('The bus refused this user.'));
        return;
      }
      socket.write('BEGIN\r\n');
      socket.removeAllListeners('error').removeAllListeners('end');
      resolve(socket);
    });
  });
}

async function talk(socket: Socket, { onSignal, onCall, onEnd }: SessionBusOptions): Promise<SessionBus> {
  const waiting = new Map<number, { resolve: (body: readonly BusValue[]) => void; reject: (error: Error) => void }>();
  let serial = 0;
  let received: Buffer = Buffer.alloc(0);
  let open = true;

  const end = (): void => {
    if (!open) return;
    open = false;
    socket.destroy();
    for (const { reject } of waiting.values()) reject(new Error('The connection to the session bus ended.'));
    waiting.clear();
  };

  const take = (message: BusMessage): void => {
    if (message.type === 'signal') {
      onSignal(message);
      return;
    }
    if (message.type === 'call') {
      onCall?.(message);
      return;
    }
    const call = message.replyTo === null ? undefined : waiting.get(message.replyTo);
    if (call === undefined || message.replyTo === null) return;
    waiting.delete(message.replyTo);
    if (message.type === 'return') call.resolve(message.body);
    else call.reject(new Error(message.errorName ?? 'The call failed.'));
  };

  const lost = (): void => {
    if (!open) return;
    end();
    onEnd();
  };

  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    try {
      for (let next = takeMessage(received); next !== null && open; next = takeMessage(received)) {
        received = next.rest;
        take(next.message);
      }
    } catch {
      lost();
    }
  });
  socket.on('error', lost);
  socket.on('close', lost);

  const call = (message: BusCall): Promise<readonly BusValue[]> =>
    new Promise((resolve, reject) => {
      if (!open) {
        reject(new Error('The connection to the session bus ended.'));
        return;
      }
      serial += 1;
      waiting.set(serial, { resolve, reject });
      socket.write(encodeCall(message, serial));
    });

  await call({ ...bus, member: 'Hello', arguments: [] });
  return {
    call,
    subscribe: async (rule) => {
      await call({ ...bus, member: 'AddMatch', arguments: [rule] });
    },
    listenIn: async (rules) => {
      const monitoring = { ...bus, interface: 'org.freedesktop.DBus.Monitoring' };
      await call({ ...monitoring, member: 'BecomeMonitor', arguments: [rules, 0] });
    },
    close: end,
  };
}
