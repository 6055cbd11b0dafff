/** What is told of a fault nobody caught: its kind and where it happened, never its message, which may quote anything. */

import type { LogDetails } from './log.ts';

/** Frames of a stack that are told. */
const mostFrames = 4;

/** A fault as the log tells it. */
export function faultDetails(fault: unknown): LogDetails {
  if (!(fault instanceof Error)) return { kind: typeof fault };
  const frames = String(fault.stack ?? '')
    .split('\n')
    .flatMap((line) => frameIn(line) ?? [])
    .slice(0, mostFrames);
  return { kind: nameOf(fault), code: codeOf(fault), at: frames.length === 0 ? undefined : frames.join(' < ') };
}

/** A frame's file name, line and column, without the folders, which may name the user. */
function frameIn(line: string): string | null {
  const match = /^\s+at .*?([\w.-]+\.[cm]?[jt]s):(\d+):(\d+)\)?$/u.exec(line);
  return match === null ? null : `${match[1]}:${match[2]}:${match[3]}`;
}

/** Only what looks like the name of a kind of error. */
const nameOf = ({ name }: Error): string => (/^\w{1,40}$/u.test(name) ? name : 'Error');

function codeOf(fault: Error): string | undefined {
  const code = 'code' in fault ? fault.code : undefined;
  return typeof code === 'string' && /^[A-Z_\d]{1,40}$/u.test(code) ? code : undefined;
}
