/** The whole window: banners, the view of the moment, and the one region that says what happened. */

import { noticeText } from '../../shared/texts/english/notices.ts';
import { windowTexts } from '../../shared/texts/english/window.ts';
import { clock, page, state } from '../model.ts';
import { Banners } from '../parts/banners.tsx';
import { whichView } from '../which-view.ts';
import { AccountPage } from './account-page.tsx';
import { Home } from './home.tsx';
import { SettingsPage } from './settings-page.tsx';
import { SignIn } from './sign-in.tsx';

export function Window() {
  const current = state.value;
  return (
    <>
      {current !== null && <Banners state={current} />}
      <main>
        <View />
      </main>
      {/* Always there, so that screen readers hear each change and the layout never jumps. */}
      <p class="status" role="status">
        {current !== null && noticeText(current.announcement.notice, clock)}
      </p>
    </>
  );
}

function View() {
  const current = state.value;
  const view = whichView(current, page.value);
  if (current === null || view === 'starting') return <p class="starting">{windowTexts.starting}</p>;
  switch (view) {
    case 'sign-in':
      return <SignIn state={current} />;
    case 'home':
      return <Home state={current} />;
    case 'account':
      return <AccountPage state={current} />;
    case 'settings':
      return <SettingsPage state={current} />;
  }
}
