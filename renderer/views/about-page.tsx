/** What this is: versions, licence, and the notices of everyone whose code is in it. */

import { useSignal } from '@preact/signals';
import type { AppState } from '../../shared/state.ts';
import { PageHeader } from '../parts/page-header.tsx';
import { words } from '../words.ts';

const texts = () => words().window.about;

export function AboutPage({ state }: { readonly state: AppState }) {
  const { product, version, electron } = state.app;
  const rows = [
    [texts().version, version],
    [texts().files, texts().filesAre[state.release.files]],
    ['Electron', electron.version],
    ['Chromium', electron.chromium],
    ['Node.js', electron.node],
    [texts().licence, 'MIT'],
  ];
  return (
    <>
      <PageHeader title={texts().title(product)} back />
      <section class="group" aria-label={texts().title(product)}>
        <dl>
          {rows.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <p class="hint">{texts().notAffiliated}</p>
      </section>
      <Notices />
    </>
  );
}

/** Long, and read by few: fetched when unfolded. */
function Notices() {
  const notices = useSignal('');
  return (
    <details
      class="group notices"
      onToggle={async () => {
        notices.value ||= (await import('virtual:third-party-notices')).default;
      }}
    >
      <summary>{texts().notices}</summary>
      <p class="hint">{texts().noticesLead}</p>
      <pre>{notices}</pre>
    </details>
  );
}
