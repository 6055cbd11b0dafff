/**
 * Reads the text on an X11 selection as any program does, with a limit to the time its owner has for handing it over.
 * Electron's own reading waits up to ten seconds for each question, and nothing else in the app goes on meanwhile.
 *
 * Written out because it is a page of code for six requests. Layout: "X Window System Protocol", appendix B; how
 * selections are handed over: "Inter-Client Communication Conventions Manual", section 2.
 */

import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { ClipboardSelection } from '../ports.ts';

/** Atoms every X server has from its start. */
const primaryAtom = 1;
const stringAtom = 31;

/** Longest text that is read, in units of four bytes. What is longer is no token. */
const longestText = 64 * 1024;

/** Milliseconds the display and the selection's owner have together. Whoever quits or locks waits for that. */
const longestHandover = 700;

type Environment = Readonly<Record<string, string | undefined>>;

/** The socket of a local display, and the number it goes by; `null` for displays on other computers. */
function localDisplay(display: string | undefined): { readonly path: string; readonly number: string } | null {
  const number = /^(?:unix)?:(\d+)(?:\.\d+)?$/u.exec(display ?? '')?.[1];
  return number === undefined ? null : { path: `/tmp/.X11-unix/X${number}`, number };
}

/**
 * The text on a selection; empty where it has no owner, or one without text. `null` where this display cannot be asked
 * by us. Rejects when the time is up.
 */
export async function readSelection(environment: Environment, selection: ClipboardSelection): Promise<string | null> {
  const display = localDisplay(environment['DISPLAY']);
  if (display === null) return null;
  const cookie = await displayCookie(environment, display.number);
  const talk = openTalk(connect({ path: display.path }));
  let timer: NodeJS.Timeout | undefined;
  const timeIsUp = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error('The program that has the clipboard does not hand it over.'));
    }, longestHandover);
  });
  try {
    return await Promise.race([ask(talk, cookie, selection), timeIsUp]);
  } finally {
    clearTimeout(timer);
    talk.close();
  }
}

async function ask(talk: Talk, cookie: Buffer | null, selection: ClipboardSelection): Promise<string | null> {
  const screen = await signIn(talk, cookie).catch(() => null);
  if (screen === null) return null;
  const { window } = screen;
  talk.send(internAtom('CLIPBOARD'), internAtom('UTF8_STRING'), createWindow(window, screen.root));
  const clipboardAtom = (await talk.answer()).readUInt32LE(8);
  const utf8Atom = (await talk.answer()).readUInt32LE(8);
  for (const [target, encoding] of [
    [utf8Atom, 'utf8'],
    [stringAtom, 'latin1'],
  ] as const) {
    const from = selection === 'primary' ? primaryAtom : clipboardAtom;
    // The text is left on our window as a property, which may have any name: that of its kind.
    talk.send(convertSelection(window, from, target));
    const property = (await talk.selectionNotify()).readUInt32LE(20);
    if (property === 0) continue;
    talk.send(getProperty(window, property));
    const answer = await talk.answer();
    // Handed over in pieces (`INCR`) or as something else it is no text of ours, which are short.
    if (answer.readUInt32LE(8) !== target) return '';
    return answer.toString(encoding, 32, 32 + answer.readUInt32LE(16));
  }
  return '';
}

/** Introduces us to the X server; answers a name for a window of ours, and the window all others are in. */
async function signIn(talk: Talk, cookie: Buffer | null): Promise<{ readonly window: number; readonly root: number }> {
  const name = Buffer.from(cookie === null ? '' : 'MIT-MAGIC-COOKIE-1');
  const data = cookie ?? Buffer.alloc(0);
  const head = Buffer.alloc(12);
  head.write('l', 0, 'latin1');
  head.writeUInt16LE(11, 2);
  head.writeUInt16LE(name.length, 6);
  head.writeUInt16LE(data.length, 8);
  talk.send(Buffer.concat([head, padded(name), padded(data)]));
  const start = await talk.bytes(8);
  const rest = await talk.bytes(start.readUInt16LE(6) * 4);
  if (start.readUInt8(0) !== 1) throw new Error('The display refuses us.');
  const vendor = rest.readUInt16LE(16);
  const formats = rest.readUInt8(21);
  return {
    window: rest.readUInt32LE(4),
    root: rest.readUInt32LE(32 + Math.ceil(vendor / 4) * 4 + formats * 8),
  };
}

