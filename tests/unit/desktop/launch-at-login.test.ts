import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { autostartEntry, autostartPath, createLaunchAtLogin } from '../../../main/desktop/launch-at-login.ts';
import { ownCommand } from '../../../main/desktop/own-command.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'autostart-'));
});
afterEach(() => rmSync(home, { recursive: true }));

const launchAtLogin = (command: readonly string[], environment: Record<string, string> = { HOME: home }) =>
  createLaunchAtLogin({
    platform: 'linux',
    environment,
    product: 'Plex Token Tray',
    command,
    loginItems: {
      setLoginItemSettings: () => {
        throw new Error('Linux has none.');
      },
    },
  });

test('makes the folder a new user does not have yet, and takes the entry away again', () => {
  const path = join(home, '.config', 'autostart', 'plex-token-tray.desktop');
  const { set } = launchAtLogin(['/opt/plex-token-tray/plex-token-tray']);
  set(true);
  expect(readFileSync(path, 'utf8')).toContain('\nExec=/opt/plex-token-tray/plex-token-tray --hidden\n');
  expect(statSync(path).mode & 0o111).toBe(0);
  set(false);
  expect(existsSync(path)).toBe(false);
  set(false);
});

test('honours XDG_CONFIG_HOME, unless it is relative, which counts as not set', () => {
  expect(autostartPath({ HOME: '/home/a', XDG_CONFIG_HOME: '/etc/a' })).toBe(
    '/etc/a/autostart/plex-token-tray.desktop',
  );
  for (const given of ['', 'relative'])
    expect(autostartPath({ HOME: '/home/a', XDG_CONFIG_HOME: given })).toBe(
      '/home/a/.config/autostart/plex-token-tray.desktop',
    );
});

test('names what stays where it is: the AppImage, the launcher, or Electron with the app’s folder', () => {
  const own = {
    platform: 'linux',
    isPackaged: true,
    executable: '/tmp/.mount_abc/plex-token-tray-app',
    appFolder: '/tmp/.mount_abc/resources/app.asar',
  } as const;
  expect(ownCommand({ ...own, appImage: '/home/a/Plex Token Tray.AppImage' })).toEqual([
    '/home/a/Plex Token Tray.AppImage',
  ]);
  expect(ownCommand({ ...own, executable: '/opt/p/plex-token-tray-app', appImage: undefined })).toEqual([
    '/opt/p/plex-token-tray',
  ]);
  expect(
    ownCommand({ ...own, isPackaged: false, executable: '/e/electron', appFolder: '/src/app', appImage: undefined }),
  ).toEqual(['/e/electron', '/src/app']);
});

test('an entry whose app has moved is corrected at the next start; one the user removed stays away', () => {
  const path = join(home, '.config', 'autostart', 'plex-token-tray.desktop');
  launchAtLogin(['/old/place']).refresh();
  expect(existsSync(path)).toBe(false);
  launchAtLogin(['/old/place']).set(true);
  launchAtLogin(['/new/place']).refresh();
  expect(readFileSync(path, 'utf8')).toContain('Exec=/new/place --hidden');
});

test('a folder that cannot be made is told by an error', () => {
  writeFileSync(join(home, '.config'), 'a file');
  expect(() => launchAtLogin(['/a']).set(true)).toThrow();
});

test('GLib, which desktops read entries with, finds the very words again, however odd', () => {
  const words = ['/odd "place"/`a` $b \\c/app', '100%', 'wörd', "it's", 'a=b'];
  const path = join(home, 'entry.desktop');
  // The first word has to be a program that is there, and prints what it was given.
  const program = join(home, words[0]?.replaceAll('/', '_') ?? '');
  writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$@" > '${home}/given'\n`, { mode: 0o755 });
  writeFileSync(path, autostartEntry('Odd', [program, ...words.slice(1)]));
  execFileSync('gio', ['launch', path]);
  expect(readFileSync(join(home, 'given'), 'utf8').trimEnd().split('\n')).toEqual(words.slice(1));
});
