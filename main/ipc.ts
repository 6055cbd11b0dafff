/** Binds the contract to the window: every message's sender, rate and payload are checked here, in one place. */

import { type IpcMainInvokeEvent, ipcMain, type WebFrameMain } from 'electron';
import { type CommandName, channels, commandNames, type Done, parseCommandInput } from '../shared/contract.ts';
import { problem } from '../shared/problem.ts';
import { failure } from '../shared/result.ts';
import type { StateMessage } from '../shared/state.ts';

/** Calls the window may make at once, and how many more each second. A person makes far fewer. */
const burst = 60;
const perSecond = 30;

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

/** Answers the window's calls. */
export function registerIpc(options: IpcOptions): void {
  const allow = createRateLimit(options.now);

  const fromOurWindow = (event: IpcMainInvokeEvent): boolean =>
    event.sender.id === options.windowContentsId() && isOurPage(event.senderFrame, options.pageAddress);

  for (const name of commandNames) {
    ipcMain.handle(channels.command(name), async (event, ...payload: unknown[]): Promise<Done> => {
      if (!fromOurWindow(event)) return failure(problem('input-not-valid'));
      if (!allow()) return failure(problem('too-many-requests'));
      const input = payload.length === 1 ? parseCommandInput(name, payload[0]) : null;
      if (input === null) return failure(problem('input-not-valid'));
      return options.run(name, input as never);
    });
  }
  ipcMain.handle(channels.readState, (event): StateMessage | null =>
    fromOurWindow(event) && allow() ? options.readState() : null,
  );
}

/** Whether a frame is the main frame showing exactly our page; a frame that is gone already is not. */
function isOurPage(frame: WebFrameMain | null, pageAddress: string): boolean {
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
