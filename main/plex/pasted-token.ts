/** Tells an account token that somebody pasted from the other things called "token" in Plex's world. */

import { problem } from '../../shared/problem.ts';
import { failure, type Result } from '../../shared/result.ts';

/** The token in a pasted text, or what that text is instead (`docs/plex-api.md`, "Kinds of token"). Nothing is sent anywhere. */
export function classifyPastedToken(text: string): Result<string> {
  // "View XML" users paste the address, others the header line.
  const token = text
    .trim()
    .replace(/^.*X-Plex-Token[=:]\s*/isu, '')
    .replace(/[&#"'\s].*$/su, '');
  if (token === '') return failure(problem('clipboard-empty'));
  if (token.startsWith('claim-')) return failure(problem('token-is-claim-token'));
  if (token.startsWith('transient-')) return failure(problem('token-is-transient'));
  if (/^eyJ[\w-]*\.[\w-]*\.[\w-]*$/u.test(token)) return failure(problem('token-is-jwt'));
  return /^[\w-]{16,64}$/u.test(token) ? { ok: true, value: token } : failure(problem('token-malformed'));
}
