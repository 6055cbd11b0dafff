/** What every message from the window has to pass: who sent it, how many came before it, and whether it fits the contract. */

import { type CommandName, type Done, parseCommandInput } from '../shared/contract.ts';
import { problem } from '../shared/problem.ts';
import { failure } from '../shared/result.ts';
import type { StateMessage } from '../shared/state.ts';

/** Calls the window may make at once, and how many more each second. A person makes far fewer. */
const burst = 60;
const perSecond = 30;

/** Who sends a message, as Electron tells it. */
export interface Caller {
  readonly contentsId: number;
  /** The frame that calls; `null` when it is gone already. */
  readonly frame: { readonly url: string; readonly detached: boolean; readonly parent: object | null } | null;
}

export interface IpcOptions {
  readonly run: (name: CommandName, input: never) => Promise<Done>;
  readonly readState: () => StateMessage;
  /** The id of our window's contents, `null` while there is none. */
  readonly windowContentsId: () => number | null;
  /** The one page allowed to call, e.g. `app://window/index.html`. */
  readonly pageAddress: string;
  /** Milliseconds, for the rate limit. */
  readonly now: () => number;
}

export interface IpcGate {
  /** Answers a command, or why it is not let in. `payload` is what came with it, as it came. */
  readonly command: (caller: Caller, name: CommandName, payload: readonly unknown[]) => Promise<Done>;
  /** Answers the state, or `null` to whom it is none of their business. */
  readonly readState: (caller: Caller) => StateMessage | null;
}

export function createIpcGate(options: IpcOptions): IpcGate {
  const allow = createRateLimit(options.now);
  const isOurs = ({ contentsId, frame }: Caller): boolean =>
    contentsId === options.windowContentsId() && isOurPage(frame, options.pageAddress);

  return {
    command: async (caller, name, payload) => {
      if (!isOurs(caller)) return failure(problem('input-not-valid'));
      if (!allow()) return failure(problem('too-many-requests'));
      const input = payload.length === 1 ? parseCommandInput(name, payload[0]) : null;
      if (input === null) return failure(problem('input-not-valid'));
      return options.run(name, input as never);
    },
    readState: (caller) => (isOurs(caller) && allow() ? options.readState() : null),
  };
}

/** Whether a frame is the main frame showing exactly our page; a frame that is gone already is not. */
function isOurPage(frame: Caller['frame'], pageAddress: string): boolean {
  if (frame === null || frame.detached || frame.parent !== null) return false;
  try {
    const { origin, pathname, search } = new URL(frame.url);
    const page = new URL(pageAddress);
    return (
      origin === page.origin &&
      frame.url.startsWith(`${page.protocol}//${page.host}/`) &&
      pathname === page.pathname &&
      search === ''
    );
  } catch {
    return false;
  }
}

/** A token bucket: `burst` calls at once, refilled `perSecond`. */
function createRateLimit(now: () => number): () => boolean {
  let tokens = burst;
  let refilledAt = now();
  return () => {
    const at = now();
    tokens = Math.min(burst, tokens + ((at - refilledAt) / 1000) * perSecond);
    refilledAt = at;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
