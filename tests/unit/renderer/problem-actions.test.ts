/** The one table of what the button beside a problem does. */

import { describe, expect, it, vi } from 'vitest';
import type { Place } from '../../../renderer/places.ts';
import { problemActions } from '../../../renderer/problem-actions.ts';
import { actionFor, problem, problemCodes } from '../../../shared/problem.ts';
import { done, failure } from '../../../shared/result.ts';
import { actionLabel } from '../../../shared/texts/english/problems.ts';

function setUp({ atSignIn = false } = {}) {
  const asked: unknown[] = [];
  const note = (name: string) => async (input: unknown) => {
    asked.push([name, input]);
    return done;
  };
  const commands = {
    signInOutside: vi.fn(note('signInOutside')),
    allowPlainHttp: vi.fn(note('allowPlainHttp')),
    acceptPermanentTokenRisk: vi.fn(note('acceptPermanentTokenRisk')),
    openPage: vi.fn(note('openPage')),
  };
  const ports = {
    commands,
    open: (place: Place) => asked.push(['open', place.name]),
    focusServers: () => asked.push(['focusServers']),
    atSignIn: () => atSignIn,
  };
  return { act: problemActions(ports), asked, commands };
}

describe('the button beside a problem', () => {
  it.each(problemCodes)('%s: whatever has words for a button has something to do, where all is known', (code) => {
    const { act } = setUp();
    const action = actionFor(code);
    const run = act(action, { tryAgain: () => undefined, serverId: 'tower' });
    expect(run !== null).toBe(actionLabel(action) !== null);
  });

  it.each([
    ['plain-http-needs-consent', 'allowPlainHttp'],
    ['permanent-token-risk', 'acceptPermanentTokenRisk'],
  ] as const)('%s: tells the decision, then does again what waited for it', async (code, command) => {
    const { act, asked } = setUp();
    await act(actionFor(code), { tryAgain: () => asked.push(['again']), serverId: 'tower' })?.();
    expect(asked).toEqual([[command, { serverId: 'tower' }], ['again']]);
  });

  it('does nothing again when the decision was not taken', async () => {
    const { act, asked, commands } = setUp();
    commands.allowPlainHttp.mockResolvedValueOnce(failure(problem('server-unknown')));
    await act({ kind: 'allow-plain-http' }, { tryAgain: () => asked.push(['again']), serverId: 'tower' })?.();
    expect(asked).toEqual([]);
  });

  it('offers no decision about a server nobody knows, and no other try of what cannot be repeated', () => {
    const { act } = setUp();
    expect(act({ kind: 'allow-plain-http' }, { tryAgain: () => undefined })).toBeNull();
    expect(act({ kind: 'accept-risk' }, { tryAgain: () => undefined, serverId: null })).toBeNull();
    expect(act({ kind: 'try-again' }, { tryAgain: null })).toBeNull();
  });

  it('offers no way to the sign-in form where that is open', () => {
    expect(setUp({ atSignIn: true }).act({ kind: 'sign-in-again' }, { tryAgain: null })).toBeNull();
  });

  it('leads to where the rest is done', async () => {
    const { act, asked } = setUp();
    await act({ kind: 'use-browser' }, { tryAgain: null })?.();
    await act({ kind: 'sign-in-again' }, { tryAgain: null })?.();
    await act({ kind: 'choose-server' }, { tryAgain: null })?.();
    await act({ kind: 'open-page', page: 'plex-status' }, { tryAgain: null })?.();
    expect(asked).toEqual([
      ['open', 'add-account'],
      ['signInOutside', { way: 'browser' }],
      ['open', 'add-account'],
      ['open', 'home'],
      ['focusServers'],
      ['openPage', { page: 'plex-status' }],
    ]);
  });
});
