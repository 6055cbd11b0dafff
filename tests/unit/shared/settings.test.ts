/** Settings from anything: what is wrong becomes its default, alone. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSettings, settingsFrom } from '../../../shared/settings.ts';

describe('settings', () => {
  it('clear the clipboard after a minute unless told otherwise', () => {
    expect(defaultSettings.clipboardSeconds).toBe(60);
  });

  it('keep each good value beside a bad one', () => {
    expect(
      settingsFrom({ theme: 'dark', clipboardSeconds: -5, identity: { product: 'Mine', version: 7 } }),
    ).toMatchObject({
      theme: 'dark',
      clipboardSeconds: 60,
      identity: { product: 'Mine', version: '' },
    });
  });

  it('are read from anything without a crash, and reading them twice changes nothing', () => {
    fc.assert(
      fc.property(fc.anything(), (stored) => {
        const settings = settingsFrom(stored);
        expect(settingsFrom(settings)).toEqual(settings);
      }),
    );
  });
});
