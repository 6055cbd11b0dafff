/** The places a step away, at the bottom of the window. */

import { open, place } from '../model.ts';
import { mainPlaceOf, mainPlaces } from '../places.ts';
import { words } from '../words.ts';
import { Icon } from './icon.tsx';

const texts = () => words().window.navigation;

export function Navigation() {
  const here = mainPlaceOf(place.value);
  return (
    <nav class="places" aria-label={texts().places}>
      {mainPlaces.map((name) => (
        <button
          key={name}
          type="button"
          aria-current={name === here ? 'page' : undefined}
          onClick={() => open({ name })}
        >
          <Icon name={name === 'home' ? 'ticket' : name} />
          {texts()[name]}
        </button>
      ))}
    </nav>
  );
}
