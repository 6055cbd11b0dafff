/** What decides how a package is made, checked without making one. */

import { FuseV1Options } from '@electron/fuses';
import { describe, expect, test } from 'vitest';
import { fuses, fusesFor } from '../../../build/fuses.mjs';
import { builderArguments } from '../../../build/package.mjs';
import { thirdPartyNotices } from '../../../build/shipped-packages.mjs';
import { startTexts } from '../../../shared/texts/start-texts.ts';

describe('fuses', () => {
  test('each one that @electron/fuses knows is decided', () => {
    const known = Object.keys(FuseV1Options).filter((name) => Number.isNaN(Number(name)));
    expect(Object.keys(fuses).sort()).toEqual(known.sort());
  });

  test('on each system no fuse opens a way in', () => {
    for (const platform of ['linux', 'win32', 'darwin'] as const)
      expect(fusesFor(platform)).toMatchObject({
        RunAsNode: false,
        EnableNodeOptionsEnvironmentVariable: false,
        EnableNodeCliInspectArguments: false,
        OnlyLoadAppFromAsar: true,
        GrantFileProtocolExtraPrivileges: false,
      });
  });
});

describe('which Electron', () => {
  const official = { path: '/electron/electron', version: '45.4.1', isFallback: false };
  const fallback = { path: '/electron/electron', version: '33.2.1', isFallback: true };

  test('a release refuses the development build', () => {
    expect(() => builderArguments(fallback, 'release')).toThrow('A release is made with the official Electron only');
    expect(builderArguments(official, 'release')).toEqual(['-c.electronVersion=45.4.1']);
  });

  test('a package with the development build is named so', () => {
    expect(builderArguments(fallback, 'local').join(' ')).toContain('-dev-electron33-linux-');
    expect(builderArguments(official, 'local').join(' ')).not.toContain('-dev-');
  });
});

test('notices name what ships, with licence texts, and nothing of the development tools', () => {
  const notices = thirdPartyNotices();
  for (const name of ['axios', 'electron-store', 'conf', 'preact', 'valibot'])
    expect(notices).toMatch(new RegExp(`(^|, )${name} \\d`, 'mu'));
  expect(notices).not.toMatch(/(^|, )(playwright|vitest|electron-builder) \d/mu);
});

test('the command line tells its name and its options', () => {
  expect(startTexts.english.version('Plex Token Tray', '1.2.3')).toBe('Plex Token Tray 1.2.3');
  const help = startTexts.english.help('Plex Token Tray', 'plex-token-tray');
  for (const option of ['--copy-transient-token', '--show', '--quit', '--hidden', '--version', '--help'])
    expect(help).toContain(`\n  ${option} `);
  expect(help.split('\n').every((line) => line.length <= 90)).toBe(true);
});
