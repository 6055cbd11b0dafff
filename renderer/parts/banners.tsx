/** What the user should know all the time: another Plex, a development build, changed files, a newer version, no keyring, no tray. */

import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { AppState, HideableBanner } from '../../shared/state.ts';
import { app } from '../bridge.ts';
import { clock, open } from '../model.ts';
import { words } from '../words.ts';
import { Icon } from './icon.tsx';

const texts = () => words().window.banners;

export function Banners({ state }: { readonly state: AppState }) {
  const { release, settings } = state;
  const { problem } = state.vault;
  const shown = (banner: HideableBanner, applies: boolean): boolean => applies && !state.hiddenBanners.includes(banner);
  return (
    <div class="banners">
      {!state.plexTv.isDefault && <Banner text={texts().plexAddress(state.plexTv.url)} />}
      {release.files === 'changed' && <Banner text={texts().filesChanged} />}
      {problem !== null && (
        <Banner
          text={texts().forThisRun(words().problems[problem.code].title)}
          title={words().problems[problem.code].explanation(problem, clock)}
        >
          <button type="button" class="link" onClick={() => void app.retryKeyring({})}>
            {texts().tryAgain}
          </button>
          {problem.code.startsWith('keyring-') && (
            <button type="button" class="link" onClick={() => open({ name: 'settings' })}>
              {texts().usePassphrase}
            </button>
          )}
        </Banner>
      )}
      {shown('development-build', state.app.electron.isFallback) && (
        <Banner text={texts().fallback} hide="development-build" />
      )}
      {shown('no-tray', !state.trayVisible) && <Banner text={texts().noTray} hide="no-tray" />}
      {shown('newer-version', settings.lookForUpdates && release.newer !== null) && (
        <Banner text={texts().newerVersion(release.newer ?? '')} hide="newer-version">
          <button type="button" class="link" onClick={() => void app.openPage({ page: 'releases' })}>
            {texts().getIt}
          </button>
        </Banner>
      )}
    </div>
  );
}

/** One line. `hide`: what it is put away as, where it may be. */
function Banner({
  text,
  title,
  hide,
  children,
}: {
  readonly text: string;
  readonly title?: string;
  readonly hide?: HideableBanner;
  readonly children?: ComponentChildren;
}) {
  const words = useId();
  return (
    <div class="banner" title={title}>
      <p>
        <span id={words}>{text}</span>
        {children}
      </p>
      {hide !== undefined && (
        <button
          type="button"
          class="inside"
          aria-label={texts().hide}
          aria-describedby={words}
          onClick={() => void app.hideBanner({ banner: hide })}
        >
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}
