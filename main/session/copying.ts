/** Copies secrets on the lease the user chose, and tells what is on the clipboard now. */

import { problem } from '../../shared/problem.ts';
import { done, failure, type Result, success } from '../../shared/result.ts';
import type { CopyFormat } from '../../shared/settings.ts';
import type { ClipboardState } from '../../shared/state.ts';
import type { SessionContext } from './parts.ts';

export interface Secret {
  /** Whose it is: it goes when that account does. */
  readonly accountId: string;
  readonly what: Extract<ClipboardState, { kind: 'holding' }>['what'];
  /** The text as it is pasted. */
  readonly text: string;
  readonly format: CopyFormat;
  /** Whose token it is; `null` where it is no server's. */
  readonly serverName: string | null;
  readonly lastFour: string;
}

/**
 * Copies a secret, or offers it in the window where a copy could not be proven now. Problems: `clipboard-not-written`.
 */
export async function copySecret(context: SessionContext, secret: Secret): Promise<Result<null>> {
  const { store, lease, clock } = context;
  const { accountId, what, text, format, serverName, lastFour } = secret;
  if (!context.clipboard.canProve()) return offer(context, secret);
  const { clipboardSeconds } = store.get().settings;
  const lifetime = clipboardSeconds === 0 ? null : clipboardSeconds * 1000;
  const copied = await lease.copy(text, lifetime);
  if (!copied.ok) return copied;
  const copiedAt = clock.now();
  const clearsAt = lifetime === null ? null : copiedAt + lifetime;
  store.update({ clipboard: { kind: 'holding', accountId, what, serverName, lastFour, format, copiedAt, clearsAt } });
  store.announce({ kind: 'copied', what, serverName, lastFour, clearsAt });
  return success(null);
}

async function offer({ store, lease, offered, desktop }: SessionContext, secret: Secret): Promise<Result<null>> {
  const { accountId, what, serverName, lastFour } = secret;
  // A secret of ours from before must not be taken for this one.
  await lease.clear();
  offered.put(secret);
  store.update({ clipboard: { kind: 'offered', accountId, what, serverName, lastFour } });
  store.announce({ kind: 'copy-offered', what, serverName });
  desktop.showWindow();
  return done;
}

/** Copies what was offered, now that the window is in front. Problems: `clipboard-empty`, `clipboard-not-written`. */
export async function copyOffered(context: SessionContext): Promise<Result<null>> {
  const secret = context.offered.take();
  if (secret === null) return failure(problem('clipboard-empty'));
  const copied = await copySecret(context, secret);
  if (!copied.ok) context.store.update({ clipboard: { kind: 'nothing' } });
  return copied;
}
