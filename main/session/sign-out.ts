/** Signing an account out: forgotten here at once, its token ended at Plex as soon as that can be asked. */

import { isSignedIn } from '../../shared/allowed-actions.ts';
import { problem } from '../../shared/problem.ts';
import { failure, type Result } from '../../shared/result.ts';
import type { Accounts } from './accounts.ts';
import type { SessionContext } from './parts.ts';
import { activeRecord, summaryOf, usableRecords } from './records.ts';
import { announceProblem } from './state-store.ts';

export interface SignOut {
  /** Signs an account out, the one in use for `null`. */
  readonly signOut: (accountId: string | null) => Promise<Result<null>>;
  /** Tries once more to end the tokens of accounts that were signed out while Plex could not be reached. */
  readonly revokeLeftOver: () => Promise<void>;
}

/** A token that lives on at Plex though nobody here has it any more. For this run only. */
interface LeftOver {
  readonly name: string;
  readonly plexTvUrl: string;
  readonly accountToken: string;
}

/** @param forgetTokens forgets the transient tokens of an account and takes its secret off the clipboard */
export function createSignOut(
  context: SessionContext,
  accounts: Accounts,
  forgetTokens: (accountId: string) => Promise<void>,
): SignOut {
  const { store, vault } = context;
  let leftOver: readonly LeftOver[] = [];

  async function revoke({ plexTvUrl, accountToken }: LeftOver): Promise<boolean> {
    const api = await context.loadPlex(plexTvUrl);
    return (await api.signOut(accountToken)).ok;
  }

  return {
    signOut: async (accountId) => {
      const id = accountId ?? activeRecord(context)?.id;
      const record = usableRecords(context).find((candidate) => candidate.id === id);
      if (record === undefined) return failure(problem('not-signed-in'));
      const { name, plexTvUrl, standing } = record;
      const token = standing === 'signed-in' ? await vault.readToken(record.id) : null;

      // Gone here first: an outage must not keep a secret on this computer.
      const wasActive = activeRecord(context)?.id === record.id;
      await forgetTokens(record.id);
      const forgotten = await vault.forgetAccount(record.id);
      if (wasActive) {
        await vault.setActive(usableRecords(context)[0]?.id ?? null);
        accounts.showKept();
        if (isSignedIn(store.get())) void accounts.refresh();
      } else {
        store.update({ accounts: usableRecords(context).map(summaryOf) });
      }

      // A token that Plex refuses has ended already.
      let revoked = standing === 'sign-in-needed';
      if (token?.ok === true) {
        const last: LeftOver = { name, plexTvUrl, accountToken: token.value };
        revoked = await revoke(last);
        if (!revoked) leftOver = [...leftOver, last];
      }
      store.announce({ kind: 'signed-out', name, revoked });
      if (!forgotten.ok) announceProblem(store, forgotten.problem);
      return forgotten;
    },
    revokeLeftOver: async () => {
      const waiting = leftOver;
      leftOver = [];
      for (const entry of waiting) {
        if (await revoke(entry)) store.announce({ kind: 'revoked', name: entry.name });
        else leftOver = [...leftOver, entry];
      }
    },
  };
}
