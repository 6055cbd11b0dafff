/** The desktop as somebody in front of it has it: looks at the screen, types and clicks. */

import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A rectangle on the screen, in pixels. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Screen {
  /** Brings a window to the front, waiting until there is one of that title. */
  readonly activate: (title: string) => Promise<void>;
  /** The class of the window of that title (ICCCM, `WM_CLASS`). */
  readonly windowClass: (title: string) => Promise<string>;
  readonly type: (text: string) => Promise<void>;
  readonly press: (key: string) => Promise<void>;
  readonly click: (area: Area) => Promise<void>;
  /** The bar of a colour (`#rrggbb`): from the first to the last row with a long unbroken line of it; `null` where there is none. */
  readonly barOf: (colour: string) => Promise<Area | null>;
  /** Keeps a picture of the screen. */
  readonly photograph: (path: string) => Promise<void>;
}

/** The screen of the desktop that `environment` belongs to. */
export function openScreen(environment: Readonly<Record<string, string>>): Screen {
  const xdotool = async (...args: readonly string[]): Promise<string> =>
    (await run('xdotool', args, { env: environment, timeout: 15_000 })).stdout.trim();
  const capture = async (format: string): Promise<Buffer> => {
    const options = { env: environment, encoding: 'buffer', maxBuffer: 64 * 1024 * 1024 } as const;
    return (await run('import', ['-silent', '-window', 'root', '-depth', '8', `${format}:-`], options)).stdout;
  };
  const find = (title: string): Promise<string> =>
    xdotool('search', '--sync', '--onlyvisible', '--limit', '1', '--name', `^${title}$`);

  return {
    activate: async (title) => {
      await xdotool('windowactivate', '--sync', await find(title));
    },
    windowClass: async (title) => {
      // Two texts: the instance, then the class.
      const { stdout } = await run('xprop', ['-id', await find(title), 'WM_CLASS'], { env: environment });
      return /, "(.*)"/u.exec(stdout)?.[1] ?? '';
    },
    type: async (text) => {
      await xdotool('type', '--delay', '5', text);
    },
    press: async (key) => {
      await xdotool('key', key);
    },
    click: async ({ left, top, width, height }) => {
      await xdotool(
        'mousemove',
        String(left + Math.round(width / 2)),
        String(top + Math.round(height / 2)),
        'click',
        '1',
      );
    },
    barOf: async (colour) => barIn(parsePixmap(await capture('ppm')), colour),
    photograph: async (path) => writeFile(path, await capture('png')),
  };
}

interface Pixmap {
  readonly width: number;
  readonly pixels: Buffer;
}

/** A portable pixmap, as ImageMagick writes it: `P6`, width, height, 255, then three bytes for each pixel. */
function parsePixmap(file: Buffer): Pixmap {
  const header = /^P6\s(\d+)\s(\d+)\s255\s/u.exec(file.subarray(0, 40).toString('latin1'));
  if (header === null) throw new Error('The screen was not captured.');
  return { width: Number(header[1]), pixels: file.subarray(header[0].length) };
}

/** Pixels that make a line long: longer than a tab, or anything within text, icons or round controls. */
const longLine = 200;

function barIn({ width, pixels }: Pixmap, colour: string): Area | null {
  const line = Buffer.alloc(longLine * 3, Buffer.from(colour.slice(1), 'hex'));
  const rows: { readonly left: number; readonly top: number }[] = [];
  for (let top = 0; top * width * 3 < pixels.length; top += 1) {
    const at = pixels.subarray(top * width * 3, (top + 1) * width * 3).indexOf(line);
    if (at !== -1) rows.push({ left: Math.floor(at / 3), top });
  }
  const [first] = rows;
  const last = rows.at(-1);
  if (first === undefined || last === undefined) return null;
  return { left: first.left, top: first.top, width: longLine, height: last.top - first.top + 1 };
}
