/** The servers of the account in use: read, chosen, and reached. */

import { problem } from '../../shared/problem.ts';
import { done, failure, type Result, success } from '../../shared/result.ts';
import type { ServerSummary } from '../../shared/state.ts';
import type { ServerConnection } from '../plex/connections.ts';
import type { PlexServer } from '../plex/servers.ts';
import type { AccountRecord, ServerMemory } from '../vault/vault.ts';
import type { SessionContext } from './parts.ts';
import { activeRecord, changeRecord, changeServerMemory, serverMemory, serverSummary } from './records.ts';
import { updateServer } from './state-store.ts';

/** A proven connection is used as it is for this long, in milliseconds; after that `/identity` is asked again first. */
const connectionStaysProven = 60_000;

/** How many addresses typed by hand are kept for one server. */
const mostManualAddresses = 10;

/** What cannot be said of a server before Plex's rules are loaded; said as soon as the list is read. */
const notJudgedYet = { leaksPermanentToken: false, sourceObstacle: null };

export interface Servers {
  /** Takes over a fresh listing from plex.tv for the account in use. */
  readonly take: (accountId: string, listing: readonly PlexServer[]) => Promise<void>;
  /** Shows what was remembered of an account's servers, or nothing for none. */
  readonly show: (record: AccountRecord | null) => void;
  readonly wasRead: () => boolean;
  /** The server with this id, the chosen one for `null`: from this run's list, which is read first where that has not happened yet. */
  readonly find: (serverId: string | null) => Promise<Result<PlexServer>>;
  /** A connection to a listed server: the proven one, the remembered one, or the winner of a new race. */
  readonly connect: (server: PlexServer, signal: AbortSignal) => Promise<Result<ServerConnection>>;
  /** The connection turned out dead: race again next time. */
  readonly dropConnection: (serverId: string) => void;
  readonly choose: (serverId: string) => Promise<Result<null>>;
  /** Looks for a way to a server anew, because the user asked. */
  readonly reach: (serverId: string) => Promise<Result<null>>;
  /** Remembers what the user decided about a server, and looks for a way to it anew. */
  readonly remember: (
    serverId: string,
    change: Partial<Pick<ServerMemory, 'plainHttpAllowed' | 'warningAccepted'>>,
  ) => Promise<Result<null>>;
  /** Adds an address typed by hand. Problems: `address-not-allowed`, `server-unknown`. */
  readonly addAddress: (serverId: string, address: string) => Promise<Result<null>>;
  readonly removeAddress: (serverId: string, address: string) => Promise<Result<null>>;
}

