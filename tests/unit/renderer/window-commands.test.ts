/** The table behind palette and shortcuts. */

import { describe, expect, it } from 'vitest';
import { findCommands, type KeyPress, keyWords, pressed, windowCommands } from '../../../renderer/window-commands.ts';
import { speak } from '../../../renderer/words.ts';
import type { AppState, ServerSummary } from '../../../shared/state.ts';
import { signedOut } from './states.ts';

await speak('english', []);

const server = (id: string, name: string): ServerSummary => ({
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
});

const signedIn: AppState = {
  ...signedOut,
  accounts: [
    { id: 'a', name: 'Ann', label: '', standing: 'signed-in', confirmedAt: null },
    { id: 'b', name: 'Bob', label: 'Work', standing: 'signed-in', confirmedAt: null },
  ],
  activeAccountId: 'a',
  servers: {
    ...signedOut.servers,
    list: [server('1', 'Tower'), server('2', 'Attic\u202e')],
    chosenId: '1',
  },
};

const found = (typed: string): readonly string[] =>
  findCommands(windowCommands(signedIn), typed).map(({ label }) => label);
const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe('the palette', () => {
  it('finds what is meant by words in any order, whatever their case', () => {
    expect(found('copy tower')).toEqual(['Copy transient token for Tower']);
    expect(found('TOWER copy')).toEqual(['Copy transient token for Tower']);
    expect(found('dark')).toEqual(['Appearance: Dark']);
    expect(found('sign out')).toEqual(['Sign out']);
    expect(found('work')).toEqual(['Switch to Work']);
    expect(found('nothing like this')).toEqual([]);
  });

  it.each([
    ['curl', 'Copy transient token as: curl command'],
    ['header', 'Copy transient token as: X-Plex-Token header'],
    ['powershell', 'Copy transient token as: PowerShell: $env:PLEX_TOKEN'],
    ['make token', 'Generate and copy transient token'],
    ['add account', 'Add account'],
    ['log in', 'Add account'],
    ['logout', 'Sign out'],
    ['night', 'Appearance: Dark'],
    ['theme', 'Appearance: Like the system'],
    ['preferences', 'Go to: Settings'],
    ['history', 'Go to: Tokens'],
    ['profile', 'Go to: Account'],
    ['reload', 'Refresh'],
    ['bug report', 'Copy diagnostics'],
    ['version', 'About this app'],
    ['exit', 'Quit'],
  ])('knows “%s” as “%s”', (typed, label) => expect(found(typed)[0]).toBe(label));

  it('puts the words of a label before other words for it', () => {
    expect(found('sign').slice(0, 2)).toEqual(['Sign out', 'Add account']);
  });

  it('adds an account where there is none, but not while locked', () => {
    expect(findCommands(windowCommands(signedOut), 'add account').map(({ id }) => id)).toEqual(['add-account']);
    const locked: AppState = { ...signedOut, vault: { ...signedOut.vault, mode: 'passphrase', locked: true } };
    expect(findCommands(windowCommands(locked), 'add account')).toEqual([]);
  });

  it('puts what begins with the typed words first', () => {
    expect(found('s')[0]).toMatch(/^S/u);
  });

  it('offers only what can be done now', () => {
    const offered = (state: AppState) => windowCommands(state).map(({ id }) => id);
    expect(offered({ ...signedOut, ready: false })).toEqual([]);
    expect(offered(signedOut)).toEqual([
      'go/settings',
      'add-account',
      'theme/system',
      'theme/light',
      'theme/dark',
      'language/system',
      'language/english',
      'language/german',
      'copy-diagnostics',
      'about',
      'quit',
    ]);
    expect(offered({ ...signedIn, generatingFor: '1' }).filter((id) => id.startsWith('generate'))).toEqual([]);
    expect(new Set(offered(signedIn)).size).toBe(offered(signedIn).length);
  });

  it('U12 shows names made fit to show', () => {
    expect(found('attic')).toEqual(['Copy transient token for Attic']);
  });
});

describe('shortcuts', () => {
  it('are Ctrl here and ⌘ on macOS, and nothing with other keys held too', () => {
    expect(pressed(press('k', { ctrlKey: true }), signedIn, true)).toBe('palette');
    expect(pressed(press('k', { ctrlKey: true, shiftKey: true }), signedIn, false)).toBeNull();
    expect(pressed(press('k', { ctrlKey: true, altKey: true }), signedIn, false)).toBeNull();
    expect(pressed(press('k'), signedIn, false)).toBeNull();
    const mac: AppState = { ...signedIn, app: { ...signedIn.app, platform: 'darwin' } };
    expect(pressed(press('k', { metaKey: true }), mac, false)).toBe('palette');
    expect(pressed(press('k', { ctrlKey: true }), mac, false)).toBeNull();
    expect([keyWords('r', 'darwin'), keyWords('r', 'linux'), keyWords('Enter', 'linux')]).toEqual([
      '⌘R',
      'Ctrl+R',
      'Ctrl+Enter',
    ]);
  });

  it('lists them with "?", but not where that is a letter', () => {
    expect(pressed(press('?', { shiftKey: true }), signedIn, false)).toBe('shortcuts');
    expect(pressed(press('?', { shiftKey: true }), signedIn, true)).toBeNull();
  });

  it('run the command of their key, each key one', () => {
    const keys = windowCommands(signedIn).flatMap(({ key }) => (key === null ? [] : [key]));
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys) {
      const command = pressed(press(key, { ctrlKey: true }), signedIn, true);
      expect(command).toMatchObject({ key });
    }
    expect(pressed(press('Enter', { ctrlKey: true }), signedOut, false)).toBeNull();
  });
});
