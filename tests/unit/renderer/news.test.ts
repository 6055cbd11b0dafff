/** How long what happened last is told. */

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { forgetNews, hear, news } from '../../../renderer/news.ts';
import { problem } from '../../../shared/problem.ts';
import type { Notice } from '../../../shared/state.ts';

let sequence = 0;
const tell = (notice: Notice): void => {
  sequence += 1;
  hear({ sequence, notice });
};
const told = (): string | undefined => news.value?.notice.kind;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('a result goes after a while, however often the same state is told', () => {
  tell({ kind: 'clipboard-cleared' });
  expect(told()).toBe('clipboard-cleared');
  vi.advanceTimersByTime(9_000);
  hear({ sequence, notice: { kind: 'clipboard-cleared' } });
  expect(told()).toBe('clipboard-cleared');
  vi.advanceTimersByTime(1_000);
  expect(told()).toBeUndefined();
  hear({ sequence, notice: { kind: 'clipboard-cleared' } });
  expect(told()).toBeUndefined();
});

it('the next one has its own while', () => {
  tell({ kind: 'settings-saved' });
  vi.advanceTimersByTime(9_000);
  tell({ kind: 'settings-saved' });
  vi.advanceTimersByTime(9_000);
  expect(told()).toBe('settings-saved');
});

it.each<Notice>([
  { kind: 'problem', problem: problem('not-reachable') },
  { kind: 'generating', serverName: 'Tower' },
  { kind: 'signed-out', name: 'Ann', revoked: false },
  { kind: 'vault-abandoned', accounts: 1 },
])('$kind stays until the user goes elsewhere', (notice) => {
  tell(notice);
  vi.advanceTimersByTime(3_600_000);
  expect(told()).toBe(notice.kind);
  forgetNews();
  expect(told()).toBeUndefined();
});
