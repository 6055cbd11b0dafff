/**
 * The app's actions where programs are started: the jump list on Windows, the Dock's menu on macOS. On Linux the desktop
 * entry has them (`electron-builder.yml`).
 */

import { app, Menu } from 'electron';
import { trayLabels } from '../../shared/texts/english/tray.ts';
import type { CommandCall } from './tray-model.ts';

const actions = [
  ['--copy-transient-token', trayLabels.copyTransientToken, { name: 'copyTransientToken', input: {} }],
  ['--show', trayLabels.open, { name: 'showWindow', input: {} }],
  ['--quit', trayLabels.quit, { name: 'quit', input: {} }],
] as const satisfies readonly (readonly [string, string, CommandCall])[];

/** Offers them; after the app is ready. `command` is the app's program with its first arguments. */
export function offerLauncherActions(
  platform: NodeJS.Platform,
  command: readonly [program: string, ...words: string[]],
  run: (call: CommandCall) => void,
): void {
  const [program, ...words] = command;
  if (platform === 'win32')
    app.setUserTasks(
      actions.map(([option, title]) => ({
        program,
        arguments: [...words.map((word) => `"${word}"`), option].join(' '),
        title,
        description: title,
        iconPath: program,
        iconIndex: 0,
      })),
    );
  // The Dock has an entry of its own for ending an app.
  if (platform === 'darwin')
    app.dock?.setMenu(
      Menu.buildFromTemplate(
        actions.filter(([option]) => option !== '--quit').map(([, label, call]) => ({ label, click: () => run(call) })),
      ),
    );
}
