/** Waiting while the user signs in elsewhere: in the browser, with a code on another device, or while a token is checked. */

import { useEffect, useRef } from 'preact/hooks';
import type { SignInState } from '../../shared/state.ts';
import { countdown } from '../../shared/time-words.ts';
import { app } from '../bridge.ts';
import { now } from '../model.ts';
import { QrCode } from '../parts/qr-code.tsx';
import { useTelling } from '../told-in-place.ts';
import { words } from '../words.ts';

const texts = () => words().window.outside;

/** What the QR code leads to; the code itself is typed there. */
const linkPage = 'https://plex.tv/link';

type Elsewhere = Extract<SignInState, { readonly step: 'outside' | 'checking-token' }>;

export function SignInElsewhere({ signIn }: { readonly signIn: Elsewhere }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const isLink = signIn.step === 'outside' && signIn.way === 'link';
  const isBrowser = signIn.step === 'outside' && signIn.way === 'browser';
  useTelling(isLink ? 'link-code' : isBrowser ? 'browser-opened' : null, heading);
  return (
    <div class="elsewhere">
      <header class="hero">
        <h1 tabIndex={-1} ref={heading}>
          {isLink ? texts().linkTitle : isBrowser ? texts().browserTitle : texts().checkingTitle}
        </h1>
        <p>{isLink ? texts().linkLead : isBrowser ? texts().browserLead : texts().checkingLead}</p>
      </header>
      {isLink && <LinkCode code={signIn.linkCode} />}
      {signIn.step === 'outside' && (
        <p class="waiting" aria-busy="true">
          {signIn.expiresAt === null ? texts().asking : texts().left(countdown(signIn.expiresAt - now.value))}
        </p>
      )}
      <div class="actions stacked">
        {isLink && (
          <button type="button" class="primary" onClick={() => void app.openPage({ page: 'plex-link' })}>
            {texts().openLink}
          </button>
        )}
        {isBrowser && (
          <button type="button" class="quiet" onClick={() => void app.signInOutside({ way: 'browser' })}>
            {texts().openAgain}
          </button>
        )}
        {signIn.step === 'outside' && (
          <button
            type="button"
            class="quiet"
            onClick={() => void app.signInOutside({ way: isLink ? 'browser' : 'link' })}
          >
            {isLink ? texts().useBrowser : texts().useLink}
          </button>
        )}
        <button type="button" class="quiet" onClick={() => void app.cancelSignIn({})}>
          {texts().cancel}
        </button>
      </div>
    </div>
  );
}

/** The letters to type, large; spelled one by one for those who listen. The place is kept until they are there. */
function LinkCode({ code }: { readonly code: string | null }) {
  return (
    <div class="link-code">
      <p class="letters">
        <span aria-hidden="true">{code ?? '····'}</span>
        {code !== null && <span class="unseen">{texts().code([...code])}</span>}
      </p>
      <QrCode text={linkPage} label={texts().qr} />
    </div>
  );
}
