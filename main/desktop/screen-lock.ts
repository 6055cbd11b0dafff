/**
 * Hears on Linux when the screen is locked, which Electron tells on Windows and macOS only: from the desktop's screen
 * saver on the session bus, and from logind on the system bus.
 */

import type { BusMessage } from './dbus-message.ts';
import { connectSessionBus } from './session-bus.ts';

/** Where the system bus listens (D-Bus specification, "Well-known Message Bus Instances"). */
const systemBus = 'unix:path=/run/dbus/system_bus_socket';

/** What is listened to: GNOME, KDE, Cinnamon, MATE and Xfce differ in the name before `ScreenSaver` only. */
const screenSaverRule = "type='signal',member='ActiveChanged'";
const loginRule =
  "type='signal',sender='org.freedesktop.login1',interface='org.freedesktop.login1.Session',member='Lock'";

/** Whether a signal says that the screen is locked now. */
export function saysLocked({
  interface: from,
  member,
  body,
}: Pick<BusMessage, 'interface' | 'member' | 'body'>): boolean {
  if (from === 'org.freedesktop.login1.Session') return member === 'Lock';
  return member === 'ActiveChanged' && /^org\.\w+\.ScreenSaver$/u.test(from ?? '') && body[0] === true;
}

/**
 * Calls `onLocked` each time the screen is locked, until the answered function is called. Where a bus is not there,
 * nobody tells. Of several sessions on one computer any that locks counts: clearing once too often does no harm.
 */
export function watchScreenLock(
  environment: Readonly<Record<string, string | undefined>>,
  onLocked: () => void,
): () => void {
  let watching = true;
  let stops: readonly (() => void)[] = [];
  const listen = async (where: Readonly<Record<string, string | undefined>>, rule: string): Promise<void> => {
    try {
      const bus = await connectSessionBus({
        environment: where,
        onSignal: (message) => {
          if (watching && saysLocked(message)) onLocked();
        },
        onEnd: () => undefined,
      });
      if (!watching) {
        bus.close();
        return;
      }
      stops = [...stops, bus.close];
      await bus.subscribe(rule);
    } catch {
      // No bus, or one that does not let us listen: powerMonitor still tells of sleep.
    }
  };
  void listen(environment, screenSaverRule);
  void listen({ DBUS_SESSION_BUS_ADDRESS: environment['DBUS_SYSTEM_BUS_ADDRESS'] ?? systemBus }, loginRule);
  return () => {
    watching = false;
    for (const stop of stops) stop();
  };
}
