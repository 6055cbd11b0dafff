/**
 * The one table of what can be asked of the app. Handlers, the preload API, the tray's entries and the tests' doubles
 * all derive from it. Nothing here can carry a token: main copies and keeps, everyone else says which.
 */

import * as v from 'valibot';
import { outsidePages } from './problem.ts';
import type { Result } from './result.ts';
import { copyFormats, settingsChangeSchema } from './settings.ts';
import { askablePages, hideableBanners, type StateMessage } from './state.ts';

/** Longest string any command accepts, in UTF-16 units. */
export const longestInput = 4096;

const nothing = v.strictObject({});
const text = v.pipe(v.string(), v.maxLength(longestInput));
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const address = v.pipe(v.string(), v.maxLength(300));
/** How a copied token is written; the user's default unless given. */
/** The shortest passphrase that is taken, in UTF-16 units. */
export const shortestPassphrase = 8;
const newPassphrase = v.pipe(v.string(), v.minLength(shortestPassphrase), v.maxLength(longestInput));
const format = v.optional(v.picklist(copyFormats));

/** Each command's input. Every command answers {@link Done}: what came of it is in the state. */
export const contract = {
  /**
   * Signs in with login, password and, where the account asks for one, the six-digit code. The password lives in this
   * one message; main keeps none of it.
   */
  signInWithPassword: v.strictObject({ login: text, password: text, verificationCode: v.optional(text) }),
  /**
   * Signs in outside the app: in the browser, which is opened, or on another device by typing a short code at
   * plex.tv/link.
   */
  signInOutside: v.strictObject({ way: v.picklist(['browser', 'link']) }),
  /** Signs in with the account token that is on the clipboard. It is read there by main: no token crosses this table. */
  signInWithTokenOnClipboard: nothing,
  /** Leaves the code step, or stops waiting for Plex or the browser. */
  cancelSignIn: nothing,
  /** Asks Plex for the account's details and servers anew. */
  refresh: nothing,
  /** Makes this server the one the big button and the tray's first entry mean; remembered. */
  chooseServer: v.strictObject({ serverId: id }),
  /** Looks for a way to a server anew. */
  reachServer: v.strictObject({ serverId: id }),
  /** Makes another account the one in use. */
  switchAccount: v.strictObject({ accountId: id }),
  /** Gives an account a label of the user's own; an empty one shows Plex's name again. */
  labelAccount: v.strictObject({ accountId: id, label: v.pipe(v.string(), v.maxLength(60)) }),
  /** Copies the account's details as JSON, everything secret left out. */
  copyAccountDetails: nothing,
  /** Copies the permanent account token itself. */
  copyAccountToken: nothing,
  /** The user has read that this server's version lets a transient token be turned into a permanent one. */
  acceptPermanentTokenRisk: v.strictObject({ serverId: id }),
  /** The user agrees to plain http on private networks, for this server. */
  allowPlainHttp: v.strictObject({ serverId: id }),
  /** Adds an address typed by hand to a server, or takes it away again. */
  addServerAddress: v.strictObject({ serverId: id, address }),
  removeServerAddress: v.strictObject({ serverId: id, address }),
  /** Copies a token made earlier in this run once more. */
  copyAgain: v.strictObject({ tokenId: id, format }),
  /** Asks the server whether a token still lives. */
  checkToken: v.strictObject({ tokenId: id }),
  forgetToken: v.strictObject({ tokenId: id }),
  /** Asks a server how it reaches a source. */
  readSourceConnections: v.strictObject({
    serverId: id,
    source: v.pipe(v.string(), v.maxLength(400)),
    refresh: v.boolean(),
  }),
  /** Copies the token that came with the source's connections. */
  copySourceToken: nothing,
  /** Generates a transient token on a server (the chosen one unless named) and copies it. */
  copyTransientToken: v.strictObject({ serverId: v.optional(id), format }),
  /** Copies the secret that the window offers, where a copy from the tray could not be proven. */
  copyOffered: nothing,
  /** Gives up generating, checking or asking. */
  cancelGenerating: nothing,
  /** Takes our secret off the clipboard, if it is still there. */
  clearClipboard: nothing,
  /** Revokes an account's token at Plex and forgets it here, whatever Plex answers. */
  signOut: v.strictObject({ accountId: v.optional(id) }),
  changeSettings: settingsChangeSchema,
  /** Copies a report about the app that can be shown to anyone. */
  copyDiagnostics: nothing,
  /**
   * Moves credentials to where they are kept from now on. A passphrase lives in this one message; main keeps only the
   * key made from it, and only while unlocked. With `passphrase` again it is changed.
   */
  changeVaultMode: v.variant('mode', [
    v.strictObject({ mode: v.picklist(['keyring', 'session-only']) }),
    v.strictObject({ mode: v.literal('passphrase'), passphrase: newPassphrase }),
  ]),
  /** Unlocks a vault with a passphrase. */
  unlock: v.strictObject({ passphrase: text }),
  /** Locks it again, and forgets every token that was in use. */
  lock: nothing,
  /** Removes a vault whose passphrase is lost, with every account in it. */
  abandonVault: nothing,
  /** Tries the keyring again, after the user unlocked or installed one. */
  retryKeyring: nothing,
  /** Puts one of the lines at the top of the window away, until the app is started again. */
  hideBanner: v.strictObject({ banner: v.picklist(hideableBanners) }),
  /** Opens one of the app's fixed outside pages in the browser. */
  openPage: v.strictObject({ page: v.picklist(outsidePages) }),
  /** `page` is the one to open it at; otherwise it shows what it showed before. */
  showWindow: v.strictObject({ page: v.optional(v.picklist(askablePages)) }),
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
