/**
 * The program that was started to ask the running app something: passes the question on, prints the answer, ends with
 * its exit code. Where no app runs, one is started for it, hidden and on its own: what is on the clipboard lives as long
 * as the app that put it there, and the terminal is not to wait for that.
 */

import { spawn } from 'node:child_process';
import { app } from 'electron';
import { languageInEffect } from '../../shared/texts/languages.ts';
import { wordsIn } from '../../shared/texts/words.ts';
import { openAnswerSocket } from './answer-socket.ts';
import type { Answer, CommandLineAction } from './command-line.ts';
import { ownCommand } from './own-command.ts';
import { takeInstanceLock } from './single-instance.ts';

/** Milliseconds until an answer is given up: longer than anything the app itself waits for. */
const longestWait = 90_000;

/**
 * Asks and answers. Never returns to the start of the app: ends the process. What the app itself answers is in the
 * language chosen there.
 */
export async function callRunningApp(action: CommandLineAction, systemLanguages: readonly string[]): Promise<void> {
  const socket = openAnswerSocket(process.platform, process.env);
  const question = [...process.argv, `--answer-at=${socket.address}`];
  const end = ({ exitCode, line }: Answer): void => {
    socket.close();
    (exitCode === 0 ? process.stdout : process.stderr).write(`${line}\n`);
    app.exit(exitCode);
  };
  const lock = takeInstanceLock(question, () => undefined);
  // This process waits beside the running app: Chromium must not open that one's profile here.
  app.setPath('userData', socket.folder);
  const { commandLine } = await wordsIn(languageInEffect('system', systemLanguages), systemLanguages);
  if (lock === 'ours') {
    app.releaseSingleInstanceLock();
    if (action.kind === 'quit' || action.kind === 'lock') {
      end({ exitCode: 0, line: commandLine.notRunning });
      return;
    }
    const started = startApart(question);
    started.once('error', () => end({ exitCode: 1, line: commandLine.notStarted }));
  }
  const silence = setTimeout(() => end({ exitCode: 1, line: commandLine.noAnswer }), longestWait);
  const answer = await socket.answer;
  clearTimeout(silence);
  end(answer ?? { exitCode: 1, line: commandLine.noAnswer });
}

/** Starts the app so that it outlives this process and its terminal. */
function startApart(argv: readonly string[]) {
  const [program] = ownCommand({
    platform: process.platform,
    isPackaged: app.isPackaged,
    executable: process.execPath,
    appFolder: app.getAppPath(),
    appImage: process.env['APPIMAGE'],
  });
  const child = spawn(program, [...argv.slice(1), '--hidden'], { detached: true, stdio: 'ignore' });
  child.unref();
  return child;
}
