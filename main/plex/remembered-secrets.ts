/** Tells somebody of every secret that goes to Plex or comes from there, so that it can be kept out of logs. */

import type { Problem } from '../../shared/problem.ts';
import type { PlexApi } from './api.ts';

/** Who keeps secrets out of texts. */
export interface SecretKeeper {
  /** Answers a function that forgets the secret again. */
  readonly remember: (secret: string) => () => void;
  /** The text with every secret taken out. */
  readonly mask: (text: string) => string;
}

/**
 * The same API, with each secret told to the keeper before anything else sees it, and taken out of what Plex says when
 * it refuses. Password and code are told for the time of their one request only.
 */
export function rememberingSecrets(plainApi: PlexApi, { remember, mask }: SecretKeeper): PlexApi {
  const api = maskingProblems(plainApi, mask);
  const withToken =
    <Rest extends readonly unknown[], Outcome>(ask: (token: string, ...rest: Rest) => Outcome) =>
    (token: string, ...rest: Rest): Outcome => {
      remember(token);
      return ask(token, ...rest);
    };
  return {
    ...api,
    signIn: async (credentials, signal) => {
      const forget = [credentials.password, credentials.verificationCode ?? ''].map(remember);
      try {
        const outcome = await api.signIn(credentials, signal);
        if (outcome.ok) remember(outcome.value.accountToken);
        return outcome;
      } finally {
        for (const forgetOne of forget) forgetOne();
      }
    },
    waitForBrowserSignIn: async (pin, signal) => {
      const outcome = await api.waitForBrowserSignIn(pin, signal);
      if (outcome.ok) remember(outcome.value.accountToken);
      return outcome;
    },
    classifyPastedToken: (text) => {
      const outcome = api.classifyPastedToken(text);
      if (outcome.ok) remember(outcome.value);
      return outcome;
    },
    readAccount: withToken(api.readAccount),
    signOut: withToken(api.signOut),
    listHomeUsers: withToken(api.listHomeUsers),
    listServers: async (accountToken, signal) => {
      remember(accountToken);
      const outcome = await api.listServers(accountToken, signal);
      if (outcome.ok) for (const { accessToken } of outcome.value) if (accessToken !== null) remember(accessToken);
      return outcome;
    },
    mintTransientToken: async (...asked) => {
      const outcome = await api.mintTransientToken(...asked);
      if (outcome.ok) remember(outcome.value);
      return outcome;
    },
    readSourceConnections: async (...asked) => {
      const outcome = await api.readSourceConnections(...asked);
      if (outcome.ok && outcome.value.accessToken !== null) remember(outcome.value.accessToken);
      return outcome;
    },
  };
}

/** An answer may quote what it was asked with, or, from a hostile server, anything. */
function maskingProblems(api: PlexApi, mask: SecretKeeper['mask']): PlexApi {
  const clean = (outcome: unknown): unknown => {
    if (typeof outcome !== 'object' || outcome === null || !('problem' in outcome)) return outcome;
    const { plexMessage, requestId, ...told } = outcome.problem as Problem;
    const quoted = Object.entries({ plexMessage, requestId }).flatMap(([name, text]) =>
      text === undefined ? [] : [[name, mask(text)]],
    );
    return { ...outcome, problem: { ...told, ...Object.fromEntries(quoted) } };
  };
  const functions = Object.entries(api).map(([name, ask]) => {
    const asking = ask as (...asked: unknown[]) => unknown;
    return [
      name,
      (...asked: unknown[]): unknown => {
        const outcome = asking(...asked);
        return outcome instanceof Promise ? outcome.then(clean) : outcome;
      },
    ];
  });
  return Object.fromEntries(functions) as PlexApi;
}
