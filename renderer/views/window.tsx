/** The whole window: banners, the view of the moment, what happened last, and the places a step away. */

import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { overlay, place, state } from '../model.ts';
import { Banners } from '../parts/banners.tsx';
import { Navigation } from '../parts/navigation.tsx';
import { News } from '../parts/news.tsx';
import { OfferedCopy } from '../parts/offered-copy.tsx';
import { whichView } from '../which-view.ts';
import { words } from '../words.ts';
import { AboutPage } from './about-page.tsx';
import { AccountPage } from './account-page.tsx';
import { Home } from './home.tsx';
import { Palette } from './palette.tsx';
import { ServerPage } from './server-page.tsx';
import { SettingsPage } from './settings-page.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { SignIn } from './sign-in.tsx';
import { SourcePage } from './source-page.tsx';
import { TokensPage } from './tokens-page.tsx';
import { Unlock } from './unlock.tsx';

export function Window() {
  const current = state.value;
  const where = place.value;
  const { name } = whichView(current, where);
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  // A new page begins at its top and is read from its title on; the sign-in form has put the cursor already.
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    window.scrollTo(0, 0);
    if (main.current?.contains(document.activeElement) !== true) main.current?.querySelector('h1')?.focus();
  }, [where, name]);
  return (
    <>
      {current !== null && <Banners state={current} />}
      <main ref={main}>
        {current?.clipboard.kind === 'offered' && <OfferedCopy clipboard={current.clipboard} />}
        <View />
      </main>
      <footer>
        <News />
        {current !== null && current.accounts.length > 0 && <Navigation />}
      </footer>
      {current !== null && overlay.value === 'palette' && <Palette state={current} />}
      {current !== null && overlay.value === 'shortcuts' && <Shortcuts state={current} />}
    </>
  );
}

function View(): JSX.Element {
  const current = state.value;
  const view = whichView(current, place.value);
  if (current === null || view.name === 'starting') return <p class="starting">{words().window.starting}</p>;
  switch (view.name) {
    case 'unlock':
      return <Unlock />;
    case 'sign-in':
      return <SignIn state={current} />;
    case 'home':
      return <Home state={current} />;
    case 'server':
      return <ServerPage key={view.serverId} state={current} serverId={view.serverId} />;
    case 'tokens':
      return <TokensPage state={current} />;
    case 'source':
      return <SourcePage state={current} />;
    case 'account':
      return <AccountPage state={current} />;
    case 'about':
      return <AboutPage state={current} />;
    case 'settings':
      return <SettingsPage state={current} back={current.accounts.length === 0} />;
  }
}
