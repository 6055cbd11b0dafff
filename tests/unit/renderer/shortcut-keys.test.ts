import { expect, test } from 'vitest';
import { acceleratorOf, type KeyPress } from '../../../renderer/shortcut-keys.ts';

const held = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false };
const accelerator = (press: Partial<KeyPress>) => acceleratorOf({ key: '', code: '', ...held, ...press });

test('writes combinations as Electron does, whatever the modifiers make of the key', () => {
  expect(accelerator({ key: 'π', code: 'KeyP', ctrlKey: true, altKey: true })).toBe('Ctrl+Alt+P');
  expect(accelerator({ key: '!', code: 'Digit1', shiftKey: true, metaKey: true })).toBe('Shift+Super+1');
  expect(accelerator({ key: 'F9', code: 'F9' })).toBe('F9');
  expect(accelerator({ key: 'F', code: 'KeyF', ctrlKey: true, shiftKey: true })).toBe('Ctrl+Shift+F');
});

test('waits while only modifiers are held', () => {
  for (const key of ['Control', 'Alt', 'Shift', 'Meta', 'AltGraph'])
    expect(accelerator({ key, code: 'ControlLeft', ctrlKey: true })).toBeNull();
});

test('takes no ordinary key away from other programs', () => {
  expect(accelerator({ key: 'p', code: 'KeyP' })).toBe('too-short');
  expect(accelerator({ key: 'c', code: 'KeyC', ctrlKey: true })).toBe('too-short');
  expect(accelerator({ key: 'f', code: 'KeyF', ctrlKey: true })).toBe('too-short');
  expect(accelerator({ key: 'Enter', code: 'Enter', ctrlKey: true, altKey: true })).toBe('too-short');
});
