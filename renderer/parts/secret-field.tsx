/** A text box for what nobody should read over a shoulder, with the button that shows it all the same. */

import { useSignal } from '@preact/signals';
import { Field, type FieldProps } from './field.tsx';
import { Icon } from './icon.tsx';

/** `show` and `hide` are what the button is called. */
export function SecretField({
  show,
  hide,
  ...field
}: Omit<FieldProps, 'type' | 'children'> & { readonly show: string; readonly hide: string }) {
  const shown = useSignal(false);
  return (
    <Field {...field} type={shown.value ? 'text' : 'password'}>
      <button
        type="button"
        class="inside"
        aria-label={shown.value ? hide : show}
        aria-pressed={shown.value}
        onClick={() => {
          shown.value = !shown.value;
        }}
      >
        <Icon name="eye" />
      </button>
    </Field>
  );
}
