/** What is installed: exact versions with a reason each, few in the app, none with a known hole. */

import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const project = resolve(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(join(project, path), 'utf8');

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
}
const description = JSON.parse(read('package.json')) as Record<
  'dependencies' | 'devDependencies',
  Record<string, string>
>;
const locked = Object.entries(
  (JSON.parse(read('package-lock.json')) as { packages: Record<string, LockedPackage> }).packages,
).filter(([path]) => path !== '');
const advisories = JSON.parse(read('build/advisory-floor.json')) as {
  floors: { package: string; floor: string; why: string }[];
  accepted: { package: string; version: string; why: string }[];
  never: { package: string; versions: string[]; why: string }[];
};

const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
const all = { ...description.dependencies, ...description.devDependencies };

/** Whether a version is at least another; one before its release counts as older. */
function isAtLeast(version: string, floor: string): boolean {
  const numbers = (text: string): readonly number[] => (text.split('-')[0] ?? '').split('.').map(Number);
  const [one, other] = [numbers(version), numbers(floor)];
  for (const index of [0, 1, 2]) {
    const difference = (one[index] ?? 0) - (other[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return !version.includes('-');
}

describe('packages', () => {
  it('are pinned exactly', () => {
    for (const [name, version] of Object.entries(all)) expect(`${name} ${version}`).toMatch(/ \d+\.\d+\.\d+$/u);
    expect(read('.npmrc')).toContain('save-exact=true');
  });

  it('in the app are ten at most besides Electron', () => {
    expect(Object.keys(description.dependencies).length).toBeLessThanOrEqual(10);
  });

  it('each have their reason in docs/dependencies.md, and nothing else has', () => {
    const rows = read('docs/dependencies.md')
      .split('\n')
      .flatMap((line) => /^\| ([^|]+?) +\| (\S.*?) *\|$/u.exec(line)?.slice(1) ?? [])
      .filter((_cell, index) => index % 2 === 0)
      .flatMap((cell) => cell.split(', '))
      .filter((name) => name !== 'package' && !/^-+$/u.test(name));
    expect([...rows].sort()).toEqual(Object.keys(all).sort());
  });

  it('come from the npm registry, whichever mirror serves it, by checksum', () => {
    for (const [path, { integrity, resolved }] of locked) {
      if (integrity !== undefined) expect(`${path} ${integrity}`).toMatch(/ sha512-/u);
      if (resolved !== undefined) expect(`${path} ${resolved}`).toMatch(/ https:\/\/registry\.npmjs\.org\//u);
    }
  });
});

describe('P9 advisories', () => {
  const installed = locked.flatMap(([path, { version }]) =>
    version === undefined ? [] : [{ name: nameOf(path), version }],
  );

  const isAccepted = ({ name, version }: { name: string; version: string }): boolean =>
    advisories.accepted.some((entry) => entry.package === name && entry.version === version);

  it('what is accepted all the same is still there, or need not be listed any more', () => {
    for (const entry of advisories.accepted)
      expect(installed).toContainEqual({ name: entry.package, version: entry.version });
  });

  it.each(advisories.floors)('no $package below $floor', ({ package: name, floor }) => {
    const below = installed.filter(
      (entry) => entry.name === name && !isAccepted(entry) && !isAtLeast(entry.version, floor),
    );
    expect(below).toEqual([]);
  });

  it.each(advisories.never)('no $package of $versions', ({ package: name, versions }) => {
    const found = installed.filter((entry) => entry.name === name);
    expect(found.filter(({ version }) => versions.includes('*') || versions.includes(version))).toEqual([]);
  });

  it('each floor says why, and the pinned packages that meet the network or the disk have one', () => {
    for (const { why } of advisories.floors) expect(why.length).toBeGreaterThan(20);
    for (const name of ['axios', 'electron', 'electron-store'])
      expect(advisories.floors.map((entry) => entry.package)).toContain(name);
  });

  it('compares versions as they are meant', () => {
    expect(isAtLeast('1.21.1', '1.19.0')).toBe(true);
    expect(isAtLeast('1.9.0', '1.19.0')).toBe(false);
    expect(isAtLeast('1.19.0', '1.19.0')).toBe(true);
    expect(isAtLeast('1.19.0-beta.1', '1.19.0')).toBe(false);
    expect(isAtLeast('2.0.0', '1.19.0')).toBe(true);
  });
});

describe('P10 install scripts', () => {
  it('are never run: npm is told so, and the setup says it again', () => {
    expect(read('.npmrc')).toContain('ignore-scripts=true');
    const scripts = readdirSync(join(project, 'build')).filter((name) => name.endsWith('.mjs'));
    const installing = scripts.filter((name) => /\['ci'/u.test(read(`build/${name}`)));
    expect(installing.length).toBeGreaterThan(0);
    for (const name of installing) expect(read(`build/${name}`), name).toContain('--ignore-scripts');
  });
});
