/** What the user should know all the time: another Plex, a development build, changed files, a newer version, no keyring, no tray. */

import type { AppState } from '../../shared/state.ts';
import { app } from '../bridge.ts';
import { clock, open } from '../model.ts';
import { words } from '../words.ts';

const texts = () => words().window.banners;

export function Banners({ state }: { readonly state: AppState }) {
  const { release, settings } = state;
  const { electron } = state.app;
  const { problem } = state.vault;
  return (
    <div class="banners">
      {!state.plexTv.isDefault && <p class="banner">{texts().plexAddress(state.plexTv.url)}</p>}
      {electron.isFallback && <p class="banner">{texts().fallback(electron.version)}</p>}
      {release.files === 'changed' && <p class="banner">{texts().filesChanged}</p>}
      {settings.lookForUpdates && release.newer !== null && (
        <p class="banner">
          {`${texts().newerVersion(release.newer)} `}
          <button type="button" class="link" onClick={() => void app.openPage({ page: 'releases' })}>
            {texts().getIt}
          </button>
        </p>
      )}
      {!state.trayVisible && <p class="banner">{texts().noTray}</p>}
      {problem !== null && (
        <p class="banner" title={words().problems[problem.code].explanation(problem, clock)}>
          {`${texts().forThisRun(words().problems[problem.code].title)} `}
          <button type="button" class="link" onClick={() => void app.retryKeyring({})}>
            {texts().tryAgain}
          </button>{' '}
          {problem.code.startsWith('keyring-') && (
            <button type="button" class="link" onClick={() => open({ name: 'settings' })}>
              {texts().usePassphrase}
            </button>
          )}
        </p>
      )}
    </div>
  );
}
