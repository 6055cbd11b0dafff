/** Starts the window. */

import { effect } from '@preact/signals';
import { render } from 'preact';
import { app } from './bridge.ts';
import { followMain, keepTime, page, state } from './model.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/parts.css';
import { Window } from './views/window.tsx';

effect(() => {
  document.documentElement.dataset['theme'] = state.value?.settings.theme ?? 'system';
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || event.defaultPrevented) return;
  if (page.value === 'home') void app.hideWindow({});
  else page.value = 'home';
});
keepTime();
await followMain();
render(<Window />, document.body);
