/** The list of shortcuts. */

import type { AppState } from '../../shared/state.ts';
import { Overlay } from '../parts/overlay.tsx';
import { keyWords, windowCommands } from '../window-commands.ts';
import { words } from '../words.ts';

const texts = () => words().window.shortcuts;

export function Shortcuts({ state }: { readonly state: AppState }) {
  const { platform } = state.app;
  const keys = (key: string): string => keyWords(key, platform);
  const rows: readonly (readonly [keys: string, does: string])[] = [
    [keys('K'), texts().palette],
    ...windowCommands(state).flatMap(({ key, label }) => (key === null ? [] : [[keys(key), label] as const])),
    ['Esc', texts().escape],
    [keys('W'), texts().close],
    [keys('Q'), texts().quit],
    [`${keys('+')}, ${keys('-')}, ${keys('0')}`, texts().zoom],
    ['?', texts().list],
  ];
  return (
    <Overlay title={texts().title}>
      {(close) => (
        <>
          {/* Has the focus first, so that the list is read from its top. */}
          <h2 tabIndex={-1} autofocus>
            {texts().title}
          </h2>
          <dl>
            {rows.map(([shortcut, does]) => (
              <div key={shortcut}>
                <dt>
                  <kbd>{shortcut}</kbd>
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
          <button type="button" class="quiet" onClick={close}>
            {texts().done}
          </button>
        </>
      )}
    </Overlay>
  );
}
