/** Both shapes of Electron's clipboard behind the one port, typed against Electron's own types where they are the newer. */

import type { Clipboard, ClipboardItem as ElectronItem } from 'electron';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { createClipboard, type ElectronClipboard, secrecyMarkers } from '../../../main/desktop/clipboard.ts';

/** Stands in for Electron 44's `ClipboardItem`: keeps what it was made of. */
class Item {
  readonly contents: Record<string, string | Blob>;
  constructor(contents: Record<string, string | Blob>) {
    this.contents = contents;
  }
}

function promised() {
  const content = { clipboard: '', selection: '' };
  const writes: Item[][] = [];
  const cleared: string[] = [];
  const part = (name: keyof typeof content) => ({
    readText: async () => content[name],
    clear: () => {
      cleared.push(name);
      content[name] = '';
    },
  });
  const clipboard = {
    ...part('clipboard'),
    selection: part('selection'),
    writeText: async (text: string) => {
      content.clipboard = text;
    },
    write: async (items: Item[]) => {
      writes.push(items);
    },
  };
  return { electron: { clipboard, ClipboardItem: Item }, content, writes, cleared };
}

const textOf = async (blob: string | Blob | undefined): Promise<readonly number[]> =>
  blob instanceof Blob ? [...new Uint8Array(await blob.arrayBuffer())] : [];

describe('the clipboard from Electron 44 on', () => {
  it('is the clipboard that Electron’s own types describe', () => {
    type Electron = { clipboard: Clipboard; ClipboardItem: typeof ElectronItem };
    expectTypeOf<Electron>().toExtend<ElectronClipboard<ElectronItem>>();
  });

  it('bar 27: text and marker go into one item of one write', async () => {
    const { electron, writes } = promised();
    await createClipboard(electron, 'linux', () => true).writeSecret('a-token');
    expect(writes).toHaveLength(1);
    expect(writes[0]).toHaveLength(1);
    const contents = writes[0]?.[0]?.contents ?? {};
    expect(contents['text/plain']).toBe('a-token');
    const hint = contents['electron application/osclipboard;format="x-kde-passwordManagerHint"'];
    expect(Buffer.from(await textOf(hint)).toString()).toBe('secret');
  });

  it.each([
    [
      'win32',
      {
        ExcludeClipboardContentFromMonitorProcessing: [0],
        CanIncludeInClipboardHistory: [0, 0, 0, 0],
        CanUploadToCloudClipboard: [0, 0, 0, 0],
      },
    ],
    ['darwin', { 'org.nspasteboard.ConcealedType': [0], 'org.nspasteboard.TransientType': [0] }],
    ['linux', { 'x-kde-passwordManagerHint': [...Buffer.from('secret')] }],
    ['freebsd', {}],
  ] as const)('bar 27: on %s the marks are those that its clipboard histories look for', async (platform, marks) => {
    const made = await Promise.all(
      Object.entries(secrecyMarkers(platform)).map(async ([name, blob]) => {
        const format = /^electron application\/osclipboard;format="(.+)"$/u.exec(name)?.[1];
        return [format, await textOf(blob)];
      }),
    );
    expect(Object.fromEntries(made)).toEqual(marks);
  });

  it('reads and clears each selection by itself', async () => {
    const { electron, content, cleared } = promised();
    const port = createClipboard(electron, 'linux', () => true);
    content.clipboard = 'one';
    content.selection = 'two';
    expect(port.selections).toEqual(['clipboard', 'primary']);
    expect(await port.readText('clipboard')).toBe('one');
    expect(await port.readText('primary')).toBe('two');
    await port.clear('primary');
    expect(cleared).toEqual(['selection']);
    expect(content.clipboard).toBe('one');
  });
});

describe('the clipboard up to Electron 43', () => {
  it('writes, reads and clears at once, the selection by its name, without a marker', async () => {
    const calls: unknown[][] = [];
    const note =
      (name: string, answer = '') =>
      (...call: unknown[]): string => {
        calls.push([name, ...call]);
        return answer;
      };
    const clipboard = { readText: note('read', 'text'), writeText: note('write'), clear: note('clear') };
    const port = createClipboard({ clipboard }, 'linux', () => true);
    await port.writeSecret('a-token');
    expect(await port.readText('primary')).toBe('text');
    await port.clear('primary');
    await port.clear('clipboard');
    expect(calls).toEqual([
      ['write', 'a-token'],
      ['read', 'selection'],
      ['clear', 'selection'],
      ['clear', 'clipboard'],
    ]);
  });

  it('there is no second selection on Windows and macOS', () => {
    const clipboard = { readText: () => '', writeText: () => undefined, clear: () => undefined };
    for (const platform of ['win32', 'darwin'] as const)
      expect(createClipboard({ clipboard }, platform, () => true).selections).toEqual(['clipboard']);
  });
});
