/**
 * What somebody could start the packaged app with to watch it or to weaken it: rules only. They stop casual abuse; who
 * can choose the arguments of a program can usually read its memory as well.
 */

/** Switches of Chromium and Node that a packaged app does not start with. */
export const refusedSwitches = [
  // Look inside, or hand out what is inside
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-debugging-socket-name',
  'remote-allow-origins',
  'inspect',
  'js-flags',
  'log-net-log',
  'net-log-capture-mode',
  'ssl-key-log-file',
  'trace-startup',
  'trace-startup-file',
  'vmodule',
  // Weaken what protects the page and the network
  'disable-web-security',
  'allow-running-insecure-content',
  'unsafely-treat-insecure-origin-as-secure',
  'disable-site-isolation-trials',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'ignore-urlfetcher-cert-requests',
  'allow-insecure-localhost',
  'host-rules',
  'host-resolver-rules',
  'proxy-server',
  'proxy-pac-url',
  'proxy-bypass-list',
  // Run other programs or code
  'load-extension',
  'disable-extensions-except',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
  'ppapi-plugin-launcher',
  'browser-subprocess-path',
  'single-process',
  // Write dumps of memory
  'enable-crash-reporter',
  'crash-dumps-dir',
] as const;

/** The keyrings that `password-store` may name; any other value means encryption with a key that everybody knows. */
const realPasswordStores = ['gnome-libsecret', 'gnome', 'kwallet', 'kwallet5', 'kwallet6'];

/** Variables that make Node print what it sends: it read them before us, so only not starting helps. */
export const refusedVariables = ['NODE_DEBUG', 'NODE_DEBUG_NATIVE'] as const;

/** Variables that loosen TLS or write its keys down; taken away before anything reads them. */
export const droppedVariables = ['SSLKEYLOGFILE', 'NODE_TLS_REJECT_UNAUTHORIZED', 'NODE_EXTRA_CA_CERTS'] as const;

export interface StartedWith {
  readonly hasSwitch: (name: string) => boolean;
  readonly switchValue: (name: string) => string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What the app was started with that it does not start with, as the user wrote it; `null` where that is nothing. */
export function refusedStart({ hasSwitch, switchValue, environment }: StartedWith): string | null {
  const name = refusedSwitches.find(hasSwitch);
  if (name !== undefined) return `--${name}`;
  const store = switchValue('password-store');
  if (hasSwitch('password-store') && !realPasswordStores.includes(store)) return `--password-store=${store}`;
  return refusedVariables.find((variable) => Boolean(environment[variable])) ?? null;
}
