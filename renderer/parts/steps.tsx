/** The way from the first start to the first token, in three steps, and which of them is next. */

import { words } from '../words.ts';
import { Icon } from './icon.tsx';

const texts = () => words().window.signIn;

export function Steps({ at }: { readonly at: number }) {
  return (
    <ol class="steps" aria-label={texts().stepsTitle}>
      {texts().steps.map((step, index) => (
        <li key={step} data-done={index < at} aria-current={index === at ? 'step' : undefined}>
          <span class="number" aria-hidden="true">
            {index < at ? <Icon name="check" /> : index + 1}
          </span>
          {step}
        </li>
      ))}
    </ol>
  );
}
