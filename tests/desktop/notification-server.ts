/** A desktop's notifications for tests: owns `org.freedesktop.Notifications` on a session bus and keeps what is said. */

import { Message, sessionBus, type Variant } from 'dbus-next';

const serverName = 'org.freedesktop.Notifications';
const serverPath = '/org/freedesktop/Notifications';

export interface ShownNotification {
  readonly title: string;
  readonly body: string;
  /** 0 low, 1 normal, 2 critical. */
  readonly urgency: number | null;
  /** Whether it asks for no sound. */
  readonly silent: boolean;
}

export interface NotificationServer {
  /** All that was said so far. */
  readonly shown: readonly ShownNotification[];
  readonly stop: () => void;
}

export async function startNotificationServer(
  environment: Readonly<Record<string, string>>,
): Promise<NotificationServer> {
  const busAddress = environment['DBUS_SESSION_BUS_ADDRESS'];
  if (busAddress === undefined) throw new Error('The environment names no session bus.');
  const connection = sessionBus({ busAddress });
  const shown: ShownNotification[] = [];
  connection.addMethodHandler((message: Message) => {
    if (message.path !== serverPath || message.interface !== serverName) return false;
    const answer = (signature: string, body: unknown[]): true => {
      connection.send(Message.newMethodReturn(message, signature, body));
      return true;
    };
    switch (message.member) {
      case 'Notify': {
        const [, , , title, body, , hints] = message.body as [
          string,
          number,
          string,
          string,
          string,
          string[],
          Record<string, Variant>,
        ];
        shown.push({
          title,
          body,
          urgency: typeof hints['urgency']?.value === 'number' ? hints['urgency'].value : null,
          silent: hints['suppress-sound']?.value === true,
        });
        return answer('u', [shown.length]);
      }
      case 'GetCapabilities':
        return answer('as', [['body']]);
      case 'GetServerInformation':
        return answer('ssss', ['test', 'test', '1', '1.2']);
      case 'CloseNotification':
        return answer('', []);
      default:
        return false;
    }
  });
  await connection.requestName(serverName, 0);
  return { shown, stop: () => connection.disconnect() };
}
