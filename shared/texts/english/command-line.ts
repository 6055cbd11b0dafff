/** What the command line is answered. Names have been made fit to show before. */

export const commandLineTexts = {
  notRunning: 'Plex Token Tray is not running.',
  noAnswer: 'Plex Token Tray did not answer.',
  notStarted: 'Plex Token Tray could not be started.',
  shown: 'The window is shown.',
  locked: 'Locked.',
  nothingToLock: 'There is no passphrase to lock behind. One can be chosen in Settings.',
  quitting: 'Plex Token Tray ends.',
  noSuchServer: (name: string): string => `There is no server called “${name}”.`,
  severalServers: (name: string, servers: readonly string[]): string =>
    `More than one server is called “${name}”. Name it by its identifier: ${servers.join(', ')}.`,
} as const;
