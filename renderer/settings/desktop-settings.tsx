/** How the app behaves among others: tray icon, notifications, start with the session, a shortcut. */

import { useSignal } from '@preact/signals';
import { type SettingsChange, trayClicks, trayPanels } from '../../shared/settings.ts';
import type { AppState } from '../../shared/state.ts';
import { app } from '../bridge.ts';
import { clock } from '../model.ts';
import { Choices } from '../parts/choices.tsx';
import { acceleratorOf } from '../shortcut-keys.ts';
import { words } from '../words.ts';

const texts = () => words().window.desktop;

export function DesktopSettings({ state }: { readonly state: AppState }) {
  const { settings, trayVisible, app: facts } = state;
  return (
    <section class="group" aria-label={texts().title}>
      <h2>{texts().title}</h2>
      {!trayVisible && <p class="hint">{facts.desktop.isGnome ? texts().gnome : texts().noTray}</p>}
      <Choices
        name="tray-click"
        title={texts().trayClick}
        values={trayClicks}
        chosen={settings.trayClick}
        label={(click) => texts().trayClicks[click]}
        choose={(trayClick) => app.changeSettings({ trayClick })}
      />
      {facts.platform === 'linux' && <p class="hint">{texts().trayClickHint}</p>}
      {/* On macOS the system colours the icon. */}
      {facts.platform !== 'darwin' && (
        <Choices
          name="tray-panel"
          title={texts().trayPanel}
          values={trayPanels}
          chosen={settings.trayPanel}
          label={(panel) => texts().trayPanels[panel]}
          choose={(trayPanel) => app.changeSettings({ trayPanel })}
        />
      )}
      <div class="choices">
        <Switch
          label={texts().notifications}
          checked={settings.notifications}
          change={(notifications) => ({ notifications })}
        />
        <Switch
          label={texts().launchAtLogin}
          checked={settings.launchAtLogin}
          change={(launchAtLogin) => ({ launchAtLogin })}
        />
      </div>
      <ShortcutField chosen={settings.shortcut} onWayland={facts.desktop.isWayland} />
    </section>
  );
}

function Switch({
  label,
  checked,
  change,
}: {
  readonly label: string;
  readonly checked: boolean;
  readonly change: (checked: boolean) => SettingsChange;
}) {
  return (
    <label>
      <input
        type="checkbox"
        checked={checked}
        onChange={async ({ currentTarget }) => {
          const saved = await app.changeSettings(change(currentTarget.checked));
          // What could not be set is not shown as set.
          if (!saved.ok) currentTarget.checked = checked;
        }}
      />
      {label}
    </label>
  );
}

/** Takes the keys themselves: nobody has to know how a combination is written. */
function ShortcutField({ chosen, onWayland }: { readonly chosen: string; readonly onWayland: boolean }) {
  const refusal = useSignal('');
  const save = async (shortcut: string): Promise<void> => {
    const saved = await app.changeSettings({ shortcut });
    refusal.value = saved.ok ? '' : `${words().problems[saved.problem.code].explanation(saved.problem, clock)}`;
  };
  return (
    <div class="field">
      <label for="shortcut">{texts().shortcut}</label>
      <div class="actions">
        <input
          id="shortcut"
          type="text"
          readOnly
          value={chosen}
          placeholder={texts().shortcutPress}
          aria-describedby="shortcut-refusal"
          onKeyDown={(event) => {
            // Moving on by keyboard, and leaving the page, stay possible.
            if (event.key === 'Tab' || event.key === 'Escape') return;
            event.preventDefault();
            const accelerator = acceleratorOf(event);
            if (accelerator === 'too-short') refusal.value = texts().shortcutNeedsModifier;
            else if (accelerator !== null) void save(accelerator);
          }}
        />
        <button type="button" class="quiet" disabled={chosen === ''} onClick={() => void save('')}>
          {texts().shortcutRemove}
        </button>
      </div>
      <p id="shortcut-refusal" class="hint" role="alert">
        {refusal.value}
      </p>
      {onWayland && <p class="hint">{texts().shortcutWayland}</p>}
    </div>
  );
}
