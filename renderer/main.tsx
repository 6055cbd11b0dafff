/** Starts the window. */

import { effect } from '@preact/signals';
import { render } from 'preact';
import { app } from './bridge.ts';
import { followMain, keepTime, open, place, state } from './model.ts';
import { placeBefore } from './places.ts';
import { ignoreRepeatedClicks } from './single-clicks.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/parts.css';
import { Window } from './views/window.tsx';

effect(() => {
  document.documentElement.dataset['theme'] = state.value?.settings.theme ?? 'system';
});
ignoreRepeatedClicks(document);
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || event.defaultPrevented) return;
  const before = placeBefore(place.value);
  if (before === null) void app.hideWindow({});
  else open(before);
});
keepTime();
await followMain();
render(<Window />, document.body);
