/** The report can be pasted in public. */

import { describe, expect, it } from 'vitest';
import { diagnosticsReport } from '../../../main/session/diagnostics.ts';
import { defaultSettings } from '../../../shared/settings.ts';
import { type AppState, initialState, type ServerSummary } from '../../../shared/state.ts';

const facts = {
  product: 'Plex Token Tray',
  version: '1.2.3',
  electron: { version: '45.4.1', isFallback: false, chromium: '146.0.0.0', node: '24.0.0' },
  identity: { product: 'Plex Token Tray', version: '0.1.0', platform: 'Linux', deviceName: 'desk' },
  platform: 'linux',
  systemLanguages: ['en'],
  desktop: { isGnome: false, isWayland: false },
} as const;

const server: ServerSummary = {
  id: 'PRIVATE-machine-id',
  name: 'PRIVATE-server-name',
  version: '1.43',
  platform: 'PRIVATE-platform',
  owned: true,
  ownerName: 'PRIVATE-owner',
  online: true,
  lastSeenAt: 1,
  connection: { kind: 'connected', way: 'local', secure: true, host: 'PRIVATE-host', latencyMs: 3 },
  leaksPermanentToken: false,
  warningAccepted: false,
  plainHttpAllowed: false,
  manualAddresses: ['https://PRIVATE-address'],
  sourceObstacle: null,
};

const problem = {
  code: 'plex-says',
  host: 'PRIVATE-host',
  status: 400,
  plexMessage: 'PRIVATE-message',
  requestId: 'PRIVATE-request',
} as const;

/** A state in which everything that says whose it is starts with PRIVATE. */
const state: AppState = {
  ...initialState(facts, { url: 'https://PRIVATE-plex.tv', isDefault: false, isFixed: false }, defaultSettings),
  accounts: [
    { id: 'PRIVATE-account-id', name: 'PRIVATE-name', label: 'PRIVATE-label', standing: 'signed-in', confirmedAt: 1 },
  ],
  activeAccountId: 'PRIVATE-account-id',
  servers: { list: [server], loading: false, readAt: 1, problem, chosenId: 'PRIVATE-machine-id' },
  tokens: [
    {
      id: 'PRIVATE-token-id',
      serverId: 'PRIVATE-machine-id',
      serverName: 'PRIVATE-server-name',
      lastFour: 'PRIVATE-end',
      mintedAt: 1,
      endsAt: 2,
      check: { result: 'unchecked', at: null },
    },
  ],
  settings: {
    ...defaultSettings,
    identity: {
      product: 'PRIVATE-product',
      version: 'PRIVATE-version',
      platform: 'PRIVATE-platform',
      deviceName: 'PRIVATE-device',
    },
    plexTvUrl: 'https://PRIVATE-plex.tv',
  },
  vault: { ...initialState(facts, { url: '', isDefault: true, isFixed: false }, defaultSettings).vault, problem },
};

describe('diagnostics', () => {
  const report = diagnosticsReport(state, {
    system: { System: 'linux 6.1 x64' },
    logTail: (lines) => [`the last ${lines} lines`],
    reportFault: () => undefined,
  });

  it('say what a helper needs', () => {
    for (const line of ['App: 1.2.3', 'Electron: 45.4.1', 'System: linux 6.1 x64', 'Servers: 1', 'Accounts: 1'])
      expect(report.split('\n')).toContain(line);
    expect(report).toContain('Servers problem: plex-says 400');
    expect(report).toContain('the last 50 lines');
  });

  it('hold no name, id, address, message, label or end of a token', () => {
    expect(report).not.toMatch(/PRIVATE/iu);
  });
});
