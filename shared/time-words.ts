/** Times in words, for people: how long until, and when exactly. Pure; all times in epoch milliseconds. */

import { once } from './once.ts';
import type { Catalogue } from './texts/catalogue.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** A short countdown, e.g. `0:42` or `12:05`; never negative. The same in every language. */
export function countdown(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / second));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** A number of whole seconds in words: `40 s`, `2 min`, `1 min 30 s`. The same in every language: symbols, not words. */
export function aboutSeconds(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (minutes === 0) return `${rest} s`;
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}

/** Times in the words of one language. */
export interface Times {
  /** How long something still lasts, in its two largest units, rounded down: `47 h 59 min`, `3 min`, `less than a minute`. */
  readonly left: (milliseconds: number) => string;
  /** How long ago something was, e.g. `now`, `5 min. ago`, `yesterday`. Never in the future, whatever the clocks say. */
  readonly ago: (milliseconds: number) => string;
  /** The time of day. */
  readonly clock: (at: number) => string;
  /** Day and time. */
  readonly dayAndTime: (at: number) => string;
  /** The day alone. */
  readonly day: (at: number) => string;
}

/** Times as they are written in a locale such as `en-GB`. */
export function timesIn(locale: string, texts: Catalogue['times']): Times {
  // Made when they are first needed: each takes a while, and few are needed at the start.
  const relative = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' }));
  const written = (options: Intl.DateTimeFormatOptions): ((at: number) => string) => {
    const format = once(() => new Intl.DateTimeFormat(locale, options));
    return (at) => format().format(at);
  };
  return {
    left: (milliseconds) => {
      if (milliseconds < minute) return texts.lessThanAMinute;
      const hours = Math.floor(milliseconds / hour);
      const minutes = Math.floor((milliseconds % hour) / minute);
      if (hours === 0) return texts.minutes(minutes);
      return minutes === 0 ? texts.hours(hours) : texts.hoursAndMinutes(hours, minutes);
    },
    ago: (milliseconds) => {
      const past = Math.max(0, milliseconds);
      if (past < minute) return relative().format(0, 'second');
      if (past < hour) return relative().format(-Math.floor(past / minute), 'minute');
      if (past < 24 * hour) return relative().format(-Math.floor(past / hour), 'hour');
      return relative().format(-Math.floor(past / (24 * hour)), 'day');
    },
    clock: written({ hour: '2-digit', minute: '2-digit' }),
    dayAndTime: written({ weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }),
    day: written({ day: 'numeric', month: 'long', year: 'numeric' }),
  };
}
