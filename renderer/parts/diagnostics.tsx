/** The report for whoever helps. */

import { windowTexts } from '../../shared/texts/english/window.ts';
import { app } from '../bridge.ts';

const texts = windowTexts.settings;

export function Diagnostics() {
  return (
    <section class="group" aria-label={texts.diagnostics}>
      <h2>{texts.diagnostics}</h2>
      <p class="hint">{texts.diagnosticsLead}</p>
      <button type="button" class="quiet" onClick={() => void app.copyDiagnostics({})}>
        {texts.copyDiagnostics}
      </button>
    </section>
  );
}
