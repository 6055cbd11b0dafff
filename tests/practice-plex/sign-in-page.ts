/** A tiny page in the place of app.plex.tv and plex.tv/link, where a person finishes a browser sign-in by a click. */

import type { PracticeAccount } from './accounts.ts';
import { type Exchange, send } from './exchange.ts';
import type { PlexTv } from './plex-tv.ts';

/** Serves the page and takes its click. Answers false for any other request. */
export function signInPage(exchange: Exchange, accounts: readonly PracticeAccount[], plexTv: PlexTv): boolean {
  const { method, path } = exchange;
  if (method === 'GET' && (path === '/auth' || path === '/link')) {
    const buttons = accounts.map(
      ({ username, title }) => `<button name="username" value="${username}">Continue as ${title}</button>`,
    );
    // The code comes behind the address's "#", as app.plex.tv has it, or is typed.
    const page = `<!doctype html><meta charset="utf-8"><title>Practice sign-in</title><h1>Practice Plex</h1>
<form method="post"><label>Code <input name="code" autofocus></label> ${buttons.join(' ')}</form>
<script>document.querySelector('input').value = new URLSearchParams(location.hash.replace(/^#[!?]*/, '')).get('code') || '';</script>`;
    send(exchange, 200, 'text/html; charset=utf-8', page);
    return true;
  }
  if (method !== 'POST' || (path !== '/auth' && path !== '/link')) return false;
  const { code = '', username = '' } = exchange.form();
  const account = accounts.find((candidate) => candidate.username === username);
  const finished = account !== undefined && plexTv.finishPin(path === '/link' ? code.toUpperCase() : code, account);
  send(
    exchange,
    finished ? 200 : 404,
    'text/plain',
    finished ? 'Signed in. You can close this page.' : 'There is no such code.',
  );
  return true;
}
