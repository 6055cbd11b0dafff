/** What a packaged app does not start with. */

import { describe, expect, it } from 'vitest';
import { refusedStart, refusedSwitches } from '../../../main/desktop/weakened-start.ts';

/** A start with these switches, `name` or `name=value`, and variables. */
const startedWith = (switches: readonly string[], environment: Record<string, string> = {}) => {
  const given = new Map(switches.map((text) => text.split('=')).map(([name = '', value = '']) => [name, value]));
  return refusedStart({
    hasSwitch: (name) => given.has(name),
    switchValue: (name) => given.get(name) ?? '',
    environment,
  });
};

describe('a weakened start', () => {
  it.each(refusedSwitches)('P4 P5 --%s is named', (name) => {
    expect(startedWith(['hidden', name])).toBe(`--${name}`);
  });

  it('P5 a password store that is a keyring is accepted, any other is not', () => {
    expect(startedWith(['password-store=gnome-libsecret'])).toBeNull();
    expect(startedWith(['password-store=kwallet6'])).toBeNull();
    expect(startedWith(['password-store=basic'])).toBe('--password-store=basic');
    expect(startedWith(['password-store'])).toBe('--password-store=');
  });

  it('P3 a variable that makes Node print what it sends is named; an empty one is none', () => {
    expect(startedWith([], { NODE_DEBUG: 'http' })).toBe('NODE_DEBUG');
    expect(startedWith([], { NODE_DEBUG: '' })).toBeNull();
  });

  it('an ordinary start is accepted', () => {
    expect(
      startedWith(['hidden', 'user-data-dir=/home/someone/profile', 'ozone-platform=x11'], { HOME: '/' }),
    ).toBeNull();
  });
});
