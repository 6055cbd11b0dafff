/** Which language is in effect, and whether every language says everything. */

import { describe, expect, it } from 'vitest';
import { type Problem, type ProblemAction, problemCodes } from '../../../shared/problem.ts';
import { settingsFrom } from '../../../shared/settings.ts';
import type { Notice } from '../../../shared/state.ts';
import { texts as english } from '../../../shared/texts/english/index.ts';
import { texts as german } from '../../../shared/texts/german/index.ts';
import { languageInEffect, languageNames, localeOf } from '../../../shared/texts/languages.ts';
import { wordsIn } from '../../../shared/texts/words.ts';

describe('the language in effect', () => {
  it.each([
    [['de-AT'], 'german'],
    [['de'], 'german'],
    [['DE-ch'], 'german'],
    [['fr-FR', 'de', 'en'], 'german'],
    [['fr-FR', 'en-GB', 'de'], 'english'],
    [['fr-FR'], 'english'],
    [['den', 'dev-Latn'], 'english'],
    [[], 'english'],
    [['c'], 'english'],
    [['POSIX'], 'english'],
    [['', '-', 'de_DE.UTF-8'], 'english'],
  ] as const)('of a system that says %j is %s', (systemLanguages, language) => {
    expect(languageInEffect('system', systemLanguages)).toBe(language);
  });

  it('is the chosen one, whatever the system says', () => {
    expect(languageInEffect('english', ['de-DE'])).toBe('english');
    expect(languageInEffect('german', [])).toBe('german');
  });

  it('is the system’s before anyone chose, and after a choice that is none', () => {
    expect(settingsFrom({}).language).toBe('system');
    expect(settingsFrom({ language: 'klingon' }).language).toBe('system');
    expect(settingsFrom({ language: 'german' }).language).toBe('german');
  });
});

describe('times are written', () => {
  it.each([
    ['german', ['de-AT', 'de'], 'de-AT'],
    ['english', ['de-AT', 'en-GB'], 'en-GB'],
    ['english', ['de-AT', 'de'], 'en-AT'],
    ['german', ['en-US'], 'de-US'],
    ['german', ['zh-Hant-TW'], 'de-TW'],
    ['english', ['c'], 'en'],
    ['german', [], 'de'],
  ] as const)('in %s on a system that says %j as in %s', (language, systemLanguages, locale) => {
    expect(localeOf(language, systemLanguages)).toBe(locale);
    expect(Intl.DateTimeFormat.supportedLocalesOf([locale])).not.toEqual([]);
  });

  it('with 24 hours by whoever reads English where there are 24', async () => {
    const { times } = await wordsIn('english', ['de-AT']);
    expect(times.clock(Date.UTC(2026, 0, 1, 14, 5))).toBe('14:05');
  });

  it('in German', async () => {
    const { times } = await wordsIn('german', ['de-DE']);
    expect(times.ago(24 * 3_600_000)).toBe('gestern');
    expect(times.left(47 * 3_600_000 + 59 * 60_000)).toBe('47 Std. 59 Min.');
    expect(times.day(Date.UTC(2026, 0, 2))).toBe('2. Januar 2026');
  });
});

/** Every text of a catalogue with the path to it, plain ones and functions. */
function all(texts: unknown, path = ''): readonly (readonly [path: string, text: string | Function_])[] {
  if (typeof texts === 'string' || typeof texts === 'function') return [[path, texts as string | Function_]];
  return Object.entries(texts as object).flatMap(([key, inner]) => all(inner, path === '' ? key : `${path}.${key}`));
}
type Function_ = (...values: readonly unknown[]) => unknown;

const clock = (at: number): string => `at ${at}`;

/** Functions whose parameters are data to decide by; they are tried below with all there is. */
const decides = /^(?:notice|notification|problemAction|problems\..*)$/u;

/** What is shown of the parameters, where that is not the parameter as it is given. */
const given: Readonly<Record<string, readonly unknown[]>> = {
  'window.outside.code': [['A', 'B', 'C', 'D']],
  'window.server.connected': ['local', true, 7],
  'commandLine.severalServers': ['Tower', ['one', 'two']],
};

