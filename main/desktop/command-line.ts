/** What can be asked on the command line, as a pure reading of it. */

import type { StartTexts } from '../../shared/texts/start-texts.ts';

/** What a command line asks the app to do, beyond being there. */
export type CommandLineAction =
  /** `server` is the name or machine identifier given; `null` means the chosen server. */
  { readonly kind: 'copy'; readonly server: string | null } | { readonly kind: 'show' | 'lock' | 'quit' };

export interface CommandLine {
  /** Start without a window. */
  readonly hidden: boolean;
  readonly action: CommandLineAction | null;
  /** The socket on which whoever asked waits for the answer; `null` where nobody does. */
  readonly answerAt: string | null;
  /** Milliseconds a hidden start waits for a tray before it shows the window instead. */
  readonly trayPatience: number;
}

/** What became of an action: a line for the terminal, and what the asking program ends with. */
export interface Answer {
  /** 0 done, 2 not signed in, 3 server not reachable, 4 more than one server of that name, 1 anything else. */
  readonly exitCode: number;
  readonly line: string;
}

/** Seconds a hidden start waits for a tray: at login, panels come late. */
const defaultPatience = 60;

const actions: readonly (readonly [option: string, kind: CommandLineAction['kind']])[] = [
  ['--copy-transient-token', 'copy'],
  ['--show', 'show'],
  ['--lock', 'lock'],
  ['--quit', 'quit'],
];

/**
 * Reads the command line. What it does not know is Chromium's or Electron's and is left alone; what contradicts itself
 * is answered with the sentence to say.
 */
export function parseCommandLine(
  argv: readonly string[],
  texts: StartTexts,
):
  | { readonly ok: true; readonly value: CommandLine }
  | { readonly ok: false; readonly line: string; readonly answerAt: string | null } {
  const answerAt = optionValue(argv, '--answer-at') ?? null;
  const wrong = (line: string) => ({ ok: false, line, answerAt }) as const;
  const given = actions.filter(([option]) => argv.includes(option));
  const [first, second] = given;
  if (first !== undefined && second !== undefined) return wrong(texts.twoActions(first[0], second[0]));
  const server = optionValue(argv, '--server');
  if (server?.trim() === '') return wrong(texts.serverWithoutName);
  if (argv.filter((argument) => isOption(argument, '--server')).length > 1) return wrong(texts.serverTwice);
  if (server !== undefined && first?.[1] !== 'copy') return wrong(texts.serverWithoutCopy);
  const patience = Number(optionValue(argv, '--wait-for-tray') ?? defaultPatience);
  return {
    ok: true,
    value: {
      hidden: argv.includes('--hidden'),
      action:
        first === undefined
          ? null
          : first[1] === 'copy'
            ? { kind: 'copy', server: server ?? null }
            : { kind: first[1] },
      answerAt,
      trayPatience: (Number.isFinite(patience) && patience >= 0 ? Math.min(patience, 3600) : defaultPatience) * 1000,
    },
  };
}

/** The value of `--option=value` or `--option value`; empty where none follows, `undefined` without the option. */
function optionValue(argv: readonly string[], option: string): string | undefined {
  const place = argv.findIndex((argument) => isOption(argument, option));
  const argument = argv[place];
  if (argument === undefined) return undefined;
  if (argument !== option) return argument.slice(option.length + 1);
  const next = argv[place + 1];
  return next === undefined || next.startsWith('--') ? '' : next;
}

const isOption = (argument: string, option: string): boolean =>
  argument === option || argument.startsWith(`${option}=`);
