/** How long something lasts. Everything else about times is written by the platform. */

export const timeTexts = {
  lessThanAMinute: 'less than a minute',
  minutes: (minutes: number): string => `${minutes} min`,
  hours: (hours: number): string => `${hours} h`,
  hoursAndMinutes: (hours: number, minutes: number): string => `${hours} h ${minutes} min`,
} as const;
