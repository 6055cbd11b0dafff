/** The command table: what is let in, and what can never be. */

import { describe, expect, it } from 'vitest';
import { longestInput, parseCommandInput } from '../../../shared/contract.ts';

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
});
