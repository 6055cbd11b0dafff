/** The command table: what is let in, and what can never be. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandNames, longestInput, parseCommandInput } from '../../../shared/contract.ts';

describe('the contract', () => {
  it('lets a well-formed input through unchanged', () => {
    expect(parseCommandInput('signInWithPassword', { login: 'a', password: 'b' })).toEqual({
      login: 'a',
      password: 'b',
    });
    expect(parseCommandInput('copyTransientToken', {})).toEqual({});
  });

  it('refuses what is missing, of another type, or not asked for', () => {
    expect(parseCommandInput('signInWithPassword', { login: 'a' })).toBeNull();
    expect(parseCommandInput('signInWithPassword', { login: 1, password: 'b' })).toBeNull();
    expect(parseCommandInput('copyTransientToken', { serverId: 'tower', token: 'x' })).toBeNull();
    expect(parseCommandInput('openPage', { page: 'https://example.com' })).toBeNull();
  });

  it('U8 refuses strings over 4 KB', () => {
    const fits = 'x'.repeat(longestInput);
    expect(parseCommandInput('signInWithPassword', { login: fits, password: 'b' })).not.toBeNull();
    expect(parseCommandInput('signInWithPassword', { login: `${fits}x`, password: 'b' })).toBeNull();
  });

  it.each(commandNames)('U8 %s survives 10,000 hostile inputs', (name) => {
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withNullPrototype: true,
          withSet: true,
          withSparseArray: true,
          withTypedArray: true,
        }),
        (input) => {
          const parsed = parseCommandInput(name, input);
          expect(parsed === null || typeof parsed === 'object').toBe(true);
        },
      ),
      { numRuns: 10_000 },
    );
  });
});
