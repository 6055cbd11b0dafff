/** Whether the desktop's keyring (freedesktop Secret Service) would answer without asking the user anything. */

import type { EncryptionStanding } from '../ports.ts';
import { connectSessionBus } from './session-bus.ts';

/** Asks over D-Bus; nothing is unlocked and nobody is prompted. */
export async function keyringStanding(): Promise<EncryptionStanding> {
  const bus = await connectSessionBus({
    environment: process.env,
    onSignal: () => undefined,
    onEnd: () => undefined,
  }).catch(() => null);
  if (bus === null) return 'none';
  try {
    const [locked] = await bus.call({
      destination: 'org.freedesktop.secrets',
      path: '/org/freedesktop/secrets/aliases/default',
      interface: 'org.freedesktop.DBus.Properties',
      member: 'Get',
      arguments: ['org.freedesktop.Secret.Collection', 'Locked'],
    });
    return locked === false ? 'real' : 'locked';
  } catch (error) {
    // Without a service there is no keyring; a service without a default keyring would ask the user to make one.
    const nobody = error instanceof Error && /ServiceUnknown|NameHasNoOwner|Spawn|session bus/u.test(error.message);
    return nobody ? 'none' : 'locked';
  } finally {
    bus.close();
  }
}
