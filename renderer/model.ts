/** What the window shows: main's state, the present moment by main's clock, the place the user is in. */

import { effect, signal } from '@preact/signals';
import type { CopyFormat } from '../shared/settings.ts';
import type { AppState, StateMessage } from '../shared/state.ts';
import { languageInEffect } from '../shared/texts/languages.ts';
import { app } from './bridge.ts';
import { forgetNews, hear } from './news.ts';
import type { Place } from './places.ts';
import { problemActions } from './problem-actions.ts';
import { whichView } from './which-view.ts';
import type { WindowCommandPorts } from './window-commands.ts';
import { speak, words } from './words.ts';

export const state = signal<AppState | null>(null);
export const place = signal<Place>({ name: 'home' });
/** Epoch milliseconds on main's clock; moves on only while the window is visible. */
export const now = signal(0);
/** The format to copy in for the time being; `null` is the one of Settings. */
export const copyFormat = signal<CopyFormat | null>(null);

/** The format as commands take it: left out where it is the one of Settings. */
export const formatInput = (): { readonly format?: CopyFormat } =>
  copyFormat.value === null ? {} : { format: copyFormat.value };

/** The user goes somewhere: what happened before is no news there. */
export function open(where: Place): void {
  forgetNews();
  // The last step stays ticked until then: nothing jumps under the hand that just copied.
  if ((state.value?.tokens.length ?? 0) > 0) firstRun.value = false;
  go(where);
}

function go(where: Place): void {
  if (place.value.name === 'add-account' && where.name !== 'add-account') leaveForm();
  place.value = where;
}

/** Nothing half done, and no old problem, is found in the form next time. Waiting for the user elsewhere goes on. */
function leaveForm(): void {
  const signIn = state.value?.signIn;
  if (signIn === undefined || signIn.step === 'outside') return;
  if (signIn.step !== 'idle' || signIn.problem !== null) void app.cancelSignIn({});
}

/** Whether the cursor belongs into the list of servers as soon as that is there. */
export const serversWanted = signal(false);

/** What the button beside a problem does. */
export const actOnProblem = problemActions({
  commands: app,
  open,
  focusServers: () => {
    serversWanted.value = true;
  },
  atSignIn: () => whichView(state.value, place.value).name === 'sign-in',
});

/** Whether nobody was ever signed in here before: the way to the first token is shown until it is there. */
export const firstRun = signal(false);

/** What lies over the page. */
export const overlay = signal<'palette' | 'shortcuts' | null>(null);

/** What the commands of palette and shortcuts work with. */
export const commandPorts: WindowCommandPorts = {
  commands: app,
  open,
  generate: (serverId) => app.copyTransientToken({ ...(serverId === undefined ? {} : { serverId }), ...formatInput() }),
  generateAs: (format) => app.copyTransientToken({ format }),
};

/** Milliseconds between main's clock and the window's steady one. */
let offset = 0;
const readClock = (): number => performance.now() + offset;

/** The last wish for a page that was followed, by its sequence. */
let followedWish = 0;

function take(message: StateMessage): void {
  const before = state.value;
  offset = message.now - performance.now();
  now.value = message.now;
  state.value = message.state;
  void speakAsSet(message.state);
  if (message.state.ready && message.state.accounts.length === 0) firstRun.value = true;
  hear(message.state.announcement);
  if (before !== null && before.announcement.sequence !== message.state.announcement.sequence)
    leaveSignIn(message.state);
  followWish(message.state);
}

const speakAsSet = ({ settings, app: { systemLanguages } }: AppState): Promise<void> =>
  speak(languageInEffect(settings.language, systemLanguages), systemLanguages);

/** Once another account is signed in, there is nothing more to do where accounts are added. */
function leaveSignIn({ announcement }: AppState): void {
  if (announcement.notice.kind === 'signed-in' && place.value.name === 'add-account') go({ name: 'home' });
}

/** Goes where the window was asked to be opened at, once for each time it was. */
function followWish({ askedPage }: AppState): void {
  if (askedPage === null || askedPage.sequence === followedWish) return;
  followedWish = askedPage.sequence;
  go({ name: askedPage.page });
}

/** Reads the state and follows it, from now on. Resolves once there are words to show it in. */
export async function followMain(): Promise<void> {
  app.onState(take);
  const message = await app.readState();
  take(message);
  // The window may have been closed while the user signed in outside: that is where they left off.
  if (message.state.signIn.step === 'outside') go({ name: 'add-account' });
  await speakAsSet(message.state);
}

/** The moments the window counts down to. */
function countsDownTo(current: AppState): readonly number[] {
  const { clipboard, signIn } = current;
  const pauses = [
    'problem' in signIn ? signIn.problem : null,
    current.generatingProblem?.problem ?? null,
    current.account.problem,
    current.servers.problem,
    current.source.problem,
  ];
  return [
    clipboard.kind === 'holding' ? clipboard.clearsAt : null,
    signIn.step === 'outside' ? signIn.expiresAt : null,
    ...pauses.map((problem) => problem?.retryAt),
  ].filter((moment) => moment !== null && moment !== undefined);
}

/** Milliseconds between two looks at the clock: while something counts down, and while words such as "5 min. ago" may age. */
const countingDown = 1000;
const ageing = 20_000;

/** Keeps the present moment up to date while the window is visible. */
export function keepTime(): void {
  let ticking: { readonly every: number; readonly timer: ReturnType<typeof setInterval> } | null = null;
  const visible = signal(!document.hidden);
  document.addEventListener('visibilitychange', () => {
    visible.value = !document.hidden;
    now.value = readClock();
  });
  effect(() => {
    const counts = state.value !== null && countsDownTo(state.value).some((moment) => moment > now.value);
    const every = visible.value ? (counts ? countingDown : ageing) : null;
    if (every === (ticking?.every ?? null)) return;
    if (ticking !== null) clearInterval(ticking.timer);
    ticking =
      every === null
        ? null
        : {
            every,
            timer: setInterval(() => {
              now.value = readClock();
            }, every),
          };
  });
}

/** The time of day for words about problems and notices. */
export const clock = (at: number): string => words().times.clock(at);
