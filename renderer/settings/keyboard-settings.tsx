/** The way to the list of shortcuts and to the palette, for those who do not know their keys yet. */

import { overlay } from '../model.ts';
import { words } from '../words.ts';

const texts = () => words().window.shortcuts;

export function KeyboardSettings() {
  return (
    <section class="group" aria-label={texts().keyboard}>
      <h2>{texts().keyboard}</h2>
      <p class="hint">{texts().lead}</p>
      <div class="actions">
        <button
          type="button"
          class="quiet"
          onClick={() => {
            overlay.value = 'shortcuts';
          }}
        >
          {texts().title}
        </button>
        <button
          type="button"
          class="quiet"
          onClick={() => {
            overlay.value = 'palette';
          }}
        >
          {words().window.commands.title}
        </button>
      </div>
    </section>
  );
}
