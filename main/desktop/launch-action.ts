/** Does what a command line asks of the app, and says what became of it. */

import type { CommandInput, CommandName, Done } from '../../shared/contract.ts';
import { displayName } from '../../shared/display-name.ts';
import type { Problem, ProblemCode } from '../../shared/problem.ts';
import type { AppState, Notice, ServerSummary } from '../../shared/state.ts';
import type { Words } from '../../shared/texts/words.ts';
import type { Answer, CommandLineAction } from './command-line.ts';

/** The app as far as an action needs it. */
export interface ActionTarget {
  readonly state: () => AppState;
  readonly run: <Name extends CommandName>(name: Name, input: CommandInput<Name>) => Promise<Done>;
  readonly words: () => Words;
}

/**
 * Does it, and answers by `tell`, which resolves when the answer has been taken. Never rejects; the answer holds no
 * token.
 */
export async function perform(
  action: CommandLineAction,
  target: ActionTarget,
  tell: (answer: Answer) => Promise<void>,
): Promise<void> {
  await tell(await outcome(action, target));
  // Told first: an app that has ended answers nobody.
  if (action.kind === 'quit') await target.run('quit', {});
}

async function outcome(action: CommandLineAction, target: ActionTarget): Promise<Answer> {
  switch (action.kind) {
    case 'copy':
      return copy(action.server, target);
    case 'show':
      return answer(await target.run('showWindow', {}), target.words().commandLine.shown, target);
    case 'quit':
      return { exitCode: 0, line: target.words().commandLine.quitting };
    case 'lock':
      return target.state().vault.mode === 'passphrase'
        ? answer(await target.run('lock', {}), target.words().commandLine.locked, target)
        : { exitCode: 1, line: target.words().commandLine.nothingToLock };
  }
}

async function copy(name: string | null, target: ActionTarget): Promise<Answer> {
  if (name === null) return said(await target.run('copyTransientToken', {}), target);
  // What was remembered of the servers may be old, or nothing at all.
  if (serversCalled(name, target.state()).length === 0) {
    const refreshed = await target.run('refresh', {});
    if (!refreshed.ok) return said(refreshed, target);
  }
  const servers = serversCalled(name, target.state());
  const [server, second] = servers;
  if (server === undefined) return { exitCode: 1, line: target.words().commandLine.noSuchServer(displayName(name)) };
  if (second !== undefined)
    return {
      exitCode: 4,
      line: target.words().commandLine.severalServers(
        displayName(name),
        servers.map(({ id }) => id),
      ),
    };
  return said(await target.run('copyTransientToken', { serverId: server.id }), target);
}

/** The servers somebody may mean: by name, in whatever case, or by machine identifier. */
function serversCalled(name: string, { servers }: AppState): readonly ServerSummary[] {
  const wanted = name.toLocaleLowerCase();
  const byIdentifier = servers.list.filter(({ id }) => id === name);
  if (byIdentifier.length > 0) return byIdentifier;
  return servers.list.filter(
    (server) => server.name.toLocaleLowerCase() === wanted || displayName(server.name).toLocaleLowerCase() === wanted,
  );
}

const answer = (outcome: Done, line: string, target: ActionTarget): Answer =>
  outcome.ok ? { exitCode: 0, line } : refused(outcome.problem, target);

/** The app's own words for what happened. */
const said = (outcome: Done, target: ActionTarget): Answer =>
  answer(outcome, sentence(target.state().announcement.notice, target), target);

function refused(problem: Problem, target: ActionTarget): Answer {
  return { exitCode: exitCodes[problem.code] ?? 1, line: sentence({ kind: 'problem', problem }, target) };
}

function sentence(notice: Notice, { words }: ActionTarget): string {
  const { notice: written, times } = words();
  return written(notice, times.clock);
}

const notSignedIn = 2;
const notReachable = 3;
const exitCodes: Readonly<Partial<Record<ProblemCode, number>>> = {
  'not-signed-in': notSignedIn,
  'account-token-dead': notSignedIn,
  'secret-unreadable': notSignedIn,
  offline: notReachable,
  'name-not-resolved': notReachable,
  'not-reachable': notReachable,
  'port-blocked': notReachable,
  'timed-out': notReachable,
  'server-not-reachable': notReachable,
  'server-offline': notReachable,
  'server-is-another-machine': notReachable,
  'server-failing': notReachable,
};