export function createServers(context: SessionContext, refresh: () => Promise<Result<null>>): Servers {
  const { store, clock } = context;
  const warmUp = context.singleFlight<ServerConnection>();
  /** Of the account in use only: switching accounts forgets all of it. */
  let accountId: string | null = null;
  let listing: readonly PlexServer[] | null = null;
  const proven = new Map<
    string,
    { readonly connection: ServerConnection; readonly at: number; readonly network: string }
  >();

  function show(record: AccountRecord | null): void {
    accountId = record?.id ?? null;
    listing = null;
    proven.clear();
    const list = Object.entries(record?.servers ?? {}).flatMap(([id, memory]) =>
      memory.listing === null
        ? []
        : [serverSummary({ ...memory.listing, id, online: true, lastSeenAt: null }, memory, notJudgedYet)],
    );
    store.update({
      servers: { list, loading: false, readAt: null, problem: null, chosenId: record?.chosenServerId ?? null },
    });
  }

  async function take(id: string, servers: readonly PlexServer[]): Promise<void> {
    const before = new Map(store.get().servers.list.map((server) => [server.id, server]));
    const record = activeRecord(context);
    if (record === null || record.id !== id) return;
    const api = await context.loadPlex(record.plexTvUrl);
    if (accountId !== id) return;
    listing = servers;
    const list: readonly ServerSummary[] = [...servers].sort(byUsefulness).map((server) => ({
      ...serverSummary(server, serverMemory(record, server.id), {
        leaksPermanentToken: api.leaksPermanentToken(server.version),
        sourceObstacle: api.sourceObstacle(server),
      }),
      connection: before.get(server.id)?.connection ?? { kind: 'not-tried' },
    }));
    const remembered = list.some((server) => server.id === record.chosenServerId);
    const chosenId = remembered ? record.chosenServerId : firstChoice(list);
    store.update({ servers: { list, loading: false, readAt: clock.now(), problem: null, chosenId } });
    await rememberListing(record, servers, chosenId);
    if (chosenId !== null) reachInBackground(chosenId);
  }

  /** Keeps what the tray needs to show the servers at the next start without asking anyone. */
  async function rememberListing(
    record: AccountRecord,
    servers: readonly PlexServer[],
    chosenId: string | null,
  ): Promise<void> {
    const memories = servers.map((server) => {
      const { name, version, platform, owned, ownerName } = server;
      return [
        server.id,
        { ...serverMemory(record, server.id), listing: { name, version, platform, owned, ownerName } },
      ] as const;
    });
    // A listing may be short of a server for a day: what the user decided about it is not forgotten for that.
    const decided = Object.entries(record.servers)
      .filter(([, memory]) => isDecided(memory))
      .map(([id, memory]) => [id, { ...memory, listing: null }] as const);
    await changeRecord(context, record.id, {
      chosenServerId: record.chosenServerId ?? chosenId,
      servers: Object.fromEntries([...decided, ...memories]),
    });
  }

  /** Finds the way to a server before it is needed, so that the click is quick and the window can show how it is reached. */
  function reachInBackground(serverId: string): void {
    const server = listing?.find((candidate) => candidate.id === serverId);
    if (server === undefined || proven.has(serverId)) return;
    void warmUp.run(serverId, (signal) => connect(server, signal));
  }

  async function connect(server: PlexServer, signal: AbortSignal): Promise<Result<ServerConnection>> {
    const known = proven.get(server.id);
    const network = context.networkFingerprint();
    if (known !== undefined && known.network === network && clock.now() - known.at < connectionStaysProven) {
      return { ok: true, value: known.connection };
    }
    const record = activeRecord(context);
    if (record === null) return failure(problem('not-signed-in'));
    const memory = serverMemory(record, server.id);
    const rememberedUri = known?.connection.uri ?? memory.uri;
    updateServer(store, server.id, { connection: { kind: 'connecting', candidates: server.connections.length } });
    const api = await context.loadPlex(record.plexTvUrl);
    const outcome = await api.connectToServer(
      server,
      {
        ...(rememberedUri === null ? {} : { rememberedUri }),
        manualUris: memory.manualUris,
        allowPlainHttp: memory.plainHttpAllowed,
      },
      signal,
    );
    if (accountId !== record.id) return failure(problem('cancelled'));
    if (!outcome.ok) {
      proven.delete(server.id);
      const connection =
        outcome.problem.code === 'cancelled'
          ? ({ kind: 'not-tried' } as const)
          : ({ kind: 'failed', problem: outcome.problem } as const);
      updateServer(store, server.id, { connection });
      return outcome;
    }
    const { uri, way, secure, host, latencyMs } = outcome.value;
    proven.set(server.id, { connection: outcome.value, at: clock.now(), network });
    updateServer(store, server.id, { connection: { kind: 'connected', way, secure, host, latencyMs } });
    if (memory.uri !== uri) await changeServerMemory(context, record.id, server.id, { uri });
    return outcome;
  }

  const listed = (serverId: string): PlexServer | null => listing?.find((server) => server.id === serverId) ?? null;

  async function find(serverId: string | null): Promise<Result<PlexServer>> {
    if (listing === null) {
      const refreshed = await refresh();
      if (!refreshed.ok && listing === null) return refreshed;
    }
    const id = serverId ?? store.get().servers.chosenId;
    if (id === null) return failure(problem('no-server-chosen'));
    const server = listed(id);
    return server === null ? failure(problem('server-unknown')) : success(server);
  }

  /** Changes what is remembered of a shown server; the way to it is looked for anew with that. */
  async function change(
    serverId: string,
    changed: (memory: ServerMemory) => Partial<ServerMemory>,
  ): Promise<Result<null>> {
    const record = activeRecord(context);
    const isShown = store.get().servers.list.some((server) => server.id === serverId);
    if (record === null || !isShown) return failure(problem('server-unknown'));
    await changeServerMemory(context, record.id, serverId, changed(serverMemory(record, serverId)));
    proven.delete(serverId);
    reachInBackground(serverId);
    return done;
  }

  return {
    take,
    show,
    connect,
    find,
    wasRead: () => listing !== null,
    remember: (serverId, decision) => change(serverId, () => decision),
    addAddress: async (serverId, address) => {
      const checked = (await context.loadPlex(context.plexTv().url)).checkManualAddress(address);
      if (!checked.ok) return checked;
      return change(serverId, ({ manualUris }) => ({
        manualUris: [...new Set([...manualUris, checked.value])].slice(-mostManualAddresses),
      }));
    },
    removeAddress: (serverId, address) =>
      change(serverId, ({ manualUris, uri }) => ({
        manualUris: manualUris.filter((other) => other !== address),
        uri: uri === address ? null : uri,
      })),
    dropConnection: (serverId) => {
      proven.delete(serverId);
    },
    choose: async (serverId) => {
      const { servers } = store.get();
      if (!servers.list.some((server) => server.id === serverId)) return failure(problem('server-unknown'));
      store.update({ servers: { ...servers, chosenId: serverId } });
      if (accountId !== null) await changeRecord(context, accountId, { chosenServerId: serverId });
      reachInBackground(serverId);
      return done;
    },
    reach: async (serverId) => {
      const server = await find(serverId);
      if (!server.ok) return server;
      proven.delete(serverId);
      const reached = await warmUp.run(serverId, (signal) => connect(server.value, signal));
      return reached.ok ? done : reached;
    },
  };
}

/** Whether the user has decided anything about a server. */
function isDecided({ manualUris, plainHttpAllowed, warningAccepted }: ServerMemory): boolean {
  return manualUris.length > 0 || plainHttpAllowed || warningAccepted;
}

/** The server to begin with: the first that is online and has no warning to be read. */
function firstChoice(list: readonly ServerSummary[]): string | null {
  const best = list.find(({ online, leaksPermanentToken }) => online && !leaksPermanentToken) ?? list[0];
  return best?.id ?? null;
}

/** The user's own servers first, those that are online first, then by name. */
function byUsefulness(one: PlexServer, other: PlexServer): number {
  return (
    Number(other.owned) - Number(one.owned) ||
    Number(other.online) - Number(one.online) ||
    one.name.localeCompare(other.name) ||
    one.id.localeCompare(other.id)
  );
}
