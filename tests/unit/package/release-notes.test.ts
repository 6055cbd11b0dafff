/** A release is only made where everything that names its version agrees. */

import { describe, expect, test } from 'vitest';
import { releaseNotes, releaseSources } from '../../../build/release-notes.mjs';

test('changelog, package.json and AppStream data agree now', () => {
  const notes = releaseNotes(releaseSources());
  expect(notes).not.toBe('');
  expect(notes).not.toContain('## ');
});

describe('what does not agree', () => {
  const sources = {
    version: '1.1.0',
    homepage: 'https://github.com/owner/app',
    changelog: '# Changes\n\n## 1.1.0 (2026-02-03)\n\n- New.\n\n## 1.0.0 (2026-01-02)\n\n- Old.\n',
    metainfo:
      '<url>https://github.com/owner/app</url><image>https://raw.githubusercontent.com/owner/app/v1.1.0/a.png</image><release version="1.1.0" date="2026-02-03"/>',
  };

  test('nothing, to begin with', () => expect(releaseNotes(sources)).toBe('- New.'));

  test.each([
    ['no entry in the changelog', { ...sources, version: '1.2.0' }, 'CHANGELOG.md'],
    ['another date', { ...sources, changelog: sources.changelog.replace('02-03', '02-04') }, 'does not name'],
    ['pictures of another release', { ...sources, metainfo: sources.metainfo.replace('v1.1', 'v1.0') }, 'points to'],
    ['another home', { ...sources, homepage: 'https://github.com/someone/else' }, 'points to'],
  ])('%s', (_what, changed, words) => expect(() => releaseNotes(changed)).toThrow(words));
});
