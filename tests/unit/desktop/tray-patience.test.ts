import { expect, test } from 'vitest';
import { createTrayPatience } from '../../../main/desktop/tray-patience.ts';
import { createTestClock } from '../session/doubles.ts';

function waiting(windowVisible = false) {
  const clock = createTestClock();
  let shown = 0;
  const patience = createTrayPatience({
    clock,
    milliseconds: 60_000,
    isWindowVisible: () => windowVisible,
    onGivenUp: () => {
      shown += 1;
    },
  });
  return { clock, patience, shown: () => shown };
}

test('O10 a panel that comes up within a minute of the start brings up no window', () => {
  const { clock, patience, shown } = waiting();
  patience.visibilityChanged(false);
  clock.advance(59_999);
  patience.visibilityChanged(true);
  clock.advance(600_000);
  expect(shown()).toBe(0);
  expect(clock.waiting()).toBe(0);
});

test('O10 a panel that does not come is given up after a minute, once', () => {
  const { clock, patience, shown } = waiting();
  patience.visibilityChanged(false);
  clock.advance(60_000);
  expect(shown()).toBe(1);
  clock.advance(600_000);
  expect(shown()).toBe(1);
});

test('a window that is there already is left alone', () => {
  const { clock, patience, shown } = waiting(true);
  patience.visibilityChanged(false);
  clock.advance(60_000);
  expect(shown()).toBe(0);
});
