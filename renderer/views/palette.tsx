/** The command palette: type a part of what is wanted, press Enter. */

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { AppState } from '../../shared/state.ts';
import { commandPorts } from '../model.ts';
import { Overlay } from '../parts/overlay.tsx';
import { findCommands, keyWords, type WindowCommand, windowCommands } from '../window-commands.ts';
import { words } from '../words.ts';

const texts = () => words().window.commands;

/** At most so many are drawn; another letter finds the rest. */
const mostShown = 40;

export function Palette({ state }: { readonly state: AppState }) {
  const typed = useSignal('');
  const position = useSignal(0);
  const found = findCommands(windowCommands(state), typed.value).slice(0, mostShown);
  const active = Math.min(position.value, found.length - 1);
  useEffect(() => document.getElementById(optionId(active))?.scrollIntoView({ block: 'nearest' }), [active]);

  return (
    <Overlay title={texts().title}>
      {(close) => {
        const run = (command: WindowCommand | undefined): void => {
          if (command === undefined) return;
          close();
          void command.run(commandPorts);
        };
        return (
          <>
            <input
              type="text"
              role="combobox"
              aria-label={texts().type}
              aria-expanded="true"
              aria-controls="commands"
              aria-autocomplete="list"
              aria-activedescendant={found.length === 0 ? undefined : optionId(active)}
              placeholder={texts().type}
              spellcheck={false}
              autocomplete="off"
              value={typed.value}
              onInput={(event) => {
                typed.value = event.currentTarget.value;
                position.value = 0;
              }}
              onKeyDown={(event) => {
                const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
                if (step !== undefined && found.length > 0) {
                  event.preventDefault();
                  position.value = (active + step + found.length) % found.length;
                } else if (event.key === 'Enter') {
                  event.preventDefault();
                  run(found[active]);
                }
              }}
            />
            <div id="commands" role="listbox" aria-label={texts().title}>
              {found.map((command, index) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the text box's, which keeps the focus.
                <div
                  key={command.id}
                  id={optionId(index)}
                  role="option"
                  tabIndex={-1}
                  aria-selected={index === active}
                  onClick={() => run(command)}
                >
                  <bdi>{command.label}</bdi>
                  {command.key !== null && <kbd>{keyWords(command.key, state.app.platform)}</kbd>}
                </div>
              ))}
            </div>
            {found.length === 0 && <p class="hint">{texts().none}</p>}
          </>
        );
      }}
    </Overlay>
  );
}

const optionId = (index: number): string => `command-${index}`;