describe.each(Object.entries({ english, german }))('%s', (_name, texts) => {
  it('says something everywhere, with what it is given in it', () => {
    for (const [path, text] of all(texts)) {
      if (typeof text === 'string') {
        expect(text.trim(), path).not.toBe('');
        continue;
      }
      if (decides.test(path)) continue;
      const values = given[path] ?? Array.from({ length: text.length }, (_none, index) => `${index + 61}`);
      const said = String(text(...values));
      const shown = path === 'window.server.connected' ? ['7'] : values.flat();
      // Given as a number, to be put in words.
      if (/\.(?:lifetime|delay)$/u.test(path)) expect(said, path).not.toBe('');
      else for (const value of shown) expect(said, path).toContain(String(value));
    }
  });

  it('explains every problem, with its host, and what Plex said', () => {
    const problem: Problem = {
      code: 'offline',
      host: 'tower.example',
      plexMessage: 'Nope',
      status: 599,
      retryAt: 7,
      since: 8,
    };
    for (const code of problemCodes) {
      const { title, explanation } = texts.problems[code];
      const said = explanation({ ...problem, code }, clock);
      expect(title, code).not.toMatch(/[.!]$/u);
      expect(said, code).toMatch(/[.?“”]$/u);
      expect(explanation({ code }, clock), code).not.toMatch(/undefined|null|NaN/u);
    }
  });

  it('closes every quotation mark it opens, in its own way', () => {
    const [opening, closing] = texts === german ? (['„', '“'] as const) : (['“', '”'] as const);
    for (const [path, text] of all(texts)) {
      const said = typeof text === 'string' ? text : text.toString();
      expect(said.split(opening).length, path).toBe(said.split(closing).length);
      expect(said, path).not.toMatch(/\.\.\.|[a-z]'[a-z]/iu);
    }
  });
});

/** Each notice there is, once. */
const notices: readonly Notice[] = [
  { kind: 'signed-in', name: 'Ann' },
  { kind: 'signed-out', name: 'Ann', revoked: true },
  { kind: 'signed-out', name: 'Ann', revoked: false },
  { kind: 'code-needed' },
  { kind: 'generating', serverName: 'Tower' },
  { kind: 'copied', what: 'transient-token', serverName: 'Tower', lastFour: 'wxyz', clearsAt: 5 },
  { kind: 'copied', what: 'account-token', serverName: null, lastFour: 'wxyz', clearsAt: null },
  { kind: 'copy-offered', what: 'source-token', serverName: 'Tower' },
  { kind: 'details-copied' },
  { kind: 'source-read', name: 'Tower', connections: 1 },
  { kind: 'source-read', name: 'Tower', connections: 3 },
  { kind: 'diagnostics-copied' },
  { kind: 'vault-moved', mode: 'keyring' },
  { kind: 'vault-moved', mode: 'passphrase' },
  { kind: 'vault-moved', mode: 'session-only' },
  { kind: 'vault-locked' },
  { kind: 'vault-unlocked' },
  { kind: 'vault-abandoned' },
  { kind: 'clipboard-cleared' },
  { kind: 'clipboard-was-changed' },
  { kind: 'refreshed', servers: 1 },
  { kind: 'refreshed', servers: 4 },
  { kind: 'token-checked', serverName: 'Tower', lastFour: 'wxyz', alive: true },
  { kind: 'token-checked', serverName: 'Tower', lastFour: 'wxyz', alive: false },
  { kind: 'switched', name: 'Ann' },
  { kind: 'browser-opened' },
  { kind: 'link-code', code: 'ABCD' },
  { kind: 'settings-saved' },
  { kind: 'cancelled' },
  { kind: 'problem', problem: { code: 'offline' } },
] as readonly Notice[];

describe('German', () => {
  it('has functions of as many parameters as English', () => {
    const parameters = (texts: unknown) =>
      all(texts).map(([path, text]) => [path, typeof text === 'function' ? text.length : 'text']);
    expect(parameters(german)).toEqual(parameters(english));
  });

  it('leaves nothing in English: only these are the same', () => {
    const englishTexts = new Map(all(english));
    const same = all(german)
      .filter(([path, text]) => typeof text === 'string' && text === englishTexts.get(path))
      .map(([path]) => path);
    expect(same.toSorted()).toEqual(
      [
        'window.account.home',
        'window.account.labels.admin',
        'window.account.labels.name',
        'window.about.version',
        'window.commands.also.lock',
        'window.home.servers',
        'window.navigation.tokens',
        'window.server.versionLabel',
        'window.source.kinds.relay',
        'window.source.name',
        'window.source.token',
        'window.vault.passphrase',
        'window.unlock.passphrase',
      ].toSorted(),
    );
  });

  it.each(notices)('tells $kind in other words, with the same names and times in them', (notice) => {
    const said = german.notice(notice, clock);
    expect(said).not.toBe(english.notice(notice, clock));
    for (const name of ['Ann', 'Tower', 'wxyz', 'ABCD', 'at 5'])
      expect(said.includes(name), name).toBe(english.notice(notice, clock).includes(name));
    expect(german.notification(notice, clock) === null).toBe(english.notification(notice, clock) === null);
    expect(german.notification(notice, clock) ?? '').not.toContain('wxyz');
  });

  it('explains problems with the same hosts, times and words of Plex in them', () => {
    for (const code of problemCodes) {
      const problem: Problem = { code, host: 'tower.example', plexMessage: 'Nope', status: 599, retryAt: 7, since: 8 };
      const [one, other] = [english, german].map((texts) => texts.problems[code].explanation(problem, clock));
      for (const shown of ['tower.example', 'Nope', '599', 'at 7', 'at 8'])
        expect(other?.includes(shown), `${code}: ${shown}`).toBe(one?.includes(shown));
      expect(other, code).not.toBe(one);
    }
  });

  it('labels the same actions', () => {
    const actions: readonly ProblemAction[] = [
      ...(
        [
          'none',
          'try-again',
          'sign-in-again',
          'use-browser',
          'choose-server',
          'allow-plain-http',
          'accept-risk',
          'unlock',
        ] as const
      ).map((kind) => ({ kind })),
      { kind: 'open-page', page: 'plex-status' },
    ];
    for (const action of actions) {
      const label = german.problemAction(action);
      expect(label === null, action.kind).toBe(english.problemAction(action) === null);
      if (label !== null) expect(label).not.toBe(english.problemAction(action));
    }
  });
});

it('every language there is has a catalogue that loads', async () => {
  for (const language of languageNames) expect((await wordsIn(language, [])).tray.quit, language).not.toBe('');
});
