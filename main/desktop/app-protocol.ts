/** The window's own address space: `app://window/…` serves the built pages from a fixed list and nothing else. */

import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { protocol, type Session, session } from 'electron';

const scheme = 'app';
const base = `${scheme}://window/`;

/** The page the window shows. */
export const pageAddress = `${base}index.html`;

/** What the window consists of; a file of any other kind, such as a source map, is not served. */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Nothing but our own scripts, styles and pictures; no connection anywhere: main does all networking. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const commonHeaders = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

/**
 * Makes the scheme known to Chromium; before the app is ready. Standard and secure only: no fetch, no cross-origin
 * access, no service worker.
 */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true } }]);
}

/** A file of the window. */
export interface ServedFile {
  readonly path: string;
  readonly contentType: string;
}

/**
 * The files of a folder by the full address each is served at. `names` are relative, with `/`. Whatever is not in the
 * list does not exist, so there is no path to take apart and no way out of the folder.
 */
export function servedFiles(folder: string, names: readonly string[]): ReadonlyMap<string, ServedFile> {
  const files = new Map<string, ServedFile>();
  for (const name of names) {
    const contentType = contentTypes[extname(name)];
    if (contentType !== undefined) files.set(`${base}${name}`, { path: join(folder, name), contentType });
  }
  return files;
}

/** The file an address asks for; the part after `#` never reaches a server. */
export function requestedFile(files: ReadonlyMap<string, ServedFile>, address: string): ServedFile | null {
  return files.get(address.split('#', 1)[0] ?? '') ?? null;
}

/** The session of the window's pages: serves the files that are in `folder` when it is first asked for. */
export function openWindowSession(folder: string): Session {
  const opened = session.fromPartition('window', { cache: false });
  if (!opened.protocol.isProtocolHandled(scheme)) serveWindowFiles(opened, folder);
  return opened;
}

/**
 * Loads Node's classes for requests and answers, of which the first window would wait for a third of its time, and the
 * first request to Plex too. The session is left for the window to make: it takes nine megabytes, these two.
 */
export function prepareServing(): void {
  void new Response(new Request(pageAddress).url);
}

function serveWindowFiles(session: Session, folder: string): void {
  const files = servedFiles(folder, filesUnder(folder));
  session.protocol.handle(scheme, async (request) => {
    const file = request.method === 'GET' ? requestedFile(files, request.url) : null;
    if (file === null)
      return new Response('Not found', { status: 404, headers: { ...commonHeaders, 'Content-Type': 'text/plain' } });
    // At once: a window waits for it, and each turn of the loop in between takes longer than reading.
    return new Response(readFileSync(file.path), { headers: { ...commonHeaders, 'Content-Type': file.contentType } });
  });
}

// Not `readdir`'s own recursion: it does not look into an asar archive.
function filesUnder(folder: string, prefix = ''): readonly string[] {
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesUnder(folder, `${prefix}${entry.name}/`) : [`${prefix}${entry.name}`],
  );
}
