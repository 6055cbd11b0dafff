/** The window's keyboard shortcuts, which Electron leaves to the application menu that this app does not have. */

/** What a key press asks of the window. */
export type WindowKey = 'close' | 'quit' | 'zoom-in' | 'zoom-out' | 'zoom-reset' | 'developer-tools';

/** A key press as Electron reports it. */
export interface KeyPress {
  readonly type: string;
  readonly key: string;
  readonly control: boolean;
  readonly meta: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

/** The shortcut a key press is, if it is one. On macOS closing and quitting come from the menu. */
export function windowKey(press: KeyPress, platform: NodeJS.Platform): WindowKey | null {
  const command = platform === 'darwin' ? press.meta && !press.control : press.control && !press.meta;
  if (press.type !== 'keyDown' || !command || press.alt) return null;
  switch (press.key.toLowerCase()) {
    case 'w':
      return platform === 'darwin' || press.shift ? null : 'close';
    case 'q':
      return platform === 'darwin' || press.shift ? null : 'quit';
    // The same key with and without shift, on keyboards of several countries.
    case '+':
    case '=':
      return 'zoom-in';
    case '-':
    case '_':
      return 'zoom-out';
    case '0':
      return press.shift ? null : 'zoom-reset';
    case 'i':
      return press.shift ? 'developer-tools' : null;
    default:
      return null;
  }
}
