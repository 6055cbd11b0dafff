import { expect, test } from 'vitest';
import { menuTemplate } from '../../../main/desktop/tray-menu.ts';
import { nextTrayChange, type TrayItem, trayModel } from '../../../main/desktop/tray-model.ts';
import { defaultSettings } from '../../../shared/settings.ts';
import { type AppState, initialState, type ServerSummary } from '../../../shared/state.ts';
import { wordsIn } from '../../../shared/texts/words.ts';

const facts = {
  product: 'Plex Token Tray',
  version: '1.0.0',
  electron: { version: '45.4.1', isFallback: false, chromium: '', node: '' },
  platform: 'linux',
  systemLanguages: ['en'],
  desktop: { isGnome: false, isWayland: false },
  identity: { product: '', version: '', platform: '', deviceName: '' },
} as const;
const start = initialState(facts, { url: 'https://plex.tv/api/v2', isDefault: true, isFixed: false }, defaultSettings);
const english = await wordsIn('english', ['en']);
const clock = (at: number): string => `minute ${Math.floor(at / 60_000)}`;

const server = (id: string, name: string, more: Partial<ServerSummary> = {}): ServerSummary => ({
  id,
  name,
  version: null,
  platform: null,
  owned: true,
  ownerName: null,
  online: true,
  lastSeenAt: null,
  connection: { kind: 'not-tried' },
  leaksPermanentToken: false,
  warningAccepted: false,
  plainHttpAllowed: false,
  manualAddresses: [],
  sourceObstacle: null,
  ...more,
});

const account = { id: 'a', name: 'Ann', label: '', standing: 'signed-in', confirmedAt: null } as const;
const signedIn: AppState = {
  ...start,
  ready: true,
  accounts: [account],
  activeAccountId: 'a',
  servers: { ...start.servers, list: [server('1', 'Tower')], chosenId: '1' },
};

const words = { ...english, times: { ...english.times, clock } };
const model = (state: AppState, now = 0) => trayModel(state, now, words);
const item = (state: AppState, id: string): TrayItem | undefined =>
  model(state).items.find((entry) => 'id' in entry && entry.id === id);
const labels = (entry: TrayItem | undefined): readonly string[] =>
  entry?.kind === 'submenu' ? entry.items.map((child) => ('label' in child ? child.label : '----')) : [];

const holding = (clearsAt: number | null): AppState => ({
  ...signedIn,
  clipboard: {
    kind: 'holding',
    accountId: 'a',
    what: 'transient-token',
    serverName: 'Tower',
    lastFour: 'abcd',
    format: 'token',
    copiedAt: 0,
    clearsAt,
  },
});

test('the time until clearing is counted down in steps, each shown when the one before it ends', () => {
  const state = holding(300_000);
  const shown: [number, string][] = [];
  for (let now: number | null = 0; now !== null; now = nextTrayChange(state, now)) {
    const entry = model(state, now).items.find((item) => 'id' in item && item.id === 'clear-clipboard');
    // What is told at a moment is told until the next.
    if (now > 0) expect(model(state, now - 1)).not.toEqual(model(state, now));
    shown.push([now / 1000, entry?.kind === 'command' ? entry.label : '']);
  }
  expect(shown.map(([at, label]) => [at, label.replace(/^Clear clipboard now \(about (.+) left\)$/u, '$1')])).toEqual([
    [0, '5 min'],
    [60, '4 min'],
    [120, '3 min'],
    [180, '2 min'],
    [210, '1 min 30 s'],
    [240, '1 min'],
    [250, '50 s'],
    [260, '40 s'],
    [270, '30 s'],
    [280, '20 s'],
    [290, '10 s'],
    [295, '5 s'],
  ]);
});

test('nothing is counted where nothing is to be cleared, or the time is up', () => {
  expect(nextTrayChange(signedIn, 0)).toBeNull();
  expect(item(signedIn, 'clear-clipboard')).toMatchObject({ label: 'Clear clipboard now', enabled: false });
  expect(nextTrayChange(holding(null), 0)).toBeNull();
  expect(item(holding(null), 'clear-clipboard')).toMatchObject({ label: 'Clear clipboard now', enabled: true });
  expect(nextTrayChange(holding(1000), 2000)).toBeNull();
  expect(model(holding(1000), 2000).items).toContainEqual(
    expect.objectContaining({ label: 'Clear clipboard now', enabled: true }),
  );
});

test('lists ten servers of many, and tells apart those of one name', () => {
  const many = Array.from({ length: 12 }, (_none, index) => server(String(index), `Server ${index}`));
  const of = (list: readonly ServerSummary[]) =>
    labels(item({ ...signedIn, servers: { ...signedIn.servers, list } }, 'copy-for'));
  expect(of(many)).toEqual([...many.slice(0, 10).map(({ name }) => name), '----', 'More in the window…']);
  expect(of([server('1', 'Twin'), server('2', 'Twin', { owned: false, ownerName: 'Bob' })])).toEqual([
    'Twin (yours)',
    'Twin (Bob)',
  ]);
});

test('a token known to be dead cannot be copied again', () => {
  const token = {
    id: 't',
    serverId: '1',
    serverName: 'Tower',
    lastFour: 'abcd',
    mintedAt: 60_000,
    endsAt: 0,
  };
  const kept: AppState = {
    ...signedIn,
    tokens: [
      { ...token, check: { result: 'alive', at: 0 } },
      { ...token, id: 'u', check: { result: 'dead', at: 0 } },
    ],
  };
  const recent = item(kept, 'recent');
  expect(recent?.kind === 'submenu' && recent.items.map((entry) => entry.kind === 'command' && entry.enabled)).toEqual([
    true,
    false,
  ]);
  expect(labels(recent)[0]).toBe('Tower, ends in abcd, made minute 1');
});

test('locking is offered where there is a passphrase, and has an icon of its own', () => {
  const vault = { ...signedIn.vault, mode: 'passphrase' as const };
  expect(item(signedIn, 'lock')).toBeUndefined();
  expect(item({ ...signedIn, vault }, 'lock')).toMatchObject({ run: { name: 'lock' } });
  const locked = { ...signedIn, vault: { ...vault, locked: true } };
  expect(model(locked).icon).toBe('locked');
  expect(item(locked, 'unlock')).toMatchObject({ label: 'Unlock…' });
  expect(item(locked, 'copy')).toMatchObject({ enabled: false });
});

test('other accounts can be switched to, the one in use cannot', () => {
  const other = { ...account, id: 'b', name: 'Bob', label: 'Work' };
  expect(item(signedIn, 'switch-account')).toBeUndefined();
  expect(labels(item({ ...signedIn, accounts: [account, other] }, 'switch-account'))).toEqual(['Work']);
});

test('names are plain text in the menu: neither a mnemonic nor two lines', () => {
  const odd = { ...signedIn, servers: { ...signedIn.servers, list: [server('1', 'A & B\n_C')] } };
  const copyFor = menuTemplate(model(odd).items, () => undefined).find(({ id }) => id === 'copy-for');
  expect(Array.isArray(copyFor?.submenu) && copyFor.submenu[0]?.label).toBe('A && B _C');
});
