/**
 * Closes what Electron leaves open: no page may go anywhere, ask for anything or reach the network, and no session
 * reaches the network unless it was opened for it here.
 */

import { app, type Session, session, type WebContents } from 'electron';

/** Prefixes of addresses pages may load. */
const ownPages = ['app://window/'];

/** Applies to the whole app; before it is ready. `devServer` is the origin of the development server, where one runs. */
export function hardenApp({ devServer }: { readonly devServer: string | null }): void {
  // Whoever starts the app as root has to say "no-sandbox"; insisting then would only make every child process end.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  // Would open Node's debugger; where that is switched off, it would end the app without clearing anything.
  process.on('SIGUSR1', () => undefined);
  // Both keep one connection for everything, and Chromium sends again what was on it when it breaks (plex-network.ts).
  for (const name of ['disable-http2', 'disable-quic']) app.commandLine.appendSwitch(name);
  app.on('session-created', (created) => closeSession(created, devServer));
  app.on('web-contents-created', (_event, contents) => confine(contents, devServer));
  // Without an answer Electron would send the first certificate of the user's store to whoever asks.
  app.on('select-client-certificate', (event, _contents, _url, _certificates, callback) => {
    event.preventDefault();
    callback();
  });
}

/** Whether a page may load this address. */
export function pageMayLoad(address: string, devServer: string | null): boolean {
  if (ownPages.some((prefix) => address.startsWith(prefix))) return true;
  if (devServer === null) return false;
  const socket = devServer.replace(/^http/, 'ws');
  return [`${devServer}/`, `${socket}/`, 'devtools://'].some((prefix) => address.startsWith(prefix));
}

/**
 * The session Plex is asked through: in memory only, so that neither answers nor cookies reach the disk, and never to a
 * file. The only session that reaches the network. `name` tells sessions apart; `mayAsk` narrows where it may go, redirects
 * included.
 */
export function openNetworkSession(name: string, mayAsk: (url: string) => boolean = () => true): Session {
  const opened = session.fromPartition(name, { cache: false });
  opened.webRequest.onBeforeRequest(({ url }, callback) =>
    callback({ cancel: !/^https?:\/\//.test(url) || !mayAsk(url) }),
  );
  // Files pass by the request filter.
  if (!opened.protocol.isProtocolHandled('file'))
    opened.protocol.handle('file', () => new Response(null, { status: 403 }));
  return opened;
}

function closeSession(created: Session, devServer: string | null): void {
  // Both are needed: one answers requests, the other silent checks. Screen capture is refused while it has no handler.
  created.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  created.setPermissionCheckHandler(() => false);
  created.setDevicePermissionHandler(() => false);
  created.webRequest.onBeforeRequest(({ url }, callback) => callback({ cancel: !pageMayLoad(url, devServer) }));
  created.on('will-download', (event) => event.preventDefault());
}

/** What every page must be shown with. Electron's defaults are these; the rule is that nothing may loosen them. */
const strictPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  experimentalFeatures: false,
  enableBlinkFeatures: '',
} as const;

/** The names of the preferences that are looser than every page's must be. */
export function loosenedPreferences(preferences: object): readonly string[] {
  const given = new Map<string, unknown>(Object.entries(preferences));
  return Object.entries(strictPreferences)
    .filter(([name, strict]) => given.has(name) && given.get(name) !== strict)
    .map(([name]) => name);
}

function confine(contents: WebContents, devServer: string | null): void {
  const loosened = loosenedPreferences(preferencesOf(contents));
  if (loosened.length > 0) {
    // A mistake of ours, and one that turns any hostile text into code: no page is better than this page.
    process.stderr.write(`A page would run with loosened preferences: ${loosened.join(', ')}.\n`);
    // Not within Electron's own event: it would end by a crash instead.
    setImmediate(() => app.exit(70));
  }
  // The development server reloads its page; the built page never navigates.
  const stays = (url: string): boolean => devServer !== null && url.startsWith(`${devServer}/`);
  contents.on('will-navigate', (event) => {
    if (!stays(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!stays(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  // WebRTC is covered neither by the content security policy nor by the request filter. What it may send through a proxy
  // only has nowhere to go, and neither has what it may send over TCP.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  const own = devServer === null ? '' : `;${new URL(devServer).host}`;
  void contents.session.setProxy({
    mode: 'fixed_servers',
    proxyRules: 'socks5://255.255.255.255:1',
    // Without this Chromium would still go to this computer's own addresses directly.
    proxyBypassRules: `<-loopback>${own}`,
  });
}

/** Not in Electron's types, though its own security tests use it. Pages of the developer tools have none. */
function preferencesOf(contents: WebContents): object {
  const { getLastWebPreferences } = contents as WebContents & { getLastWebPreferences?: () => object | null };
  return getLastWebPreferences?.call(contents) ?? {};
}
