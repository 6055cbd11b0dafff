/** Signing in: by password and code, or one of the other ways; also how another account is added. */

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { activeAccount, isSignedIn } from '../../shared/allowed-actions.ts';
import { type Problem, problem } from '../../shared/problem.ts';
import type { AppState, SignInState } from '../../shared/state.ts';
import { countdown } from '../../shared/time-words.ts';
import { accountName } from '../account-name.ts';
import { app } from '../bridge.ts';
import { now, open, place } from '../model.ts';
import { Field } from '../parts/field.tsx';
import { Icon } from '../parts/icon.tsx';
import { OtherWays } from '../parts/other-ways.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { SecretField } from '../parts/secret-field.tsx';
import { Steps } from '../parts/steps.tsx';
import { useTelling } from '../told-in-place.ts';
import { cleanCode, isCompleteCode } from '../verification-code.ts';
import { words } from '../words.ts';
import { SignInElsewhere } from './sign-in-elsewhere.tsx';

const texts = () => words().window.signIn;

/** Milliseconds a typed password is kept for the code step. */
const passwordKept = 5 * 60_000;

export function SignIn({ state }: { readonly state: AppState }) {
  const { signIn } = state;
  // What was typed is gone while the user signs in elsewhere: no password waits for that.
  if (signIn.step === 'outside' || signIn.step === 'checking-token') return <SignInElsewhere signIn={signIn} />;
  return <PasswordForm state={state} signIn={signIn} />;
}

function PasswordForm({
  state,
  signIn,
}: {
  readonly state: AppState;
  readonly signIn: Exclude<AppState['signIn'], { readonly step: 'outside' | 'checking-token' }>;
}) {
  const login = useSignal('');
  const password = useSignal('');
  const code = useSignal('');
  const codeOffered = useSignal(false);
  const missing = useSignal<'login' | 'password' | null>(null);
  const loginBox = useRef<HTMLInputElement>(null);
  const passwordBox = useRef<HTMLInputElement>(null);
  const codeBox = useRef<HTMLInputElement>(null);

  const asking = signIn.step === 'asking';
  const codeNeeded = signIn.step === 'code-needed';
  const codeShown = codeNeeded || codeOffered.value || (signIn.step === 'asking' && signIn.withCode);
  const told = toldProblem(state);
  const pause = told?.retryAt !== undefined && told.retryAt > now.value ? told.retryAt - now.value : null;

  useTelling(codeNeeded ? 'code-needed' : null, codeBox);
  useEffect(() => loginBox.current?.focus(), []);
  // By what they say: the state is a new one with whatever else happens, and what is being typed must not go then.
  const { step } = signIn;
  const wentWrong = 'problem' in signIn ? signIn.problem?.code : undefined;
  const attempts = 'attempts' in signIn ? signIn.attempts : 0;
  // Each step puts the cursor where the next key belongs.
  useEffect(() => {
    if (step === 'code-needed') {
      code.value = '';
      codeBox.current?.focus();
    } else if (step === 'idle' && wentWrong === 'login-or-password-wrong') {
      password.value = '';
      passwordBox.current?.focus();
    } else if (step === 'idle' && wentWrong === 'email-needed') loginBox.current?.focus();
  }, [step, wentWrong, attempts, code, password]);
  useEffect(() => {
    if (password.value === '') return undefined;
    const forgetting = setTimeout(() => {
      password.value = '';
    }, passwordKept);
    return () => clearTimeout(forgetting);
  }, [password.value, password]);

  const submit = (): void => {
    missing.value = login.value.trim() === '' ? 'login' : password.value === '' ? 'password' : null;
    if (missing.value === 'login') loginBox.current?.focus();
    else if (missing.value === 'password') passwordBox.current?.focus();
    if (missing.value !== null || asking || pause !== null) return;
    const verificationCode = cleanCode(code.value);
    const credentials = { login: login.value, password: password.value };
    void app.signInWithPassword(
      codeShown && verificationCode !== '' ? { ...credentials, verificationCode } : credentials,
    );
  };

  const startOver = (): void => {
    password.value = '';
    code.value = '';
    codeOffered.value = false;
    void app.cancelSignIn({});
    loginBox.current?.focus();
  };

  return (
    <form
      class="sign-in"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Hero state={state} />
      {told !== null && <ProblemNote problem={told} tryAgain={pause === null ? repeatOf(signIn, submit) : null} />}
      <Field
        id="login"
        label={texts().login}
        value={login.value}
        onInput={(value) => {
          login.value = value;
          missing.value = null;
        }}
        autoComplete="username"
        wrong={missing.value === 'login' ? texts().loginMissing : null}
        disabled={asking || (codeNeeded && login.value !== '')}
        inputRef={loginBox}
      />
      <SecretField
        id="password"
        label={texts().password}
        show={texts().showPassword}
        hide={texts().hidePassword}
        value={password.value}
        onInput={(value) => {
          password.value = value;
          missing.value = null;
        }}
        autoComplete="current-password"
        maxLength={1024}
        wrong={missing.value === 'password' ? texts().passwordMissing : null}
        disabled={asking || (codeNeeded && password.value !== '')}
        inputRef={passwordBox}
      />
      {codeShown ? (
        <Field
          id="code"
          label={texts().code}
          value={code.value}
          onInput={(value) => {
            code.value = value;
            if (isCompleteCode(value)) submit();
          }}
          autoComplete="one-time-code"
          inputMode="numeric"
          maxLength={32}
          placeholder="123 456"
          hint={texts().codeLead}
          disabled={asking}
          inputRef={codeBox}
        />
      ) : (
        <button
          type="button"
          class="link"
          onClick={() => {
            codeOffered.value = true;
          }}
        >
          {texts().haveCode}
        </button>
      )}
      <div class="actions">
        <button type="submit" class="primary" disabled={asking || pause !== null}>
          {asking ? texts().asking : pause !== null ? texts().waiting(countdown(pause)) : texts().submit}
        </button>
        {(asking || codeNeeded) && (
          <button type="button" class="quiet" onClick={startOver}>
            {asking ? texts().cancel : texts().startOver}
          </button>
        )}
      </div>
      <p class="hint">{texts().newDevice}</p>
      {!codeNeeded && !asking && <OtherWays platform={state.app.platform} />}
    </form>
  );
}

