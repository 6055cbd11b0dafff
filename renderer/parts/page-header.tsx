/** The top of a page that is a step away from the main view: its title, and the way back. */

import { windowTexts } from '../../shared/texts/english/window.ts';
import { page } from '../model.ts';
import { Icon } from './icon.tsx';

export function PageHeader({ title }: { readonly title: string }) {
  return (
    <header class="bar">
      <button
        type="button"
        class="tool"
        onClick={() => {
          page.value = 'home';
        }}
      >
        <Icon name="back" />
        <span>{windowTexts.navigation.back}</span>
      </button>
      <h1>{title}</h1>
    </header>
  );
}
