/** Guesses whether the panel that carries the tray icon is dark. */

/** What the guess rests on. */
export interface PanelFacts {
  readonly platform: NodeJS.Platform;
  /** `XDG_CURRENT_DESKTOP`, e.g. `ubuntu:GNOME`. */
  readonly desktop: string;
  /** Whether the system (not this app's own theme setting) prefers dark. */
  readonly systemIsDark: boolean;
}

export type PanelVariant = 'on-dark' | 'on-light';

/** Desktops whose panel is dark whatever the colour scheme of the windows is. */
const darkPanels = new Set(['gnome', 'unity', 'pantheon', 'budgie', 'x-cinnamon', 'cosmic', 'i3', 'sway']);

/** The icon variant to use. On macOS the icon is a template image, which the system colours itself. */
export function panelVariant({ platform, desktop, systemIsDark }: PanelFacts): PanelVariant {
  if (platform === 'darwin') return 'on-light';
  const names = desktop.toLowerCase().split(':');
  if (platform === 'linux' && names.some((name) => darkPanels.has(name))) return 'on-dark';
  return systemIsDark ? 'on-dark' : 'on-light';
}
