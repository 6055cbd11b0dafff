/** What the page says in its place, where the eye is: told aloud once all the same, but not shown twice. */

import { signal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Notice } from '../shared/state.ts';
import { clock } from './model.ts';
import { words } from './words.ts';

/** The subjects in sight; one for each place that tells it. */
const inSight = signal<readonly string[]>([]);

/** What a notice is about, as places that tell it name it. */
export function subjectOf(notice: Notice): string {
  switch (notice.kind) {
    case 'problem':
      return words().problems[notice.problem.code].explanation(notice.problem, clock);
    case 'copied':
    case 'token-checked':
      return `${notice.kind} ${notice.lastFour}`;
    default:
      return notice.kind;
  }
}

/** Whether a place in sight tells it already. */
export const isToldInPlace = (notice: Notice): boolean => inSight.value.includes(subjectOf(notice));

/** The element tells a subject (see {@link subjectOf}) as long as it can be seen; `null`: nothing now. */
export function useTelling(subject: string | null, element: RefObject<Element | null>): void {
  useEffect(() => {
    const place = element.current;
    if (subject === null || place === null) return undefined;
    let told = false;
    const tell = (visible: boolean): void => {
      if (visible === told) return;
      told = visible;
      const others = [...inSight.value];
      if (!visible) others.splice(others.indexOf(subject), 1);
      inSight.value = visible ? [...others, subject] : others;
    };
    const watch = new IntersectionObserver((seen) => tell(seen.at(-1)?.isIntersecting === true), {
      threshold: 0.3,
      rootMargin: belowIsHidden,
    });
    watch.observe(place);
    return () => {
      watch.disconnect();
      tell(false);
    };
  }, [subject, element]);
}

/** The places at the bottom cover what is behind them. */
const belowIsHidden = '0px 0px -60px 0px';
