/**
 * Writes and reads D-Bus messages, as far as asking simple questions needs it: calls with a few types of arguments, and
 * whatever comes in. Written out because it is a page of code, where a library would cost start-up time and memory.
 *
 * Layout: the D-Bus specification, "Message Protocol" and "Marshaling". Little-endian throughout.
 */

/** A method call. */
export interface BusCall {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  /** Strings, lists of strings, unsigned numbers: nothing this app asks needs another type. */
  readonly arguments: readonly (string | readonly string[] | number)[];
  /** Set where asking about a service must not start it, as calls otherwise do. */
  readonly onlyIfRunning?: boolean;
}

/** A message that came in. `body` holds the arguments up to the first one of a type not read here. */
export interface BusMessage {
  readonly type: 'call' | 'return' | 'error' | 'signal' | 'other';
  /** For answers: the serial of the call. */
  readonly replyTo: number | null;
  readonly sender: string | null;
  readonly path: string | null;
  readonly interface: string | null;
  readonly member: string | null;
  readonly errorName: string | null;
  readonly body: readonly BusValue[];
}

/** A value of a basic type, or the elements of an array or a structure. */
export type BusValue = string | number | boolean | readonly BusValue[];

/** The longest message the protocol allows, in bytes. */
const longestMessage = 128 * 1024 * 1024;

const fixedHeader = 16;
const noAutoStart = 2;

const align = (offset: number, boundary: number): number => Math.ceil(offset / boundary) * boundary;

/** Bytes of a method call. */
export function encodeCall(call: BusCall, serial: number): Buffer {
  const body = call.arguments.reduce(appendArgument, Buffer.alloc(0));
  let fields = Buffer.alloc(0);
  const field = (code: number, type: 's' | 'o' | 'g', text: string): void => {
    const start = Buffer.concat([
      fields,
      Buffer.alloc(align(fields.length, 8) - fields.length),
      Buffer.from([code, 1]),
      Buffer.from(`${type}\0`),
    ]);
    fields = type === 'g' ? appendSignature(start, text) : appendString(start, text);
  };
  field(1, 'o', call.path);
  field(2, 's', call.interface);
  field(3, 's', call.member);
  field(6, 's', call.destination);
  if (call.arguments.length > 0) field(8, 'g', call.arguments.map(argumentType).join(''));

  const head = Buffer.alloc(fixedHeader);
  head.write('l', 0, 'latin1');
  head.writeUInt8(1, 1);
  head.writeUInt8(call.onlyIfRunning === true ? noAutoStart : 0, 2);
  head.writeUInt8(1, 3);
  head.writeUInt32LE(body.length, 4);
  head.writeUInt32LE(serial, 8);
  head.writeUInt32LE(fields.length, 12);
  const length = fixedHeader + fields.length;
  return Buffer.concat([head, fields, Buffer.alloc(align(length, 8) - length), body]);
}

const argumentType = (value: BusCall['arguments'][number]): string =>
  typeof value === 'string' ? 's' : typeof value === 'number' ? 'u' : 'as';

function appendArgument(bytes: Buffer<ArrayBuffer>, value: BusCall['arguments'][number]): Buffer<ArrayBuffer> {
  if (typeof value === 'string') return appendString(bytes, value);
  const start = align(bytes.length, 4) + 4;
  // A list's length counts from after the length, where strings need no more alignment.
  const list = typeof value === 'number' ? Buffer.alloc(0) : value.reduce(appendString, Buffer.alloc(0));
  const number = Buffer.alloc(4);
  number.writeUInt32LE(typeof value === 'number' ? value : list.length);
  return Buffer.concat([bytes, Buffer.alloc(start - 4 - bytes.length), number, list]);
}

// Alignment counts from the start of the message; header fields and body both begin on a multiple of eight.
function appendString(bytes: Buffer<ArrayBuffer>, text: string): Buffer<ArrayBuffer> {
  const content = Buffer.from(`${text}\0`);
  const start = align(bytes.length, 4);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(content.length - 1);
  return Buffer.concat([bytes, Buffer.alloc(start - bytes.length), length, content]);
}

