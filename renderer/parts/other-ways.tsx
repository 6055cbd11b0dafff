/** The ways to sign in without typing a password here. */

import { useId } from 'preact/hooks';
import type { AppFacts } from '../../shared/state.ts';
import { app } from '../bridge.ts';
import { keyWords } from '../window-commands.ts';
import { words } from '../words.ts';
import { Icon, type IconName } from './icon.tsx';

const texts = () => words().window.signIn;

export function OtherWays({ platform }: { readonly platform: AppFacts['platform'] }) {
  const useToken = () => app.signInWithTokenOnClipboard({});
  return (
    <section class="ways" aria-label={texts().otherWays}>
      <Way
        icon="browser"
        name={texts().browser}
        explanation={texts().browserHelp}
        run={() => app.signInOutside({ way: 'browser' })}
      />
      <Way
        icon="phone"
        name={texts().link}
        explanation={texts().linkHelp}
        run={() => app.signInOutside({ way: 'link' })}
      />
      <Way
        icon="clipboard"
        name={texts().token}
        explanation={texts().tokenHelp(keyWords('v', platform))}
        run={useToken}
        onKeyDown={(event) => {
          if (event.key.toLowerCase() !== 'v' || !(platform === 'darwin' ? event.metaKey : event.ctrlKey)) return;
          // No paste event follows, so what is on the clipboard never comes into the page: main reads it.
          event.preventDefault();
          if (!event.repeat) void useToken();
        }}
      />
    </section>
  );
}

function Way({
  icon,
  name,
  explanation,
  run,
  onKeyDown,
}: {
  readonly icon: IconName;
  readonly name: string;
  readonly explanation: string;
  readonly run: () => unknown;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
}) {
  const help = useId();
  return (
    <div class="way-in">
      <Icon name={icon} />
      <div>
        {/* Reaches over the whole of the way, so that the words beside it can be clicked too. */}
        <button
          type="button"
          aria-describedby={help}
          onClick={() => void run()}
          {...(onKeyDown === undefined ? {} : { onKeyDown })}
        >
          {name}
        </button>
        <p id={help} class="more">
          {explanation}
        </p>
      </div>
    </div>
  );
}
