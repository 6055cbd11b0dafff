/**
 * The one table of what can be asked of the app. Handlers, the preload API, the tray's entries and the tests' doubles
 * all derive from it. Nothing here can carry a token: main copies and keeps, everyone else says which.
 */

import * as v from 'valibot';
import { outsidePages } from './problem.ts';
import type { Result } from './result.ts';
import { settingsChangeSchema } from './settings.ts';
import type { StateMessage } from './state.ts';

/** Longest string any command accepts, in UTF-16 units. */
export const longestInput = 4096;

const nothing = v.strictObject({});
const text = v.pipe(v.string(), v.maxLength(longestInput));
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

/** Each command's input. Every command answers {@link Done}: what came of it is in the state. */
export const contract = {
  /**
   * Signs in with login, password and, where the account asks for one, the six-digit code. The password lives in this
   * one message; main keeps none of it.
   */
  signInWithPassword: v.strictObject({ login: text, password: text, verificationCode: v.optional(text) }),
  /** Leaves the code step or stops waiting for Plex. */
  cancelSignIn: nothing,
  /** Asks Plex for the account's details and servers anew. */
  refresh: nothing,
  /** Makes this server the one the big button and the tray's first entry mean; remembered. */
  chooseServer: v.strictObject({ serverId: id }),
  /** Generates a transient token on a server (the chosen one unless named) and copies it. */
  copyTransientToken: v.strictObject({ serverId: v.optional(id) }),
  /** Gives up generating. */
  cancelGenerating: nothing,
  /** Takes our secret off the clipboard, if it is still there. */
  clearClipboard: nothing,
  /** Revokes an account's token at Plex and forgets it here, whatever Plex answers. */
  signOut: v.strictObject({ accountId: v.optional(id) }),
  changeSettings: settingsChangeSchema,
  /** Tries the keyring again, after the user unlocked or installed one. */
  retryKeyring: nothing,
  /** Opens one of the app's fixed outside pages in the browser. */
  openPage: v.strictObject({ page: v.picklist(outsidePages) }),
  showWindow: nothing,
  hideWindow: nothing,
  quit: nothing,
} as const;

export type Contract = typeof contract;
export type CommandName = keyof Contract;
export type CommandInput<Name extends CommandName> = v.InferOutput<Contract[Name]>;

/** What every command answers. */
export type Done = Result<null>;

export const commandNames = Object.keys(contract) as readonly CommandName[];

/** Checks a command's input; everything that does not fit exactly is refused. */
export function parseCommandInput<Name extends CommandName>(name: Name, input: unknown): CommandInput<Name> | null {
  const parsed = v.safeParse(contract[name], input);
  return parsed.success ? (parsed.output as CommandInput<Name>) : null;
}

/** The function of each command, as handlers implement it and callers call it. */
export type Commands = { readonly [Name in CommandName]: (input: CommandInput<Name>) => Promise<Done> };

/** The names under which the two processes know the commands and the state; written nowhere else. */
export const channels = {
  command: (name: CommandName): string => `command/${name}`,
  readState: 'state/read',
  stateChanged: 'state/changed',
} as const;

/** What the preload script gives the window. */
export interface WindowBridge extends Commands {
  /** Reads the state once. */
  readonly readState: () => Promise<StateMessage>;
  /** Follows the state; answers a function that stops following. */
  readonly onState: (listener: (message: StateMessage) => void) => () => void;
}
