/** A secret that is ready to be copied, as soon as the user says so in this window. */

import { useEffect, useRef } from 'preact/hooks';
import { displayName } from '../../shared/display-name.ts';
import type { ClipboardState } from '../../shared/state.ts';
import { app } from '../bridge.ts';
import { words } from '../words.ts';

const texts = () => words().window.offeredCopy;

export function OfferedCopy({ clipboard }: { readonly clipboard: Extract<ClipboardState, { kind: 'offered' }> }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <section class="result" aria-label={texts().title}>
      <p class="headline">
        <bdi>{clipboard.serverName === null ? texts().title : displayName(clipboard.serverName)}</bdi>
        <code>{`…${clipboard.lastFour}`}</code>
      </p>
      <p class="more">{texts().lead}</p>
      <div class="actions">
        <button ref={button} type="button" class="primary" onClick={() => void app.copyOffered({})}>
          {texts().copy}
        </button>
      </div>
    </section>
  );
}
