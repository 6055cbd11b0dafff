/** What the window shows: main's state, the present moment by main's clock, and which page is open. */

import { effect, signal } from '@preact/signals';
import type { AppState, StateMessage } from '../shared/state.ts';
import { clockTime } from '../shared/time-words.ts';
import { app } from './bridge.ts';

export type Page = 'home' | 'account' | 'settings';

export const state = signal<AppState | null>(null);
export const page = signal<Page>('home');
/** Epoch milliseconds on main's clock; moves on only while something counts down and the window is visible. */
export const now = signal(0);

/** Milliseconds between main's clock and the window's steady one. */
let offset = 0;
const readClock = (): number => performance.now() + offset;

function take(message: StateMessage): void {
  offset = message.now - performance.now();
  now.value = message.now;
  state.value = message.state;
}

/** Reads the state and follows it, from now on. */
export async function followMain(): Promise<void> {
  app.onState(take);
  take(await app.readState());
}

/** The moments the window counts down to. */
function countsDownTo(current: AppState): readonly number[] {
  const { clipboard, signIn } = current;
  const until = clipboard.kind === 'holding' ? clipboard.clearsAt : null;
  const pause = 'problem' in signIn ? signIn.problem?.retryAt : undefined;
  return [until, pause].filter((moment) => moment !== null && moment !== undefined);
}

/** Wakes once a second while a countdown is running, otherwise never. */
export function keepTime(): void {
  let ticking: ReturnType<typeof setInterval> | null = null;
  const visible = signal(!document.hidden);
  document.addEventListener('visibilitychange', () => {
    visible.value = !document.hidden;
    now.value = readClock();
  });
  effect(() => {
    const running = state.value !== null && countsDownTo(state.value).some((moment) => moment > now.value);
    const wanted = running && visible.value;
    if (wanted && ticking === null) {
      ticking = setInterval(() => {
        now.value = readClock();
      }, 1000);
    } else if (!wanted && ticking !== null) {
      clearInterval(ticking);
      ticking = null;
    }
  });
}

/** The time of day for words about problems and notices. */
export const clock = (at: number): string => clockTime(at);
