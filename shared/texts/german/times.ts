/** How long something lasts, in German. */

import type { Catalogue } from '../catalogue.ts';

export const timeTexts = {
  lessThanAMinute: 'eine Minute',
  minutes: (minutes) => `${minutes} Min.`,
  hours: (hours) => `${hours} Std.`,
  hoursAndMinutes: (hours, minutes) => `${hours} Std. ${minutes} Min.`,
} as const satisfies Catalogue['times'];
