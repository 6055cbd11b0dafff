/** What went wrong, and the one thing to do about it. */

import { useEffect, useRef } from 'preact/hooks';
import { actionFor, type Problem } from '../../shared/problem.ts';
import { countdown } from '../../shared/time-words.ts';
import { actOnProblem, clock, now } from '../model.ts';
import type { ProblemContext } from '../problem-actions.ts';
import { useTelling } from '../told-in-place.ts';
import { words } from '../words.ts';
import { Icon } from './icon.tsx';

export interface ProblemNoteProps extends ProblemContext {
  readonly problem: Problem;
}

export function ProblemNote({ problem, tryAgain, serverId = null }: ProblemNoteProps) {
  const { title, explanation: explain } = words().problems[problem.code];
  const action = actionFor(problem.code);
  const label = words().problemAction(action);
  const run = actOnProblem(action, { tryAgain, serverId });
  const pause = action.kind === 'try-again' ? pauseLeft(problem) : null;
  const explanation = explain(problem, clock);
  const note = useRef<HTMLElement>(null);
  useTelling(explanation, note);
  // Wherever the page was, what went wrong is what is to be read now.
  useEffect(() => note.current?.scrollIntoView({ block: 'nearest' }), []);
  return (
    <section class="note problem" aria-label={title} ref={note}>
      <Icon name="warning" />
      <div>
        <h2>{title}</h2>
        <p>{explanation}</p>
        {label !== null && run !== null && (
          <button type="button" class="quiet" disabled={pause !== null} onClick={() => void run()}>
            {pause === null ? label : words().window.signIn.waiting(countdown(pause))}
          </button>
        )}
      </div>
    </section>
  );
}

/** Milliseconds until a problem allows another try; `null` where it does now. */
export function pauseLeft({ retryAt }: Problem): number | null {
  return retryAt !== undefined && retryAt > now.value ? retryAt - now.value : null;
}
