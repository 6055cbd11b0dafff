/** Which signals say that the screen is locked, and where a copy can be proven. */

import { describe, expect, it } from 'vitest';
import { type DisplayFacts, isNativeWayland } from '../../../main/desktop/native-wayland.ts';
import { saysLocked } from '../../../main/desktop/screen-lock.ts';

describe('the screen is locked', () => {
  it.each([
    ['org.gnome.ScreenSaver', 'ActiveChanged', [true], true],
    ['org.freedesktop.ScreenSaver', 'ActiveChanged', [true], true],
    ['org.cinnamon.ScreenSaver', 'ActiveChanged', [true], true],
    ['org.gnome.ScreenSaver', 'ActiveChanged', [false], false],
    ['org.gnome.ScreenSaver', 'ActiveChanged', [], false],
    ['org.gnome.ScreenSaver', 'WakeUpScreen', [true], false],
    ['org.example.Player', 'ActiveChanged', [true], false],
    ['org.freedesktop.login1.Session', 'Lock', [], true],
    ['org.freedesktop.login1.Session', 'Unlock', [], false],
    [null, 'ActiveChanged', [true], false],
  ] as const)('%s %s %s: %s', (from, member, body, locked) => {
    expect(saysLocked({ interface: from, member, body })).toBe(locked);
  });
});

describe('Wayland without XWayland in between', () => {
  const run = (changes: Partial<DisplayFacts>, switches: Record<string, string> = {}): boolean =>
    isNativeWayland({
      platform: 'linux',
      electronVersion: '45.4.1',
      environment: { XDG_SESSION_TYPE: 'wayland' },
      switchValue: (name) => switches[name] ?? '',
      ...changes,
    });

  it('is the rule in a Wayland session since Electron 38, unless X11 is asked for', () => {
    expect(run({})).toBe(true);
    expect(run({ environment: { XDG_SESSION_TYPE: 'x11' } })).toBe(false);
    expect(run({}, { 'ozone-platform': 'x11' })).toBe(false);
    expect(run({ environment: {} }, { 'ozone-platform': 'wayland' })).toBe(true);
  });

  it('was the exception before', () => {
    const electronVersion = '33.2.1';
    expect(run({ electronVersion })).toBe(false);
    expect(run({ electronVersion }, { 'ozone-platform-hint': 'auto' })).toBe(true);
    expect(run({ electronVersion }, { 'ozone-platform': 'auto' })).toBe(true);
  });

  it('is a matter of Linux', () => {
    expect(run({ platform: 'darwin' })).toBe(false);
  });
});
