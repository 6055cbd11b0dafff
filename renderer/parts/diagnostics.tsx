/** The report for whoever helps. */

import { app } from '../bridge.ts';
import { words } from '../words.ts';

const texts = () => words().window.settings;

export function Diagnostics() {
  return (
    <section class="group" aria-label={texts().diagnostics}>
      <h2>{texts().diagnostics}</h2>
      <p class="hint">{texts().diagnosticsLead}</p>
      <button type="button" class="quiet" onClick={() => void app.copyDiagnostics({})}>
        {texts().copyDiagnostics}
      </button>
    </section>
  );
}
