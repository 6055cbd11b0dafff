/** One request and its answer: parameters from headers or query, bodies read, answers in JSON or XML as asked. */

import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request as tests look back at it. */
export interface RecordedRequest {
  /** `plex.tv`, or the id of a media server. */
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  /** The client hung up before the answer was complete. */
  closedEarly: boolean;
}

export interface Exchange extends RecordedRequest {
  readonly response: ServerResponse;
  /** A value that may stand in a header or, by the same name, in the query. */
  readonly plex: (name: string) => string | null;
  /** Form fields, or those of a JSON body. */
  readonly form: () => Readonly<Record<string, string>>;
}

/** Longest request body read. */
const longestBody = 200_000;

/** Reads a request to its end. */
export async function readExchange(
  host: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Exchange> {
  const url = new URL(request.url ?? '/', 'http://practice');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= longestBody) chunks.push(chunk);
  }
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
  const query = Object.fromEntries(url.searchParams);
  const body = Buffer.concat(chunks).toString('utf8');
  const exchange: Exchange = {
    host,
    method: request.method ?? 'GET',
    path: url.pathname,
    query,
    headers,
    body,
    closedEarly: false,
    response,
    plex: (name) => headers[name.toLowerCase()] ?? query[name] ?? null,
    form: () => readForm(headers['content-type'] ?? '', body),
  };
  response.once('close', () => {
    exchange.closedEarly = !response.writableFinished;
  });
  return exchange;
}

function readForm(contentType: string, body: string): Readonly<Record<string, string>> {
  if (!contentType.includes('json')) return Object.fromEntries(new URLSearchParams(body));
  try {
    const parsed: unknown = JSON.parse(body);
    return Object.fromEntries(Object.entries(Object(parsed)).map(([name, value]) => [name, String(value)]));
  } catch {
    return {};
  }
}

/** Whether the client asked for JSON. Neither plex.tv nor a media server gives it unasked. */
export const wantsJson = ({ headers }: RecordedRequest): boolean =>
  headers['accept']?.includes('application/json') === true;

/** Sends a text, with Plex's request id where one is given. */
export function send(
  { response }: Exchange,
  status: number,
  contentType: string,
  body: string,
  headers: Record<string, string> = {},
): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(status, { 'Content-Type': contentType, 'Content-Length': Buffer.byteLength(body), ...headers });
  response.end(body);
}

const escaped = (text: string): string => text.replace(/[&<>"']/gu, (character) => `&#${character.charCodeAt(0)};`);

/** An object as Plex writes it in XML: simple values as attributes, objects and arrays as child elements. */
export function toXml(name: string, value: unknown): string {
  if (typeof value !== 'object' || value === null) return `<${name}>${escaped(String(value ?? ''))}</${name}>`;
  if (Array.isArray(value)) {
    const entry = name.endsWith('s') ? name.slice(0, -1) : name;
    return `<${name}>${value.map((item) => toXml(entry, item)).join('')}</${name}>`;
  }
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  const attributes = entries
    .filter(([, inner]) => typeof inner !== 'object' || inner === null)
    .map(([key, inner]) => ` ${key}="${escaped(inner === true ? '1' : inner === false ? '0' : String(inner ?? ''))}"`);
  const children = entries
    .filter(([, inner]) => typeof inner === 'object' && inner !== null)
    .map(([key, inner]) =>
      Array.isArray(inner) && /^[A-Z]/u.test(key) ? inner.map((item) => toXml(key, item)).join('') : toXml(key, inner),
    );
  return children.length === 0
    ? `<${name}${attributes.join('')}/>`
    : `<${name}${attributes.join('')}>${children.join('')}</${name}>`;
}

const xmlHead = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** Answers with a value, in the form the client asked for. */
export function answer(
  exchange: Exchange,
  status: number,
  rootName: string,
  value: unknown,
  headers: Record<string, string> = {},
): void {
  if (wantsJson(exchange)) send(exchange, status, 'application/json; charset=utf-8', JSON.stringify(value), headers);
  else send(exchange, status, 'application/xml; charset=utf-8', xmlHead + toXml(rootName, value), headers);
}
