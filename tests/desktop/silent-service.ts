/** Owns a name on a session bus and keeps what it is asked, answering each call with an error: to see who asks. */

import { Message, MessageType, sessionBus } from 'dbus-next';

export interface SilentService {
  /** Interface and member of each call so far. */
  readonly calls: readonly string[];
  readonly stop: () => void;
}

export async function startServiceThatOnlyListens(
  environment: Readonly<Record<string, string>>,
  name: string,
): Promise<SilentService> {
  const busAddress = environment['DBUS_SESSION_BUS_ADDRESS'];
  if (busAddress === undefined) throw new Error('The environment names no session bus.');
  const connection = sessionBus({ busAddress });
  const calls: string[] = [];
  connection.addMethodHandler((message: Message) => {
    if (message.type !== MessageType.METHOD_CALL) return false;
    calls.push(`${message.interface}.${message.member}`);
    // Declared to take a text, but takes the message it answers.
    connection.send(Message.newError(message as never, 'org.freedesktop.DBus.Error.Failed', 'Only listening.'));
    return true;
  });
  await connection.requestName(name, 0);
  return { calls, stop: () => connection.disconnect() };
}
