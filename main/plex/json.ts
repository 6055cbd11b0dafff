/** Reads an answer's body, or says in what way it is not what was asked for. */

import { problem } from '../../shared/problem.ts';
import { failure, type Result } from '../../shared/result.ts';

/** An answer as it came. */
export interface PlexAnswer {
  readonly status: number;
  readonly body: string;
}

/** The JSON in an answer. A page where JSON belongs is a login page; half a JSON is a damaged answer. */
export function readJson({ body, status }: PlexAnswer, host: string): Result<unknown> {
  const parsed = parseJson(body);
  if (parsed !== undefined) return { ok: true, value: parsed };
  const page = /^\s*<(?:!doctype|html)/iu.test(body);
  const code = page ? 'login-page-answered' : isCutOff(body) ? 'answer-damaged' : 'answer-not-understood';
  return failure(problem(code, { host, status }));
}

/** Whether a body began as JSON and did not end as such. */
export function isCutOff(body: string): boolean {
  return /^\s*[{[]/u.test(body) && parseJson(body) === undefined;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
