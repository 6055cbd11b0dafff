/**
 * Hears on Linux when the panel opens and closes our tray menu. Electron does not tell: Chromium takes `AboutToShow` for
 * submenus only, and drops the events `opened` and `closed`. The session bus lets a program listen in on calls; ours
 * are asked for by the name of their receiver, which is this very process, and by these kinds alone.
 */

import type { BusValue } from './dbus-message.ts';
import { connectSessionBus } from './session-bus.ts';

const menuInterface = 'com.canonical.dbusmenu';

/** Number of the menu itself, beside those of its entries (`com.canonical.dbusmenu`). */
const root = 0;

/** What a panel says of the menu: that it may be shown in a moment, that it is, that it is no longer. */
export type MenuOpening = 'about-to-show' | 'opened' | 'closed';

/** What a call to a menu's program says, one after the other. Single calls and groups of them mean the same. */
export function menuOpenings(member: string | null, body: readonly BusValue[]): readonly MenuOpening[] {
  switch (member) {
    case 'AboutToShow':
      return body[0] === root ? ['about-to-show'] : [];
    case 'AboutToShowGroup':
      return Array.isArray(body[0]) && body[0].includes(root) ? ['about-to-show'] : [];
    case 'Event':
      return body[0] === root && (body[1] === 'opened' || body[1] === 'closed') ? [body[1]] : [];
    case 'EventGroup':
      return Array.isArray(body[0])
        ? body[0].flatMap((event) => (Array.isArray(event) ? menuOpenings('Event', event) : []))
        : [];
    default:
      return [];
  }
}

/**
 * Calls `onOpening` with all a panel says of the menu that `receiver`, a name on the session bus, offers. Where the bus
 * does not let us listen nothing is ever heard. Answers a function that stops.
 */
export function watchMenuOpenings(
  environment: Readonly<Record<string, string | undefined>>,
  receiver: string,
  onOpening: (opening: MenuOpening) => void,
): () => void {
  let stopped = false;
  let stop: () => void = () => undefined;
  const calls = `type='method_call',destination='${receiver}',interface='${menuInterface}'`;
  const listen = async (): Promise<void> => {
    const bus = await connectSessionBus({
      environment,
      onSignal: () => undefined,
      onCall: ({ member, body }) => {
        for (const opening of menuOpenings(member, body)) onOpening(opening);
      },
      onEnd: () => undefined,
    });
    stop = bus.close;
    if (stopped) bus.close();
    // The pointer’s way over the entries is an event too, and none that has to wake anybody.
    else
      await bus.listenIn([
        `${calls},member='AboutToShow'`,
        `${calls},member='AboutToShowGroup'`,
        `${calls},member='Event',arg1='opened'`,
        `${calls},member='Event',arg1='closed'`,
        `${calls},member='EventGroup'`,
      ]);
  };
  listen().catch(() => stop());
  return () => {
    stopped = true;
    stop();
  };
}