/** A request: its number, the byte after that, and what follows in units of four bytes. */
function request(number: number, detail: number, body: Buffer): Buffer {
  const head = Buffer.from([number, detail, 0, 0]);
  head.writeUInt16LE(1 + body.length / 4, 2);
  return Buffer.concat([head, body]);
}

function internAtom(name: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt16LE(name.length, 0);
  return request(16, 0, Buffer.concat([length, padded(Buffer.from(name))]));
}

/** A window that is never shown: selections are handed to one. */
function createWindow(window: number, parent: number): Buffer {
  const body = Buffer.alloc(28);
  body.writeUInt32LE(window, 0);
  body.writeUInt32LE(parent, 4);
  body.writeUInt16LE(1, 12);
  body.writeUInt16LE(1, 14);
  const inputOnly = 2;
  body.writeUInt16LE(inputOnly, 18);
  return request(1, 0, body);
}

function convertSelection(window: number, selection: number, target: number): Buffer {
  const currentTime = 0;
  return request(24, 0, words(window, selection, target, target, currentTime));
}

function getProperty(window: number, property: number): Buffer {
  const anyType = 0;
  return request(20, 0, words(window, property, anyType, 0, longestText));
}

function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => {
    bytes.writeUInt32LE(value, index * 4);
  });
  return bytes;
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}

/** What goes to and fro on a connection to an X server. */
interface Talk {
  readonly send: (...requests: readonly Buffer[]) => void;
  /** The next bytes, whatever they mean. */
  readonly bytes: (length: number) => Promise<Buffer>;
  /** The answer to the earliest request that has none yet. Rejects on an error of the server's. */
  readonly answer: () => Promise<Buffer>;
  /** The news that a selection was handed over, or refused. */
  readonly selectionNotify: () => Promise<Buffer>;
  readonly close: () => void;
}

function openTalk(socket: Socket): Talk {
  const arriving = socket[Symbol.asyncIterator]();
  let received: Buffer = Buffer.alloc(0);
  const bytes = async (length: number): Promise<Buffer> => {
    while (received.length < length) {
      const { value, done } = await arriving.next();
      if (done === true) throw new Error('The display hung up.');
      received = Buffer.concat([received, value]);
    }
    const taken = received.subarray(0, length);
    received = received.subarray(length);
    return taken;
  };
  /** The next message of a kind: 0 is an error, 1 an answer, the others are news. */
  const next = async (wanted: number): Promise<Buffer> => {
    for (;;) {
      const message = await bytes(32);
      const kind = message.readUInt8(0) & 0x7f;
      const whole = kind === 1 ? Buffer.concat([message, await bytes(message.readUInt32LE(4) * 4)]) : message;
      if (kind === wanted) return whole;
      if (kind === 0) throw new Error('The display reports an error.');
    }
  };
  return {
    send: (...requests) => void socket.write(Buffer.concat(requests)),
    bytes,
    answer: () => next(1),
    selectionNotify: () => next(31),
    close: () => socket.destroy(),
  };
}

/** The secret that lets this user's programs in, from the file X keeps it in; `null` where there is none. */
async function displayCookie(environment: Environment, display: string): Promise<Buffer | null> {
  const path = environment['XAUTHORITY'] ?? join(environment['HOME'] ?? '', '.Xauthority');
  const file = await readFile(path).catch(() => null);
  return file === null ? null : cookieFor(file, display, hostname());
}

const localFamily = 256;
const anyFamily = 65_535;

/** The cookie for a local display in an authority file (`Xauth(3)`): big-endian numbers, each text after its length. */
export function cookieFor(file: Buffer, display: string, host: string): Buffer | null {
  let at = 0;
  const number = (): number => {
    at += 2;
    return file.readUInt16BE(at - 2);
  };
  const part = (): Buffer => {
    const length = number();
    at += length;
    return file.subarray(at - length, at);
  };
  try {
    while (at < file.length) {
      const family = number();
      const [address = '', forDisplay = '', name = ''] = [part(), part(), part()].map(String);
      const cookie = part();
      const here = family === anyFamily || (family === localFamily && address === host);
      if (here && (forDisplay === '' || forDisplay === display) && name === 'MIT-MAGIC-COOKIE-1') return cookie;
    }
  } catch {
    // A file that was cut off has no cookie there.
  }
  return null;
}
