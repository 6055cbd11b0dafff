/** How the app is started from outside: by the desktop at login, by a jump list, or beside this process. */

/** What the answer depends on. */
export interface OwnProgram {
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  /** The executable of this process. */
  readonly executable: string;
  /** Folder of the app, which a development start names to Electron. */
  readonly appFolder: string;
  /** Path of the AppImage this runs from, if it does (`APPIMAGE`). */
  readonly appImage: string | undefined;
}

/** Ending of the executable behind the launcher script that Linux packages start with. */
const behindLauncher = '-app';

/** Program and first arguments. */
export function ownCommand(own: OwnProgram): readonly [program: string, ...words: string[]] {
  const { platform, isPackaged, executable, appFolder, appImage } = own;
  // What an AppImage contains is mounted anew at each start; only the file itself stays where it is.
  if (appImage) return [appImage];
  if (!isPackaged) return [executable, appFolder];
  if (platform === 'linux' && executable.endsWith(behindLauncher)) return [executable.slice(0, -behindLauncher.length)];
  return [executable];
}
