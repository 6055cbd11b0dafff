/** Copies secrets on the lease the user chose, and tells what is on the clipboard now. */

import { type Result, success } from '../../shared/result.ts';
import type { CopyFormat } from '../../shared/settings.ts';
import type { ClipboardState } from '../../shared/state.ts';
import type { SessionContext } from './parts.ts';

export interface Secret {
  readonly what: Extract<ClipboardState, { kind: 'holding' }>['what'];
  /** The text as it is pasted. */
  readonly text: string;
  readonly format: CopyFormat;
  /** Whose token it is; `null` where it is no server's. */
  readonly serverName: string | null;
  readonly lastFour: string;
}

/** Copies a secret. Problems: `clipboard-not-written`. */
export async function copySecret(context: SessionContext, secret: Secret): Promise<Result<null>> {
  const { store, lease, clock } = context;
  const { what, text, format, serverName, lastFour } = secret;
  const { clipboardSeconds } = store.get().settings;
  const lifetime = clipboardSeconds === 0 ? null : clipboardSeconds * 1000;
  const copied = await lease.copy(text, lifetime);
  if (!copied.ok) return copied;
  const copiedAt = clock.now();
  const clearsAt = lifetime === null ? null : copiedAt + lifetime;
  store.update({ clipboard: { kind: 'holding', what, serverName, lastFour, format, copiedAt, clearsAt } });
  store.announce({ kind: 'copied', what, serverName, lastFour, clearsAt });
  return success(null);
}
