/** The top of a page: its title, and where it is not a step away from everywhere, the way back. */

import { open, place } from '../model.ts';
import { placeBefore } from '../places.ts';
import { words } from '../words.ts';
import { Icon } from './icon.tsx';

export function PageHeader({ title, back = false }: { readonly title: string; readonly back?: boolean }) {
  const before = placeBefore(place.value);
  return (
    <header class="bar">
      {back && before !== null && (
        <button type="button" class="tool" onClick={() => open(before)}>
          <Icon name="back" />
          <span>{words().window.navigation.back}</span>
        </button>
      )}
      <h1 tabIndex={-1}>
        <bdi>{title}</bdi>
      </h1>
    </header>
  );
}
