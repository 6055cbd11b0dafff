/** Reads an answer's body, or says in what way it is not what was asked for. */

import { problem } from '../../shared/problem.ts';
import { failure, type Result } from '../../shared/result.ts';
import type { PlexAnswer } from './http.ts';

/** The JSON in an answer. A page where JSON belongs is a login page; half a JSON is a damaged answer. */
export function readJson({ body, status }: PlexAnswer, host: string): Result<unknown> {
  const text = body.trim();
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    const page = /^<(?:!doctype|html)/iu.test(text);
    const begun = text.startsWith('{') || text.startsWith('[');
    return failure(
      problem(page ? 'login-page-answered' : begun ? 'answer-damaged' : 'answer-not-understood', { host, status }),
    );
  }
}
