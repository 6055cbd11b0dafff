/** What went wrong, and the one thing to do about it. */

import { actionFor, type Problem, type ProblemAction } from '../../shared/problem.ts';
import { actionLabel, problems } from '../../shared/texts/english/problems.ts';
import { clock } from '../model.ts';
import { Icon } from './icon.tsx';

export interface ProblemNoteProps {
  readonly problem: Problem;
  /** Does what the button says; an action that cannot be done here answers null and gets no button. */
  readonly act: (action: ProblemAction) => (() => void) | null;
}

export function ProblemNote({ problem, act }: ProblemNoteProps) {
  const words = problems[problem.code];
  const action = actionFor(problem.code);
  const label = actionLabel(action);
  const run = act(action);
  return (
    <section class="note problem" aria-label={words.title}>
      <Icon name="warning" />
      <div>
        <h2>{words.title}</h2>
        <p>{words.explanation(problem, clock)}</p>
        {label !== null && run !== null && (
          <button type="button" class="quiet" onClick={run}>
            {label}
          </button>
        )}
      </div>
    </section>
  );
}
