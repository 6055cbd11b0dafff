/** How a server is reached, as a small picture: what kind of way, and how quick. The words stand beside it. */

import type { ServerSummary } from '../../shared/state.ts';
import { Icon } from './icon.tsx';

/** Milliseconds up to which a connection counts as quick, and as usable. */
const quick = 60;
const usable = 250;

export function ConnectionMark({ server: { connection, online } }: { readonly server: ServerSummary }) {
  if (connection.kind !== 'connected') {
    const look = connection.kind === 'not-tried' && !online ? 'offline' : connection.kind;
    return <span class="lamp" data-look={look} aria-hidden="true" />;
  }
  const bars = connection.latencyMs <= quick ? 3 : connection.latencyMs <= usable ? 2 : 1;
  return (
    <span class="way" data-bars={bars} aria-hidden="true">
      <Icon name={connection.way} />
      <svg class="bars" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
        {[1, 2, 3].map((bar) => (
          <rect key={bar} x={(bar - 1) * 4.5} y={12 - bar * 4} width="3" height={bar * 4} data-on={bar <= bars} />
        ))}
      </svg>
    </span>
  );
}
