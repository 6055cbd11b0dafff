/** Key presses as Electron writes key combinations ("accelerators"). */

/** A key press, as far as it counts here. */
export interface KeyPress {
  readonly key: string;
  /** The key's place on the keyboard, e.g. `KeyP`: the same whatever modifiers make of it. */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
}

/**
 * The combination a key press is: `null` while only modifiers are held, `'too-short'` where it would take an ordinary
 * key away from every other program.
 */
export function acceleratorOf(press: KeyPress): string | 'too-short' | null {
  if (['Control', 'Alt', 'Shift', 'Meta', 'AltGraph'].includes(press.key)) return null;
  const key = keyName(press.code);
  if (key === null) return 'too-short';
  const modifiers = [
    press.ctrlKey ? 'Ctrl' : '',
    press.altKey ? 'Alt' : '',
    press.shiftKey ? 'Shift' : '',
    press.metaKey ? 'Super' : '',
  ].filter((name) => name !== '');
  if (modifiers.length < (key.length > 1 && key.startsWith('F') ? 0 : 2)) return 'too-short';
  return [...modifiers, key].join('+');
}

function keyName(code: string): string | null {
  const [, letter] = /^Key([A-Z])$/u.exec(code) ?? [];
  const [, digit] = /^Digit(\d)$/u.exec(code) ?? [];
  const [functionKey] = /^F(?:[1-9]|1\d|2[0-4])$/u.exec(code) ?? [];
  return letter ?? digit ?? functionKey ?? null;
}
