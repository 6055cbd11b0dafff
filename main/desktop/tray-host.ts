/**
 * Tells whether something on this desktop shows tray icons. On Linux that is a StatusNotifier host behind
 * `org.kde.StatusNotifierWatcher` on the session bus; it is asked once and then heard of by signals, so that nothing
 * wakes while nothing changes.
 */

import type { BusValue } from './dbus-message.ts';
import { connectSessionBus, type SessionBus } from './session-bus.ts';

const watcherName = 'org.kde.StatusNotifierWatcher';
const watcherPath = '/StatusNotifierWatcher';

const busItself = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
};

export interface TrayHostOptions {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /**
   * Called with the first answer and after each change. A host replaced by another at once is told as gone and come
   * again: icons shown by the old one are lost.
   */
  readonly onChange: (visible: boolean) => void;
  /** The panel has taken an icon, of whatever program. */
  readonly onIconTaken: () => void;
  /** An icon of this process is there; the name on the bus under which it and its menu are asked for. */
  readonly onOwnIcon: (busName: string) => void;
}

/** Starts watching; answers a function that stops. */
export function watchTrayHost(options: TrayHostOptions): () => void {
  const { platform, environment, onChange, onIconTaken, onOwnIcon } = options;
  let stopped = false;
  let bus: SessionBus | null = null;
  let told: boolean | null = null;
  /** Counts changes of the watcher's owner: an answer from an earlier owner says nothing about the present one. */
  let era = 0;

  const tell = (visible: boolean): void => {
    if (stopped || told === visible) return;
    told = visible;
    onChange(visible);
  };

  if (platform !== 'linux') {
    queueMicrotask(() => tell(true));
    return () => {
      stopped = true;
    };
  }

  const ask = async (connected: SessionBus): Promise<void> => {
    const asked = era;
    const registered = await property(connected, 'IsStatusNotifierHostRegistered');
    if (asked === era) tell(registered === true);
  };

  /** Looks which of some icons, each listed as a name on the bus and a path, is this process's. */
  const findOwn = async (connected: SessionBus, icons: BusValue | null): Promise<void> => {
    for (const icon of Array.isArray(icons) ? icons : []) {
      const [busName = ''] = String(icon).split('/');
      const [processId] = await connected
        .call({ ...busItself, member: 'GetConnectionUnixProcessID', arguments: [busName] })
        .catch(() => []);
      if (processId === process.pid && !stopped) onOwnIcon(busName);
    }
  };

  const start = async (): Promise<void> => {
    const connected = await connectSessionBus({
      environment,
      onEnd: () => tell(false),
      onSignal: (message) => {
        if (bus === null) return;
        if (message.member === 'NameOwnerChanged' && message.interface === 'org.freedesktop.DBus') {
          era += 1;
          const [, oldOwner, newOwner] = message.body;
          if (oldOwner !== '') tell(false);
          if (newOwner !== '') void ask(bus);
        } else if (message.interface === watcherName) {
          if (message.member !== 'StatusNotifierItemRegistered') void ask(bus);
          else {
            onIconTaken();
            void findOwn(bus, message.body);
          }
        }
      },
    });
    if (stopped) {
      connected.close();
      return;
    }
    bus = connected;
    const watcher = `type='signal',path='${watcherPath}',interface='${watcherName}'`;
    await Promise.all([
      connected.subscribe(
        `type='signal',sender='org.freedesktop.DBus',interface='org.freedesktop.DBus',member='NameOwnerChanged',arg0='${watcherName}'`,
      ),
      ...['StatusNotifierHostRegistered', 'StatusNotifierHostUnregistered', 'StatusNotifierItemRegistered'].map(
        (member) => connected.subscribe(`${watcher},member='${member}'`),
      ),
    ]);
    await ask(connected);
    // It may have been taken before anybody listened.
    await findOwn(connected, await property(connected, 'RegisteredStatusNotifierItems'));
  };
  start().catch(() => tell(false));

  return () => {
    stopped = true;
    bus?.close();
  };
}

/** A property of the watcher; `null` where there is none that answers. */
async function property(connected: SessionBus, name: string): Promise<BusValue | null> {
  const [value] = await connected
    .call({
      destination: watcherName,
      path: watcherPath,
      interface: 'org.freedesktop.DBus.Properties',
      member: 'Get',
      arguments: [watcherName, name],
      onlyIfRunning: true,
    })
    .catch(() => []);
  return value ?? null;
}
