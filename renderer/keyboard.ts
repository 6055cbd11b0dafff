/** Keys that mean the same everywhere in the window. */

import { app } from './bridge.ts';
import { commandPorts, open, overlay, place, state } from './model.ts';
import { placeBefore } from './places.ts';
import { pressed } from './window-commands.ts';

/** What the user can type into, so that a plain key is a letter there. */
const textBoxes = 'input:not([type="radio"], [type="checkbox"]), select, textarea';

/** Outside of a text box there is no "all": the window is no page. */
const selectsAll = (event: KeyboardEvent): boolean =>
  event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;

export function keyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || state.value === null) return;
  if (event.key === 'Escape') {
    goBack();
    return;
  }
  const typing = event.target instanceof Element && event.target.matches(textBoxes);
  if (selectsAll(event) && !typing) event.preventDefault();
  // A key held down is one wish, and what lies over the page has keys of its own.
  if (overlay.value !== null) return;
  const wanted = pressed(event, state.value, typing);
  if (wanted === null) return;
  event.preventDefault();
  if (event.repeat) return;
  if (typeof wanted === 'string') overlay.value = wanted;
  else void wanted.run(commandPorts);
}

function goBack(): void {
  const before = placeBefore(place.value);
  if (before !== null) open(before);
  // Without a tray nothing would bring it back.
  else if (state.value?.trayVisible) void app.hideWindow({});
}
