/** Everything the app says, in German. */

import type { Catalogue, Translation } from '../catalogue.ts';
import { commandLineTexts } from './command-line.ts';
import { copyFormatNames } from './copy-formats.ts';
import { noticeText } from './notices.ts';
import { notificationText } from './notifications.ts';
import { actionLabel, problems } from './problems.ts';
import { startTexts } from './start.ts';
import { timeTexts } from './times.ts';
import { trayTexts } from './tray.ts';
import { windowTexts } from './window.ts';

export const texts = {
  commandLine: commandLineTexts,
  copyFormats: copyFormatNames,
  notice: noticeText,
  notification: notificationText,
  problems,
  problemAction: actionLabel,
  start: startTexts,
  times: timeTexts,
  tray: trayTexts,
  window: windowTexts,
} satisfies Catalogue;

texts satisfies Translation<typeof texts>;
