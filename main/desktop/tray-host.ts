/**
 * Tells whether something on this desktop shows tray icons. On Linux that is a StatusNotifier host behind
 * `org.kde.StatusNotifierWatcher` on the session bus; it is asked once and then heard of by signals, so that nothing
 * wakes while nothing changes.
 */

import { connectSessionBus, type SessionBus } from './session-bus.ts';

const watcherName = 'org.kde.StatusNotifierWatcher';
const watcherPath = '/StatusNotifierWatcher';

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
}

/** Starts watching; answers a function that stops. */
export function watchTrayHost({ platform, environment, onChange, onIconTaken }: TrayHostOptions): () => void {
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
    const [registered] = await connected
      .call({
        destination: watcherName,
        path: watcherPath,
        interface: 'org.freedesktop.DBus.Properties',
        member: 'Get',
        arguments: [watcherName, 'IsStatusNotifierHostRegistered'],
        onlyIfRunning: true,
      })
      .catch(() => [false]);
    if (asked === era) tell(registered === true);
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
          if (message.member === 'StatusNotifierItemRegistered') onIconTaken();
          else void ask(bus);
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
  };
  start().catch(() => tell(false));

  return () => {
    stopped = true;
    bus?.close();
  };
}