function Hero({ state }: { readonly state: AppState }) {
  const active = activeAccount(state);
  const isAdding = isSignedIn(state);
  const canGoBack = place.value.name === 'add-account' && state.accounts.length > 0;
  const lead = isAdding ? texts().addLead : active !== null ? texts().againLead(accountName(active)) : texts().lead;
  return (
    <header class="hero">
      {canGoBack ? (
        <button type="button" class="tool" onClick={() => open({ name: 'account' })}>
          <Icon name="back" />
          <span>{words().window.navigation.back}</span>
        </button>
      ) : (
        <Icon name="ticket" />
      )}
      <h1 tabIndex={-1}>{isAdding ? texts().addTitle : texts().title}</h1>
      {state.accounts.length === 0 && (
        <button type="button" class="tool" onClick={() => open({ name: 'settings' })}>
          <Icon name="settings" />
          <span>{words().window.navigation.settings}</span>
        </button>
      )}
      <p>
        <bdi>{lead}</bdi>
      </p>
      {active === null && <Steps at={0} />}
    </header>
  );
}

/** What to tell above the form: what went wrong just now, or why there is a form at all. */
function toldProblem(state: AppState): Problem | null {
  const { signIn } = state;
  if ('problem' in signIn && signIn.problem !== null && signIn.problem.code !== 'cancelled') return signIn.problem;
  if (activeAccount(state)?.standing !== 'sign-in-needed' || signIn.step !== 'idle') return null;
  return state.account.problem ?? problem('account-token-dead');
}

/** What "Try again" means: the way that failed. */
function repeatOf(signIn: SignInState, submit: () => void): () => unknown {
  const way = signIn.step === 'idle' ? signIn.way : undefined;
  switch (way) {
    case 'browser':
    case 'link':
      return () => app.signInOutside({ way });
    case 'token':
      return () => app.signInWithTokenOnClipboard({});
    default:
      return submit;
  }
}
