import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerFrom, isAnswerSocket, openAnswerSocket, sendAnswer } from '../../../main/desktop/answer-socket.ts';
import { parseCommandLine } from '../../../main/desktop/command-line.ts';
import { startTexts } from '../../../shared/texts/start-texts.ts';

const action = (...words: readonly string[]) => {
  const parsed = parseCommandLine(['/opt/app', ...words], startTexts.english);
  return parsed.ok ? parsed.value.action : parsed.line;
};

test('reads each action, and a server by either way of writing it', () => {
  expect(action()).toBeNull();
  expect(action('--hidden', '--some-switch-of-chromium=1', 'file')).toBeNull();
  expect(action('--show')).toEqual({ kind: 'show' });
  expect(action('--lock')).toEqual({ kind: 'lock' });
  expect(action('--quit')).toEqual({ kind: 'quit' });
  expect(action('--copy-transient-token')).toEqual({ kind: 'copy', server: null });
  expect(action('--copy-transient-token', '--server', 'Öl & Gas')).toEqual({ kind: 'copy', server: 'Öl & Gas' });
  expect(action('--server=Tower', '--copy-transient-token')).toEqual({ kind: 'copy', server: 'Tower' });
});

test('refuses what contradicts itself', () => {
  expect(action('--show', '--copy-transient-token')).toBe('--copy-transient-token and --show do not go together.');
  expect(action('--server', 'Tower')).toBe('--server goes with --copy-transient-token.');
  expect(action('--copy-transient-token', '--server', '--hidden')).toBe('--server needs a name: --server NAME');
  for (const name of ['', ' '])
    expect(action('--copy-transient-token', `--server=${name}`)).toBe('--server needs a name: --server NAME');
  expect(action('--copy-transient-token', '--server', 'Tower', '--server=Den')).toBe(
    '--server was given more than once. Copy for one server at a time.',
  );
});

test('waits a minute for a tray unless told otherwise, and never for ever', () => {
  const patience = (...words: readonly string[]) => {
    const parsed = parseCommandLine(words, startTexts.english);
    return parsed.ok ? parsed.value.trayPatience : null;
  };
  expect(patience()).toBe(60_000);
  expect(patience('--wait-for-tray=5')).toBe(5000);
  expect(patience('--wait-for-tray', '0')).toBe(0);
  for (const nonsense of ['-1', 'soon', 'NaN', 'Infinity'])
    expect(patience(`--wait-for-tray=${nonsense}`)).toBe(60_000);
  expect(patience('--wait-for-tray=1e9')).toBe(3_600_000);
});

test('an answer arrives as it was sent', async () => {
  const socket = openAnswerSocket(process.platform, {});
  expect(isAnswerSocket(socket.address, process.platform)).toBe(true);
  await sendAnswer(socket.address, { exitCode: 3, line: 'Tower ist nicht da.' }, process.platform);
  expect(await socket.answer).toEqual({ exitCode: 3, line: 'Tower ist nicht da.' });
  socket.close();
  expect(isAnswerSocket(socket.address, process.platform)).toBe(false);
});

test('whatever else arrives is no answer', () => {
  for (const text of [
    '',
    '{',
    '[]',
    'null',
    '{"exitCode":0}',
    '{"exitCode":"0","line":""}',
    '{"exitCode":999,"line":""}',
  ])
    expect(answerFrom(text)).toBeNull();
  fc.assert(
    fc.property(fc.json(), (text) => {
      const answer = answerFrom(text);
      return answer === null || (typeof answer.line === 'string' && Number.isInteger(answer.exitCode));
    }),
  );
});

test('answers go to no socket that another user or program may have put there', () => {
  const open = mkdtempSync(join(tmpdir(), 'plex-token-tray-answer-'));
  writeFileSync(join(open, 'answer'), '');
  expect(isAnswerSocket(join(open, 'answer'), 'linux')).toBe(false);
  const linked = mkdtempSync(join(tmpdir(), 'plex-token-tray-answer-'));
  const socket = openAnswerSocket('linux', {});
  symlinkSync(socket.address, join(linked, 'answer'));
  expect(isAnswerSocket(join(linked, 'answer'), 'linux')).toBe(false);
  for (const address of ['', 'answer', '/answer', '/tmp/other/answer', `${socket.folder}/../answer`])
    expect(isAnswerSocket(address, 'linux')).toBe(false);
  for (const address of ['\\\\.\\pipe\\other', '\\\\.\\pipe\\plex-token-tray-answer-..\\x', socket.address])
    expect(isAnswerSocket(address, 'win32')).toBe(false);
  socket.close();
  for (const folder of [open, linked]) rmSync(folder, { recursive: true });
});
