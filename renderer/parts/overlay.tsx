/** Something over the page for a moment: it takes the focus, gives it back, and goes with Esc or a click beside it. */

import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { overlay } from '../model.ts';

export function Overlay({
  title,
  children,
}: {
  readonly title: string;
  readonly children: (close: () => void) => ComponentChildren;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  // Before the next key: whoever types on at once means this.
  useLayoutEffect(() => dialog.current?.showModal(), []);
  // Closing it gives the focus back to where it was; only then may it go.
  const close = (): void => {
    dialog.current?.close();
    overlay.value = null;
  };
  return (
    <dialog
      ref={dialog}
      class="overlay"
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        close();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) close();
      }}
    >
      {children(close)}
    </dialog>
  );
}
