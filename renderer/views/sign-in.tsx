/** The sign-in form: login, password, and the verification code when Plex asks or the user has one. */

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { activeAccount } from '../../shared/allowed-actions.ts';
import { type Problem, type ProblemAction, problem } from '../../shared/problem.ts';
import type { AppState } from '../../shared/state.ts';
import { windowTexts } from '../../shared/texts/english/window.ts';
import { countdown } from '../../shared/time-words.ts';
import { app } from '../bridge.ts';
import { now, page } from '../model.ts';
import { Field } from '../parts/field.tsx';
import { Icon } from '../parts/icon.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { cleanCode, isCompleteCode } from '../verification-code.ts';

const texts = windowTexts.signIn;

/** Milliseconds a typed password is kept for the code step. */
const passwordKept = 5 * 60_000;

export function SignIn({ state }: { readonly state: AppState }) {
  const { signIn } = state;
  const login = useSignal('');
  const password = useSignal('');
  const code = useSignal('');
  const codeOffered = useSignal(false);
  const passwordShown = useSignal(false);
  const missing = useSignal<'login' | 'password' | null>(null);
  const loginBox = useRef<HTMLInputElement>(null);
  const passwordBox = useRef<HTMLInputElement>(null);
  const codeBox = useRef<HTMLInputElement>(null);

  const asking = signIn.step === 'asking';
  const codeNeeded = signIn.step === 'code-needed';
  const codeShown = codeNeeded || codeOffered.value || (signIn.step === 'asking' && signIn.withCode);
  const told = toldProblem(state);
  const pause = told?.retryAt !== undefined && told.retryAt > now.value ? told.retryAt - now.value : null;

  useEffect(() => loginBox.current?.focus(), []);
  // Each step puts the cursor where the next key belongs.
  useEffect(() => {
    if (signIn.step === 'code-needed') {
      code.value = '';
      codeBox.current?.focus();
    } else if (signIn.step === 'idle' && signIn.problem?.code === 'login-or-password-wrong') {
      password.value = '';
      passwordBox.current?.focus();
    } else if (signIn.step === 'idle' && signIn.problem?.code === 'email-needed') loginBox.current?.focus();
  }, [signIn, code, password]);
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
      <header class="hero">
        <Icon name="ticket" />
        <h1>{texts.title}</h1>
        <p>{texts.lead}</p>
      </header>
      {told !== null && <ProblemNote problem={told} act={actionHere(submit)} />}
      <Field
        id="login"
        label={texts.login}
        value={login.value}
        onInput={(value) => {
          login.value = value;
          missing.value = null;
        }}
        autoComplete="username"
        wrong={missing.value === 'login' ? texts.loginMissing : null}
        disabled={asking || codeNeeded}
        inputRef={loginBox}
      />
      <Field
        id="password"
        label={texts.password}
        value={password.value}
        onInput={(value) => {
          password.value = value;
          missing.value = null;
        }}
        type={passwordShown.value ? 'text' : 'password'}
        autoComplete="current-password"
        maxLength={1024}
        wrong={missing.value === 'password' ? texts.passwordMissing : null}
        disabled={asking || codeNeeded}
        inputRef={passwordBox}
      >
        <button
          type="button"
          class="inside"
          aria-label={passwordShown.value ? texts.hidePassword : texts.showPassword}
          aria-pressed={passwordShown.value}
          onClick={() => {
            passwordShown.value = !passwordShown.value;
          }}
        >
          <Icon name="eye" />
        </button>
      </Field>
      {codeShown ? (
        <Field
          id="code"
          label={texts.code}
          value={code.value}
          onInput={(value) => {
            code.value = value;
            if (isCompleteCode(value)) submit();
          }}
          autoComplete="one-time-code"
          inputMode="numeric"
          maxLength={32}
          placeholder="123 456"
          hint={texts.codeLead}
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
          {texts.haveCode}
        </button>
      )}
      <div class="actions">
        <button type="submit" class="primary" disabled={asking || pause !== null}>
          {asking ? texts.asking : pause !== null ? texts.waiting(countdown(pause)) : texts.submit}
        </button>
        {(asking || codeNeeded) && (
          <button type="button" class="quiet" onClick={startOver}>
            {asking ? texts.cancel : texts.startOver}
          </button>
        )}
      </div>
      <footer class="foot">
        <p class="hint">{texts.newDevice}</p>
        <button
          type="button"
          class="link"
          onClick={() => {
            page.value = 'settings';
          }}
        >
          {windowTexts.navigation.settings}
        </button>
      </footer>
    </form>
  );
}

/** What to tell above the form: what went wrong just now, or why there is a form at all. */
function toldProblem(state: AppState): Problem | null {
  const { signIn } = state;
  if ('problem' in signIn && signIn.problem !== null && signIn.problem.code !== 'cancelled') return signIn.problem;
  return activeAccount(state)?.standing === 'sign-in-needed' && signIn.step === 'idle'
    ? problem('account-token-dead')
    : null;
}

/** The actions this form can do itself; "sign in again" is the form. */
const actionHere =
  (submit: () => void) =>
  (action: ProblemAction): (() => void) | null => {
    if (action.kind === 'open-page') return () => void app.openPage({ page: action.page });
    return action.kind === 'try-again' ? submit : null;
  };
