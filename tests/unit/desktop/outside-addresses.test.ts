/** What can be opened outside the app. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBrowserSignIn, outsideAddresses } from '../../../main/desktop/outside-addresses.ts';
import { outsidePages } from '../../../shared/problem.ts';

const practice = 'http://127.0.0.1:32400/api/v2';

describe('outside addresses', () => {
  it('are https, on Plex’s own hosts or where this app is published, one for each id', () => {
    expect(Object.keys(outsideAddresses).sort()).toEqual([...outsidePages].sort());
    const { releases, ...plexs } = outsideAddresses;
    expect(releases).toMatch(/^https:\/\/github\.com\/plex-token-tray\//u);
    for (const address of Object.values(plexs)) expect(address).toMatch(/^https:\/\/(?:[a-z]+\.)?plex\.tv\//u);
  });

  it('Plex’s sign-in page is one, with whatever it is asked', () => {
    expect(isBrowserSignIn('https://app.plex.tv/auth#?clientID=a&code=b', null)).toBe(true);
    expect(isBrowserSignIn('https://app.plex.tv/auth/#!?clientID=a&code=b', null)).toBe(true);
    expect(isBrowserSignIn(`${new URL(practice).origin}/auth#?code=b`, practice)).toBe(true);
  });

  it.each([
    'https://app.plex.tv.example.com/auth',
    'https://app.plex.tv@example.com/auth',
    'https://user:word@app.plex.tv/auth',
    'http://app.plex.tv/auth',
    'https://app.plex.tv:444/auth',
    'https://app.plex.tv/authenticate',
    'https://app.plex.tv/auth/../desktop',
    'https://app.plex.tv\\.example.com/auth',
    'https://app.рlex.tv/auth',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,https://app.plex.tv/auth',
    'smb://app.plex.tv/auth',
    ' https://example.com/?https://app.plex.tv/auth',
  ])('%s is none', (address) => {
    expect(isBrowserSignIn(address, null)).toBe(false);
  });

  it('10,000 hostile strings: none is opened that is not exactly the sign-in page', () => {
    const parts = [
      'https://',
      'http://',
      'app.plex.tv',
      '/auth',
      '@',
      ':',
      '#',
      '?',
      '\\',
      '//',
      '.',
      '%00',
      'evil.test',
    ];
    const built = fc.array(fc.oneof(fc.constantFrom(...parts), fc.string({ maxLength: 4 })), { maxLength: 8 });
    const hostile = fc.oneof(
      fc.webUrl({ withFragments: true }),
      fc.string(),
      built.map((some) => some.join('')),
    );
    fc.assert(
      fc.property(hostile, (address) => {
        if (!isBrowserSignIn(address, null)) return;
        const { protocol, host, pathname, username } = new URL(address);
        expect([protocol, host, pathname.replace(/\/$/u, ''), username]).toEqual([
          'https:',
          'app.plex.tv',
          '/auth',
          '',
        ]);
      }),
      { numRuns: 10_000 },
    );
  });

  it('a practice address elsewhere than on this computer is none', () => {
    expect(isBrowserSignIn('http://192.168.1.5/auth', 'http://192.168.1.5/api/v2')).toBe(false);
    expect(isBrowserSignIn('file://127.0.0.1/etc/passwd', 'file://127.0.0.1/')).toBe(false);
  });
});
