/** A button for what deserves a second thought: the first click explains, only the second one acts. */

import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { words } from '../words.ts';

export function ExplainedAction({
  label,
  explanation,
  confirm,
  run,
}: {
  readonly label: string;
  readonly explanation: string;
  readonly confirm: string;
  readonly run: () => unknown;
}) {
  const asked = useSignal(false);
  const id = useId();
  const close = (): void => {
    asked.value = false;
  };
  return (
    <div class="explained">
      <button
        type="button"
        class="quiet"
        aria-expanded={asked.value}
        aria-controls={id}
        onClick={() => {
          asked.value = !asked.value;
        }}
      >
        {label}
      </button>
      {asked.value && (
        <div id={id} class="note">
          <div>
            <p>{explanation}</p>
            <div class="actions">
              <button
                type="button"
                class="quiet"
                onClick={() => {
                  close();
                  void run();
                }}
              >
                {confirm}
              </button>
              <button type="button" class="quiet" onClick={close}>
                {words().window.confirm.cancel}
              </button>
            </div>
          </div>
        </div>
      )}
    </div>
  );
}
