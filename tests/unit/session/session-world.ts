/** The session over real parts: Plex's API against the practice Plex, a vault on disk, a clock and a clipboard of the test's. */

import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it as base, expect } from 'vitest';
import type { EncryptionPort } from '../../../main/ports.ts';
import { createSession, type Session } from '../../../main/session/session.ts';
import { openSettings } from '../../../main/settings/settings.ts';
import { createSteadyClock } from '../../../main/steady-clock.ts';
import { openVault } from '../../../main/vault/vault.ts';
import type { AppFacts, Notice, PlexTvState, ServerSummary } from '../../../shared/state.ts';
import { type PracticeMediaServer, type PracticePlex, startPracticePlex } from '../../practice-plex/index.ts';
import { accountOf, openApi } from '../plex/plex.ts';
import { createConfStore } from '../storage/conf-store.ts';
import { createTestClipboard, createTestKeyring, type TestClipboard, type TestKeyring } from './doubles.ts';

const noKeyring: EncryptionPort = {
  standing: async () => 'none',
  backend: () => 'basic_text',
  encrypt: async () => Promise.reject(new Error('There is no keyring.')),
  decrypt: async () => Promise.reject(new Error('There is no keyring.')),
};

/** What is known of the app in tests. */
export const facts: AppFacts = {
  product: 'Plex Token Tray',
  version: '0.0.0',
  electron: { version: '45.0.0', isFallback: false, chromium: '146.0.0.0', node: '24.0.0' },
  identity: { product: 'Plex Token Tray', version: '0.1.0', platform: 'Linux', deviceName: 'desk' },
  platform: 'linux',
  systemLanguages: ['en'],
  desktop: { isGnome: false, isWayland: false },
};

/** Everything around one session. */
export class SessionWorld {
  readonly folder = mkdtempSync(join(tmpdir(), 'session-'));
  readonly clipboard: TestClipboard = createTestClipboard();
  /** The sign-in pages that were opened. */
  readonly openedPages: string[] = [];
  browserOpens = true;
  /** The pictures that were asked for, and what is answered. */
  readonly picturesAsked: string[] = [];
  picture: (address: string) => Promise<string | null> = async () => null;
  network = 'at home';
  windowShown = 0;
  /** The keyring after the next {@link restart}; none unless a test puts one there. */
  keyring: TestKeyring | null = null;
  /** Everything that was announced, oldest first. */
  readonly notices: Notice[] = [];
  plexTv: PlexTvState;
  session: Session;

  readonly plex: PracticePlex;

  constructor(plex: PracticePlex) {
    this.plex = plex;
    this.plexTv = { url: plex.plexTvUrl, isDefault: false, isFixed: true };
    this.session = this.open();
  }

  /** A session with a keyring behind it, opened anew. */
  withKeyring(): TestKeyring {
    const keyring = createTestKeyring();
    this.keyring = keyring;
    this.restart();
    return keyring;
  }

  /** A session as after a restart, over what is on disk. */
  restart(): void {
    this.session = this.open();
  }

  private open(): Session {
    const clock = createSteadyClock();
    const { folder } = this;
    const stores = { folder, createStore: createConfStore };
    const session = createSession(facts, {
      clock,
      randomBytes,
      randomUuid: randomUUID,
      clipboard: this.clipboard,
      vault: openVault({
        ...stores,
        encryption: this.keyring ?? noKeyring,
        clock,
        randomBytes,
        passphraseCost: 2 ** 10,
      }),
      settings: openSettings({ ...stores, randomUuid: randomUUID, now: clock.now }),
      plexTv: () => this.plexTv,
      loadPlex: async (plexTvUrl) => openApi(plexTvUrl),
      readPicture: async (address) => {
        this.picturesAsked.push(address);
        return this.picture(address);
      },
      networkFingerprint: () => this.network,
      diagnostics: {
        system: { System: 'test' },
        logTail: () => [],
        reportFault: (fault) => {
          throw fault;
        },
      },
      desktop: {
        showWindow: () => {
          this.windowShown += 1;
        },
        hideWindow: () => undefined,
        quit: () => undefined,
        applySettings: () => null,
        openPage: async () => undefined,
        openSignInPage: async (address) => {
          this.openedPages.push(address);
          return this.browserOpens;
        },
      },
    });
    let told = session.state().announcement.sequence;
    session.follow(({ announcement }) => {
      if (announcement.sequence !== told) this.notices.push(announcement.notice);
      told = announcement.sequence;
    });
    session.start();
    return session;
  }

  /** How many requests with a path that ends so were seen. */
  asked(path: string): number {
    return this.plex.requests.filter((request) => request.path.endsWith(path)).length;
  }

  notice(): Notice {
    return this.session.state().announcement.notice;
  }

  /** The server of this name in the state. */
  shown(name: string): ServerSummary {
    const found = this.session.state().servers.list.find((server) => server.name === name);
    if (found === undefined) throw new Error(`No server ${name} is shown.`);
    return found;
  }

  practiceServer(name: string): PracticeMediaServer {
    const found = this.plex.servers.find((server) => server.name === name);
    if (found === undefined) throw new Error(`The practice Plex has no ${name}.`);
    return found;
  }

  /** Signs in without a code and waits until the servers are there. */
  async signIn(username = 'simple', plex = this.plex): Promise<void> {
    const { email, password = '' } = accountOf(plex, username);
    const outcome = await this.session.run('signInWithPassword', { login: email, password });
    expect(outcome).toEqual({ ok: true, value: null });
    await this.listed();
  }

  /** Signs in as the owner, who uses a code. */
  async signInAsOwner(): Promise<void> {
    const owner = accountOf(this.plex, 'practice');
    const { email, password = '' } = owner;
    const input = { login: email, password, verificationCode: this.plex.currentCode(owner) };
    expect((await this.session.run('signInWithPassword', input)).ok).toBe(true);
    await this.listed();
  }

  private async listed(): Promise<void> {
    await expect.poll(() => this.session.state().servers.readAt).not.toBeNull();
  }

  async close(): Promise<void> {
    await this.plex.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A test with a world of its own. */
export const it = base.extend<{ readonly world: SessionWorld }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the fixtures a fixture needs from this pattern.
  world: async ({}, use) => {
    const world = new SessionWorld(await startPracticePlex());
    await use(world);
    await world.close();
  },
});

/** A fault that lasts until it is let go. */
export function held(): { readonly until: Promise<void>; readonly letGo: () => void } {
  let letGo: () => void = () => undefined;
  const until = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return { until, letGo };
}
