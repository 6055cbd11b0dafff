/** Everything this room can ask of Plex, bound to one set of settings. Loaded only when first needed, and axios with it. */

import { readAccount, signOut } from './account.ts';
import { browserSignInAddress, createBrowserSignIn, waitForBrowserSignIn } from './browser-sign-in.ts';
import { checkManualAddress, connectToServer } from './connections.ts';
import { listHomeUsers } from './home-users.ts';
import { createPlex, type Plex, type PlexConnectionSettings } from './http.ts';
import { classifyPastedToken } from './pasted-token.ts';
import { leaksPermanentToken, listServers } from './servers.ts';
import { signIn } from './sign-in.ts';
import { parseSource, readSourceConnections, sourceObstacle } from './source-connection.ts';
import { checkTransientToken, mintTransientToken } from './transient-token.ts';

/** Fixes a function's first argument, the Plex to talk to. */
function bind<Rest extends readonly unknown[], Outcome>(
  plex: Plex,
  ask: (plex: Plex, ...rest: Rest) => Outcome,
): (...rest: Rest) => Outcome {
  return (...rest) => ask(plex, ...rest);
}

/** Opens Plex's API; nothing is sent until a function is called. */
export function openPlexApi(settings: PlexConnectionSettings) {
  const plex = createPlex(settings);
  return {
    signIn: bind(plex, signIn),
    signOut: bind(plex, signOut),
    readAccount: bind(plex, readAccount),
    listHomeUsers: bind(plex, listHomeUsers),
    listServers: bind(plex, listServers),
    leaksPermanentToken,
    connectToServer: bind(plex, connectToServer),
    mintTransientToken: bind(plex, mintTransientToken),
    checkTransientToken: bind(plex, checkTransientToken),
    createBrowserSignIn: bind(plex, createBrowserSignIn),
    browserSignInAddress: bind(plex, browserSignInAddress),
    waitForBrowserSignIn: bind(plex, waitForBrowserSignIn),
    classifyPastedToken,
    checkManualAddress,
    parseSource,
    sourceObstacle,
    readSourceConnections: bind(plex, readSourceConnections),
  };
}

export type PlexApi = ReturnType<typeof openPlexApi>;

export { createDirectTransport } from './direct-transport.ts';
export { rememberingSecrets } from './remembered-secrets.ts';
