/**
 * The system's clipboard behind one promise-based port. Electron up to 43 answers at once and writes plain text only;
 * from 44 on it answers by promises and can put text and a "this is secret" marker on the clipboard in one write.
 */

import type { ClipboardPort, ClipboardSelection } from '../ports.ts';

/** Electron's clipboard up to version 43. */
export interface SynchronousClipboard {
  readonly readText: (type?: 'clipboard' | 'selection') => string;
  readonly writeText: (text: string, type?: 'clipboard' | 'selection') => void;
  readonly clear: (type?: 'clipboard' | 'selection') => void;
}

/** Electron's clipboard from version 44 on. `selection` is there on Linux only. */
export interface PromisedClipboard<Item> {
  readonly readText: () => Promise<string>;
  readonly writeText: (text: string) => Promise<void>;
  readonly write: (items: Item[]) => Promise<void>;
  readonly clear: () => void;
  readonly selection?: Pick<PromisedClipboard<Item>, 'readText' | 'clear'>;
}

/** The part of Electron this needs. `ClipboardItem` came with version 44. */
export type ElectronClipboard<Item> =
  | { readonly clipboard: SynchronousClipboard; readonly ClipboardItem?: undefined }
  | {
      readonly clipboard: PromisedClipboard<Item>;
      readonly ClipboardItem: new (contents: Record<string, string | Blob>) => Item;
    };

/**
 * The clipboard of Electron as it runs. `readInTime` reads a selection where Electron would wait too long for its owner;
 * it answers `null` where it cannot, and Electron reads then.
 */
export function createClipboard<Item>(
  electron: ElectronClipboard<Item>,
  platform: NodeJS.Platform,
  canProve: ClipboardPort['canProve'],
  readInTime: (selection: ClipboardSelection) => Promise<string | null> = async () => null,
): ClipboardPort {
  const selections: readonly ClipboardSelection[] = platform === 'linux' ? ['clipboard', 'primary'] : ['clipboard'];
  const access =
    electron.ClipboardItem === undefined
      ? synchronousAccess(electron.clipboard)
      : promisedAccess(electron.clipboard, electron.ClipboardItem, platform);
  return {
    ...access,
    selections,
    canProve,
    readText: async (selection) => (await readInTime(selection)) ?? access.readText(selection),
    readBack: () => access.readText('clipboard'),
  };
}

type ClipboardAccess = Omit<ClipboardPort, 'selections' | 'canProve' | 'readBack'>;

function synchronousAccess(clipboard: SynchronousClipboard): ClipboardAccess {
  const type = (selection: ClipboardSelection) => (selection === 'primary' ? 'selection' : 'clipboard');
  return {
    readText: async (selection) => clipboard.readText(type(selection)),
    // A marker would need a second write, and each write replaces the one before it: text without marker is all there is.
    writeSecret: async (text) => clipboard.writeText(text),
    writeText: async (text) => clipboard.writeText(text),
    clear: async (selection) => clipboard.clear(type(selection)),
  };
}

function promisedAccess<Item>(
  clipboard: PromisedClipboard<Item>,
  ClipboardItem: new (contents: Record<string, string | Blob>) => Item,
  platform: NodeJS.Platform,
): ClipboardAccess {
  const part = (selection: ClipboardSelection) => (selection === 'primary' ? clipboard.selection : clipboard);
  return {
    readText: async (selection) => (await part(selection)?.readText()) ?? '',
    writeSecret: (text) => clipboard.write([new ClipboardItem({ 'text/plain': text, ...secrecyMarkers(platform) })]),
    writeText: (text) => clipboard.writeText(text),
    clear: async (selection) => part(selection)?.clear(),
  };
}

/**
 * What asks clipboard histories to leave a text alone, by Electron's name of the format. All of them are requests that
 * a clipboard manager may ignore.
 */
export function secrecyMarkers(platform: NodeJS.Platform): Readonly<Record<string, Blob>> {
  const marker = (name: string, content: string | Uint8Array<ArrayBuffer>): readonly [string, Blob] => [
    `electron application/osclipboard;format="${name}"`,
    new Blob([content]),
  ];
  switch (platform) {
    case 'win32':
      return Object.fromEntries([
        // Its presence counts, not its content.
        marker('ExcludeClipboardContentFromMonitorProcessing', new Uint8Array(1)),
        // Double words: zero is "no".
        marker('CanIncludeInClipboardHistory', new Uint8Array(4)),
        marker('CanUploadToCloudClipboard', new Uint8Array(4)),
      ]);
    case 'darwin':
      return Object.fromEntries([
        marker('org.nspasteboard.ConcealedType', new Uint8Array(1)),
        marker('org.nspasteboard.TransientType', new Uint8Array(1)),
      ]);
    case 'linux':
      return Object.fromEntries([marker('x-kde-passwordManagerHint', 'secret')]);
    default:
      return {};
  }
}
