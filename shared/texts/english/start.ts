/** What is said before the rest of the app is loaded: on the terminal, and in the tray's first menu. */

export const startTexts = {
  starting: 'Starting…',
  open: 'Open',
  quit: 'Quit',
  /** `--version`. */
  version: (product: string, version: string): string => `${product} ${version}`,
  /** `--help`. `program` is what the app is called on the command line. */
  help: (product: string, program: string): string => `${product}: copies Plex tokens that end by themselves.

Usage: ${program} [option]

  --copy-transient-token  generate a transient token on the chosen server and copy it
  --server NAME           with the above: on this server, by name or machine identifier
  --show                  show the window
  --lock                  lock the accounts behind their passphrase
  --quit                  end the running app
  --hidden                start in the tray, without a window
  --wait-for-tray SECONDS with the above: how long, before the window is shown instead
  --version               print the version
  --help                  print this

Where the app runs already, it does what is asked and this command ends.
PLEX_TV_URL replaces the base address of plex.tv’s API. Empty, it counts as not set.`,
  twoActions: (one: string, other: string): string => `${one} and ${other} do not go together.`,
  serverWithoutName: '--server needs a name: --server NAME',
  serverTwice: '--server was given more than once. Copy for one server at a time.',
  serverWithoutCopy: '--server goes with --copy-transient-token.',
  startedWith: (refused: string): string => `Plex Token Tray does not start with ${refused}.`,
  withoutSandbox: 'Plex Token Tray runs without Chromium’s sandbox, because it was started with --no-sandbox.',
  tooFewOpenFiles: (needed: number, allowed: number): string =>
    `Plex Token Tray needs ${needed} open files, and may have ${allowed} here. See: ulimit -n`,
  folderNotWritable: (folder: string): string =>
    `Plex Token Tray cannot write to its folder ${folder}. Is the disk full or read-only?`,
  plexTvUrlRefused: (why: string, example: string): string =>
    `PLEX_TV_URL cannot be used: ${why}. Give an https address, or http on this computer, such as ${example} or http://127.0.0.1:4000/api/v2.`,
  /** Why, as the end of a sentence. */
  plexTvUrlFaults: {
    'no-address': 'it is not an address',
    'with-login': 'it must not hold a login or password',
    'with-query': 'it must not have a query or a fragment',
    'not-encrypted': 'it is not encrypted',
  },
} as const;
