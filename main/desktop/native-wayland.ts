/** Whether Chromium talks to a Wayland compositor itself, where a program without focus cannot use the clipboard. */

/** How the app runs, as far as it matters here. */
export interface DisplayFacts {
  readonly platform: NodeJS.Platform;
  readonly electronVersion: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly switchValue: (name: string) => string;
}

/** Since this version a Wayland session is used as one unless something else is asked for. */
const waylandByDefault = 38;

export function isNativeWayland({ platform, electronVersion, environment, switchValue }: DisplayFacts): boolean {
  if (platform !== 'linux') return false;
  const inSession = environment['XDG_SESSION_TYPE'] === 'wayland';
  const asked = switchValue('ozone-platform');
  if (asked !== '') return asked === 'wayland' || (asked === 'auto' && inSession);
  if (Number.parseInt(electronVersion, 10) >= waylandByDefault) return inSession;
  const hint = switchValue('ozone-platform-hint') || environment['ELECTRON_OZONE_PLATFORM_HINT'] || '';
  return hint === 'wayland' || (hint === 'auto' && inSession);
}
