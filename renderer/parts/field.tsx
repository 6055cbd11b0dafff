/** A labelled text box with its hint and what is wrong with it. */

import type { ComponentChildren, RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import { useTelling } from '../told-in-place.ts';

export interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly type?: 'text' | 'password';
  readonly hint?: string | undefined;
  readonly wrong?: string | null;
  readonly autoComplete?: string;
  readonly inputMode?: 'text' | 'numeric';
  readonly maxLength?: number;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly inputRef?: RefObject<HTMLInputElement | null>;
  /** Something at the end of the box, e.g. a button. */
  readonly children?: ComponentChildren;
}

// A password box has no role of its own, so people's tools that look for text boxes by name would miss it. The types
// know only the HTML rule, not that browsers honour this.
const kind = (type: 'text' | 'password'): object => ({ type, role: 'textbox' });

export function Field(props: FieldProps) {
  const { id, label, value, onInput, hint, wrong = null, children } = props;
  const field = useRef<HTMLDivElement>(null);
  useTelling(wrong, field);
  const about = wrong !== null ? `${id}-wrong` : hint !== undefined ? `${id}-hint` : undefined;
  return (
    <div class="field" ref={field}>
      <label for={id}>{label}</label>
      <div class="box">
        <input
          id={id}
          ref={props.inputRef ?? null}
          {...kind(props.type ?? 'text')}
          value={value}
          onInput={(event) => onInput(event.currentTarget.value)}
          autocomplete={props.autoComplete ?? 'off'}
          inputMode={props.inputMode ?? 'text'}
          maxLength={props.maxLength ?? 320}
          placeholder={props.placeholder ?? ''}
          disabled={props.disabled ?? false}
          autocapitalize="none"
          spellcheck={false}
          aria-invalid={wrong !== null}
          aria-describedby={about}
        />
        {children}
      </div>
      {hint !== undefined && wrong === null && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {wrong !== null && (
        <p class="wrong" id={`${id}-wrong`}>
          {wrong}
        </p>
      )}
    </div>
  );
}
