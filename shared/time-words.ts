/** Times in words, for people: how long until, and when exactly. Pure; all times in epoch milliseconds. */

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** A short countdown, e.g. `0:42` or `12:05`; never negative. */
export function countdown(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / second));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** How long something still lasts, in its two largest units, rounded down: `47 h 59 min`, `3 min`, `less than a minute`. */
export function timeLeft(milliseconds: number): string {
  if (milliseconds < minute) return 'less than a minute';
  const hours = Math.floor(milliseconds / hour);
  const minutes = Math.floor((milliseconds % hour) / minute);
  if (hours === 0) return `${minutes} min`;
  return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
}

/** How long ago something was, e.g. `now`, `5 min. ago`, `yesterday`. Never in the future, whatever the clocks say. */
export function timeAgo(milliseconds: number, locale?: string): string {
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  const past = Math.max(0, milliseconds);
  if (past < minute) return words.format(0, 'second');
  if (past < hour) return words.format(-Math.floor(past / minute), 'minute');
  if (past < 24 * hour) return words.format(-Math.floor(past / hour), 'hour');
  return words.format(-Math.floor(past / (24 * hour)), 'day');
}

/** The time of day, as the user's system writes it. */
export function clockTime(at: number, locale?: string): string {
  return new Date(at).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' });
}

/** Day and time, as the user's system writes them. */
export function dayAndTime(at: number, locale?: string): string {
  return new Date(at).toLocaleString(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
}

/** The day alone. */
export function day(at: number, locale?: string): string {
  return new Date(at).toLocaleDateString(locale, { day: 'numeric', month: 'long', year: 'numeric' });
}