function appendSignature(bytes: Buffer<ArrayBuffer>, signature: string): Buffer<ArrayBuffer> {
  return Buffer.concat([bytes, Buffer.from([signature.length]), Buffer.from(`${signature}\0`)]);
}

/** Takes the first whole message off `bytes`; `null` while it is not all there. Throws on what is not D-Bus. */
export function takeMessage(bytes: Buffer): { readonly message: BusMessage; readonly rest: Buffer } | null {
  if (bytes.length < fixedHeader) return null;
  const little = bytes.readUInt8(0) === 0x6c;
  if (!little && bytes.readUInt8(0) !== 0x42) throw new Error('Not a D-Bus message.');
  const uint32 = (at: number): number => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const bodyStart = align(fixedHeader + uint32(12), 8);
  const length = bodyStart + uint32(4);
  if (length > longestMessage) throw new Error('A D-Bus message too long to be one.');
  if (bytes.length < length) return null;

  const header = createReader(bytes.subarray(0, bodyStart), fixedHeader, little);
  const fields = new Map<number, BusValue>();
  const fieldsEnd = fixedHeader + uint32(12);
  while (header.offset() < fieldsEnd) {
    header.align(8);
    const code = header.byte();
    const [value] = header.values('v');
    if (value === undefined) throw new Error('A D-Bus header field of an unknown type.');
    fields.set(code, value);
  }
  const text = (code: number): string | null => {
    const value = fields.get(code);
    return typeof value === 'string' ? value : null;
  };
  const replyTo = fields.get(5);
  const body = createReader(bytes.subarray(bodyStart, length), 0, little).values(text(8) ?? '');
  const types = { 1: 'call', 2: 'return', 3: 'error', 4: 'signal' } as const;
  return {
    message: {
      type: types[bytes.readUInt8(1) as keyof typeof types] ?? 'other',
      replyTo: typeof replyTo === 'number' ? replyTo : null,
      sender: text(7),
      path: text(1),
      interface: text(2),
      member: text(3),
      errorName: text(4),
      body,
    },
    rest: bytes.subarray(length),
  };
}

/** Reads values one after the other from a part of a message. */
function createReader(bytes: Buffer, start: number, little: boolean) {
  let offset = start;
  const alignTo = (boundary: number): void => {
    offset = align(offset, boundary);
  };
  const byte = (): number => bytes.readUInt8(offset++);
  const uint32 = (): number => {
    alignTo(4);
    offset += 4;
    return little ? bytes.readUInt32LE(offset - 4) : bytes.readUInt32BE(offset - 4);
  };
  const text = (length: number): string => {
    if (offset + length >= bytes.length) throw new Error('A D-Bus string beyond its message.');
    offset += length + 1;
    return bytes.toString('utf8', offset - length - 1, offset - 1);
  };
  /** Reads a value of one type; `null` where it is of a type not read here. */
  const one = (type: string): BusValue | null => {
    switch (type[0]) {
      case 's':
      case 'o':
        return text(uint32());
      case 'g':
        return text(byte());
      case 'u':
        return uint32();
      case 'i':
        return uint32() | 0;
      case 'y':
        return byte();
      case 'b':
        return uint32() !== 0;
      case 'v':
        return values(text(byte()))[0] ?? null;
      case '(': {
        alignTo(8);
        const inside = type.slice(1, -1);
        const members = values(inside);
        return members.length === typesOf(inside).length ? members : null;
      }
      case 'a': {
        const length = uint32();
        if (type[1] === '(') alignTo(8);
        const end = offset + length;
        const elements: BusValue[] = [];
        while (offset < end) {
          const element = one(type.slice(1));
          if (element === null) return null;
          elements.push(element);
        }
        return elements;
      }
      default:
        return null;
    }
  };
  const values = (signature: string): readonly BusValue[] => {
    const read: BusValue[] = [];
    for (const type of typesOf(signature)) {
      const value = one(type);
      if (value === null) return read;
      read.push(value);
    }
    return read;
  };
  return { offset: () => offset, align: alignTo, byte, values };
}

/** The types a signature consists of, each whole. Structures inside structures are none that is read here. */
function typesOf(signature: string): readonly string[] {
  return signature.match(/a*(?:\([^()]*\)|.)/gu) ?? [];
}
