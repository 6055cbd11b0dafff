/** Preferences: a part for each, in this order. */

import type { AppState } from '../../shared/state.ts';
import { Diagnostics } from '../parts/diagnostics.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { ClipboardSettings } from '../settings/clipboard-settings.tsx';
import { CopyFormatSettings } from '../settings/copy-format-settings.tsx';
import { DesktopSettings } from '../settings/desktop-settings.tsx';
import { IdentitySettings } from '../settings/identity-settings.tsx';
import { KeyboardSettings } from '../settings/keyboard-settings.tsx';
import { LanguageSettings } from '../settings/language-settings.tsx';
import { PlexTvSettings } from '../settings/plex-tv-settings.tsx';
import { ThemeSettings } from '../settings/theme-settings.tsx';
import { UpdateSettings } from '../settings/update-settings.tsx';
import { VaultSettings } from '../settings/vault-settings.tsx';
import { words } from '../words.ts';

export function SettingsPage({ state, back }: { readonly state: AppState; readonly back: boolean }) {
  return (
    <>
      <PageHeader title={words().window.settings.title} back={back} />
      <CopyFormatSettings state={state} />
      <ClipboardSettings state={state} />
      <VaultSettings state={state} />
      <DesktopSettings state={state} />
      <ThemeSettings state={state} />
      <LanguageSettings state={state} />
      <KeyboardSettings />
      <IdentitySettings state={state} />
      <PlexTvSettings state={state} />
      <Diagnostics />
      <UpdateSettings state={state} />
    </>
  );
}
