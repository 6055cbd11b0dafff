/** How a server is reached, and whose it is, in a few words. */

import { displayName } from '../shared/display-name.ts';
import type { ServerSummary } from '../shared/state.ts';
import { words } from './words.ts';

const texts = () => words().window.server;

export function connectionWords({ online, connection }: ServerSummary): string {
  switch (connection.kind) {
    case 'connected':
      return texts().connected(connection.way, connection.secure, connection.latencyMs);
    case 'connecting':
      return texts().connecting(connection.candidates);
    case 'failed':
      return words().problems[connection.problem.code].title;
    case 'not-tried':
      return online ? texts().notTried : texts().offline;
  }
}

/** The server's name, fit to show. */
export const serverName = ({ name }: Pick<ServerSummary, 'name'>): string => displayName(name, texts().unnamed);

/** Whose server it is. */
export const ownerWords = ({ owned, ownerName }: ServerSummary): string =>
  owned ? texts().owned : texts().sharedBy(displayName(ownerName ?? '', texts().somebody));
