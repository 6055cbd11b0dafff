/** Starts the window. */

import { effect } from '@preact/signals';
import { render } from 'preact';
import { languages } from '../shared/texts/languages.ts';
import { keyDown } from './keyboard.ts';
import { followMain, keepTime, state } from './model.ts';
import { ignoreRepeatedClicks } from './single-clicks.ts';
import { words } from './words.ts';
import './styles/index.css';
import { Window } from './views/window.tsx';

effect(() => {
  document.documentElement.dataset['theme'] = state.value?.settings.theme ?? 'system';
});
ignoreRepeatedClicks(document);
document.addEventListener('keydown', keyDown);
keepTime();
await followMain();
effect(() => {
  document.documentElement.lang = languages[words().language].tag;
});
render(<Window />, document.body);
