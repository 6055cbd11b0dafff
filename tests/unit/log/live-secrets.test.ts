/** A secret does not get through, however it is written. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLiveSecrets, masked } from '../../../main/log/live-secrets.ts';
import { times } from '../../long-run.ts';
import { formsOf } from '../../secret-forms.ts';

describe('live secrets', () => {
  it('a token is masked in every form', () => {
    const secrets = createLiveSecrets();
    const token = 'aB3+/ü"xYz-\\19 & more';
    secrets.remember(token);
    for (const [form, text] of Object.entries(formsOf(token)))
      expect(secrets.mask(`before ${text} after`), form).not.toContain(text);
    expect(secrets.mask(`before ${token} after`)).toBe(`before ${masked} after`);
  });

  it('nothing of any secret is left in any text, wherever it starts in a base64 text', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 8, maxLength: 60, unit: 'binary-ascii' }),
        fc.string({ maxLength: 5 }),
        fc.string({ maxLength: 5 }),
        (secret, before, after) => {
          const secrets = createLiveSecrets();
          secrets.remember(secret);
          const text = secrets.mask(Buffer.from(`${before}${secret}${after}`).toString('base64'));
          const readable = text.split(masked).map((part) => Buffer.from(part, 'base64').toString());
          // The characters at the seams may survive, the middle may not.
          for (const part of readable) expect(part).not.toContain(secret.slice(2, -2));
        },
      ),
      { numRuns: times(300, 10_000) },
    );
  });

  it('a secret whose time is over is forgotten, and one of three characters never known', () => {
    const secrets = createLiveSecrets();
    const forget = secrets.remember('a-password');
    expect(secrets.mask('a-password')).toBe(masked);
    forget();
    expect(secrets.mask('a-password')).toBe('a-password');
    secrets.remember('abc');
    expect(secrets.mask('abcd')).toBe('abcd');
  });

  it('the newest two thousand are known', () => {
    const secrets = createLiveSecrets();
    for (let index = 0; index < 2100; index += 1) secrets.remember(`secret-number-${index}.`);
    expect(secrets.mask('secret-number-2099.')).toBe(masked);
    expect(secrets.mask('secret-number-99.')).toBe('secret-number-99.');
  });

  it('half a character does not stumble', () => {
    const secrets = createLiveSecrets();
    secrets.remember('half-\ud800-character');
    expect(secrets.mask('half-\ud800-character')).toBe(masked);
  });
});
