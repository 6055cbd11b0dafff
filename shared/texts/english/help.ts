/** What `--version` and `--help` answer. */

/** The answer to `--version`. */
export function versionText(product: string, version: string): string {
  return `${product} ${version}`;
}

/** The answer to `--help`. `program` is what the app is called on the command line. */
export function helpText(product: string, program: string): string {
  return `${product}: copies Plex tokens that end by themselves.

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
PLEX_TV_URL replaces the base address of plex.tv's API.`;
}
