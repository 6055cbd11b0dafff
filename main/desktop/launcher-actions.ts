/**
 * The app's actions where programs are started: the jump list on Windows, the Dock's menu on macOS. On Linux the desktop
 * entry has them (`electron-builder.yml`).
 */

import { app, Menu } from 'electron';
import type { Words } from '../../shared/texts/words.ts';
import type { CommandCall } from './tray-model.ts';

/** Option, label and command of each. */
const actionsIn = ({ tray }: Words) =>
  [
    ['--copy-transient-token', tray.copyTransientToken, { name: 'copyTransientToken', input: {} }],
    ['--show', tray.open, { name: 'showWindow', input: {} }],
    ['--quit', tray.quit, { name: 'quit', input: {} }],
  ] as const satisfies readonly (readonly [string, string, CommandCall])[];

/** Offers them, in the words of a language; after the app is ready. `command` is the app's program with its first arguments. */
export function offerLauncherActions(
  platform: NodeJS.Platform,
  command: readonly [program: string, ...first: string[]],
  words: Words,
  run: (call: CommandCall) => void,
): void {
  const actions = actionsIn(words);
  const [program, ...first] = command;
  if (platform === 'win32')
    app.setUserTasks(
      actions.map(([option, title]) => ({
        program,
        arguments: [...first.map((word) => `"${word}"`), option].join(' '),
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
