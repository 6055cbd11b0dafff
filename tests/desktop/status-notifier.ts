/**
 * A panel for tests: owns `org.kde.StatusNotifierWatcher` on a session bus as a desktop's panel does, sees the tray icons
 * that programs register, reads their menus and clicks their entries. Where a desktop has a panel of its own, it looks on
 * beside that one. All waiting is for signals on the bus.
 */

import { createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { Message, type MessageBus, MessageType, sessionBus, Variant } from 'dbus-next';

const watcherName = 'org.kde.StatusNotifierWatcher';
const watcherPath = '/StatusNotifierWatcher';
const itemInterface = 'org.kde.StatusNotifierItem';
const menuInterface = 'com.canonical.dbusmenu';
const propertiesInterface = 'org.freedesktop.DBus.Properties';
const bus = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus' };

/** `RequestName`: not to wait in line behind the present owner (D-Bus specification, "RequestName"). */
const doNotQueue = 4;
const nameIsTaken = 3;

/** Milliseconds anything waited for may take. */
const deadline = 15_000;

/** One line of a tray icon's menu, as the panel is told to draw it. */
export interface MenuEntry {
  readonly id: number;
  /** Without the underscores that mark keys. */
  readonly label: string;
  readonly enabled: boolean;
  readonly kind: 'command' | 'separator' | 'submenu';
  readonly children: readonly MenuEntry[];
}

/** Labels from the menu's top down to an entry; a pattern where a label holds what changes. */
export type EntryPath = readonly (string | RegExp)[];

/** How a panel speaks with a menu. */
export type PanelCalls = 'single' | 'grouped';

/** What a tray icon shows besides its menu. */
export interface TrayLook {
  readonly tooltip: string;
  readonly status: string;
  /** Tells pictures apart: equal for equal pixels. */
  readonly picture: string;
  /** Width of the widest picture offered, in pixels. */
  readonly pictureWidth: number;
}

export interface StatusNotifierWatcher {
  /** Waits until the process has a tray icon. Like all calls with a process id, for the icon it registered last. */
  readonly waitForIcon: (processId: number) => Promise<void>;
  readonly hasIcon: (processId: number) => boolean;
  /** How often the process registered a tray icon. */
  readonly registrations: (processId: number) => number;
  readonly look: (processId: number) => Promise<TrayLook>;
  /** Waits until the icon's look passes `check`. */
  readonly waitForLook: (processId: number, check: (look: TrayLook) => boolean) => Promise<TrayLook>;
  readonly menu: (processId: number) => Promise<readonly MenuEntry[]>;
  /** Waits until the menu passes `check`. */
  readonly waitForMenu: (
    processId: number,
    check: (menu: readonly MenuEntry[]) => boolean,
  ) => Promise<readonly MenuEntry[]>;
  /** How often the process said that its menu is a new one. */
  readonly menuUpdates: (processId: number) => number;
  /** Waits until the entry at this path of labels is there and enabled, then clicks it. Answers when, in epoch milliseconds. */
  readonly click: (processId: number, path: EntryPath) => Promise<number>;
  /** Opens the menu as panels do: says that it is about to, then that it did. Xfce's says so in groups of one. */
  readonly openMenu: (processId: number, calls?: PanelCalls) => Promise<void>;
  readonly closeMenu: (processId: number, calls?: PanelCalls) => Promise<void>;
  /** Clicks the entry of this number, be it there or not. Answers whether the program knows it. */
  readonly clickNumber: (processId: number, id: number) => Promise<boolean>;
  /** Clicks the icon itself. */
  readonly activate: (processId: number) => Promise<void>;
  /** Gives up the watcher's name, as a panel that ends does. */
  readonly leave: () => Promise<void>;
  /** Takes the name again, as a panel that was started anew, knowing no icons. */
  readonly comeBack: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

interface Icon {
  readonly service: string;
  readonly path: string;
  readonly owner: string;
  readonly processId: number;
}

/** Starts a panel on the session bus of `environment` (its `DBUS_SESSION_BUS_ADDRESS`). */
export async function startStatusNotifierWatcher(
  environment: Readonly<Record<string, string>>,
): Promise<StatusNotifierWatcher> {
  const busAddress = environment['DBUS_SESSION_BUS_ADDRESS'];
  if (busAddress === undefined) throw new Error('The environment names no session bus.');
  const connection = sessionBus({ busAddress });
  const news = new EventEmitter().setMaxListeners(0);
  let icons: readonly Icon[] = [];
  const registrations = new Map<number, number>();
  const menuUpdates = new Map<string, number>();
  /** Counts the times the watcher's name was given up: a registration from before belongs to the panel before. */
  let era = 0;
  let stopped = false;
  /** The desktop has a panel already. */
  let besideAnother = false;

  connection.addMethodHandler((message: Message) => {
    if (message.path !== watcherPath) return false;
    const answer = (signature: string, body: unknown[]): true => {
      connection.send(Message.newMethodReturn(message, signature, body));
      return true;
    };
    switch (`${message.interface}.${message.member}`) {
      case `${watcherName}.RegisterStatusNotifierItem`:
        // Fails only for a program that is gone again already.
        void register(message.sender ?? '', String(message.body[0])).catch(() => undefined);
        return answer('', []);
      case `${watcherName}.RegisterStatusNotifierHost`:
        return answer('', []);
      case `${propertiesInterface}.Get`:
        return answer('v', [properties()[String(message.body[1])] ?? new Variant('b', false)]);
      case `${propertiesInterface}.GetAll`:
        return answer('a{sv}', [properties()]);
      default:
        return false;
    }
  });

  const properties = (): Record<string, Variant> => ({
    IsStatusNotifierHostRegistered: new Variant('b', true),
    ProtocolVersion: new Variant('i', 0),
    RegisteredStatusNotifierItems: new Variant(
      'as',
      icons.map(({ service, path }) => `${service}${path}`),
    ),
  });

  async function register(sender: string, given: string): Promise<void> {
    const begun = era;
    const [service, path] = given.startsWith('/') ? [sender, given] : [given, '/StatusNotifierItem'];
    const processId = Number(
      (await call(connection, { ...bus, member: 'GetConnectionUnixProcessID' }, 's', [sender]))[0],
    );
    if (begun !== era) return;
    icons = [
      ...icons.filter((icon) => icon.service !== service || icon.path !== path),
      { service, path, owner: sender, processId },
    ];
    registrations.set(processId, (registrations.get(processId) ?? 0) + 1);
    if (!besideAnother)
      connection.send(
        Message.newSignal(watcherPath, watcherName, 'StatusNotifierItemRegistered', 's', [`${service}${path}`]),
      );
    news.emit('news');
  }

  connection.on('message', (message: Message) => {
    if (message.type !== MessageType.SIGNAL) return;
    if (message.member === 'NameOwnerChanged' && message.body[2] === '') {
      icons = icons.filter(({ service, owner }) => service !== message.body[0] && owner !== message.body[0]);
    }
    if (message.interface === watcherName && message.member === 'StatusNotifierItemRegistered' && besideAnother) {
      void takeOver(String(message.body[0])).catch(() => undefined);
    }
    if (message.interface === menuInterface && message.member === 'LayoutUpdated' && message.sender) {
      menuUpdates.set(message.sender, (menuUpdates.get(message.sender) ?? 0) + 1);
    }
    news.emit('news');
  });

  const iconOf = (processId: number): Icon | undefined => icons.findLast((icon) => icon.processId === processId);

  /** Answers the first value of `look` that passes, looking again at each signal; `whatIsThere` is for the error. */
  async function waitFor<Value>(look: () => Promise<Value | null>, whatIsThere: () => Promise<string>): Promise<Value> {
    const until = AbortSignal.timeout(deadline);
    for (;;) {
      const next = once(news, 'news', { signal: until });
      const value = await look();
      if (value !== null) {
        next.catch(() => undefined);
        return value;
      }
      try {
        await next;
      } catch (error) {
        throw until.aborted ? new Error(await whatIsThere()) : error;
      }
    }
  }

  const waitForIcon = (processId: number): Promise<Icon> =>
    waitFor(
      async () => iconOf(processId) ?? null,
      async () => `The process ${processId} shows no tray icon.`,
    );

  async function property(icon: Icon, name: string): Promise<unknown> {
    const [value] = await call(
      connection,
      { destination: icon.service, path: icon.path, interface: propertiesInterface, member: 'Get' },
      'ss',
      [itemInterface, name],
    );
    return value instanceof Variant ? value.value : value;
  }

  async function look(processId: number): Promise<TrayLook> {
    const icon = await waitForIcon(processId);
    const [tooltip, status, pixmaps] = await Promise.all([
      property(icon, 'ToolTip'),
      property(icon, 'Status'),
      property(icon, 'IconPixmap'),
    ]);
    const [, , title, text] = tooltip as [string, unknown, string, string];
    const pictures = pixmaps as readonly (readonly [number, number, Uint8Array])[];
    const digest = createHash('sha256');
    for (const [, , pixels] of pictures) digest.update(pixels);
    return {
      tooltip: text === '' ? title : `${title}\n${text}`,
      status: String(status),
      picture: digest.digest('hex'),
      pictureWidth: Math.max(0, ...pictures.map(([width]) => width)),
    };
  }

  const menuCall = async (icon: Icon, member: string, signature: string, body: unknown[]): Promise<unknown[]> =>
    call(
      connection,
      { destination: icon.service, path: String(await property(icon, 'Menu')), interface: menuInterface, member },
      signature,
      body,
    );

  async function menu(processId: number): Promise<readonly MenuEntry[]> {
    const icon = await waitForIcon(processId);
    const [, root] = await menuCall(icon, 'GetLayout', 'iias', [0, -1, []]);
    return menuEntry(root as MenuNode).children;
  }

  async function waitForMenu(
    processId: number,
    check: (menu: readonly MenuEntry[]) => boolean,
  ): Promise<readonly MenuEntry[]> {
    return waitFor(
      async () => {
        // The icon may be replaced between two questions; its successor announces itself.
        const entries = await menu(processId).catch((): readonly MenuEntry[] => []);
        return check(entries) ? entries : null;
      },
      async () => `The menu is not as awaited; it is:\n${drawn(await menu(processId))}`,
    );
  }

  const menuEvent = async (
    processId: number,
    id: number,
    kind: string,
    calls: PanelCalls = 'single',
  ): Promise<void> => {
    const event = [id, kind, new Variant('i', 0), 0];
    const icon = await waitForIcon(processId);
    await (calls === 'grouped'
      ? menuCall(icon, 'EventGroup', 'a(isvu)', [[event]])
      : menuCall(icon, 'Event', 'isvu', event));
  };

  /** Takes an icon as the desktop's own panel lists it: the name of its program, then a path. */
  async function takeOver(listed: string): Promise<void> {
    const slash = listed.indexOf('/');
    const service = slash === -1 ? listed : listed.slice(0, slash);
    const [owner] = await call(connection, { ...bus, member: 'GetNameOwner' }, 's', [service]);
    await register(String(owner), slash === -1 ? service : listed.slice(slash));
  }

  const own = async (): Promise<void> => {
    besideAnother = (await connection.requestName(watcherName, doNotQueue)) === nameIsTaken;
    if (besideAnother) {
      const target = { destination: watcherName, path: watcherPath, interface: propertiesInterface, member: 'Get' };
      const [listed] = await call(connection, target, 'ss', [watcherName, 'RegisteredStatusNotifierItems']);
      const items = listed instanceof Variant ? (listed.value as readonly string[]) : [];
      // One that is gone by now is no loss.
      for (const item of items) await takeOver(item).catch(() => undefined);
      return;
    }
    connection.send(Message.newSignal(watcherPath, watcherName, 'StatusNotifierHostRegistered', '', []));
  };

  for (const rule of [
    "type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged'",
    `type='signal',interface='${menuInterface}'`,
    `type='signal',interface='${itemInterface}'`,
    `type='signal',interface='${watcherName}',member='StatusNotifierItemRegistered'`,
  ]) {
    await call(connection, { ...bus, member: 'AddMatch' }, 's', [rule]);
  }
  await own();

  return {
    waitForIcon: async (processId) => void (await waitForIcon(processId)),
    hasIcon: (processId) => iconOf(processId) !== undefined,
    registrations: (processId) => registrations.get(processId) ?? 0,
    look,
    waitForLook: (processId, check) =>
      waitFor(
        async () => {
          const seen = await look(processId);
          return check(seen) ? seen : null;
        },
        async () => `The icon does not look as awaited: ${JSON.stringify(await look(processId))}`,
      ),
    menu,
    waitForMenu,
    menuUpdates: (processId) => menuUpdates.get(iconOf(processId)?.owner ?? '') ?? 0,
    click: async (processId, path) => {
      for (;;) {
        const entries = await waitForMenu(processId, (seen) => entryAt(seen, path)?.enabled === true);
        const id = entryAt(entries, path)?.id ?? 0;
        const clickedAt = performance.timeOrigin + performance.now();
        try {
          await menuEvent(processId, id, 'clicked');
          return clickedAt;
        } catch (error) {
          // Replaced between looking and clicking: nothing was clicked, and a person would look again.
          if (entryAt(await menu(processId), path)?.id === id) throw error;
        }
      }
    },
    openMenu: async (processId, calls = 'single') => {
      const [member, signature, body] =
        calls === 'grouped' ? (['AboutToShowGroup', 'ai', [[0]]] as const) : (['AboutToShow', 'i', [0]] as const);
      // Chromium calls that an error for the menu itself; panels ask all the same.
      await menuCall(await waitForIcon(processId), member, signature, [...body]).catch(() => undefined);
      await menuEvent(processId, 0, 'opened', calls);
    },
    closeMenu: (processId, calls = 'single') => menuEvent(processId, 0, 'closed', calls),
    clickNumber: (processId, id) =>
      menuEvent(processId, id, 'clicked').then(
        () => true,
        () => false,
      ),
    activate: async (processId) => {
      const icon = await waitForIcon(processId);
      await call(
        connection,
        { destination: icon.service, path: icon.path, interface: itemInterface, member: 'Activate' },
        'ii',
        [0, 0],
      );
    },
    leave: async () => {
      await connection.releaseName(watcherName);
      era += 1;
      icons = [];
    },
    comeBack: own,
    stop: async () => {
      if (stopped) return;
      stopped = true;
      connection.disconnect();
    },
  };
}

/** The entry at a path of labels. */
export function entryAt(entries: readonly MenuEntry[], [first = '', ...rest]: EntryPath): MenuEntry | undefined {
  const entry = entries.find(({ label }) => (typeof first === 'string' ? label === first : first.test(label)));
  return entry === undefined || rest.length === 0 ? entry : entryAt(entry.children, rest);
}

/** A menu as indented text, for messages and records. */
export function drawn(entries: readonly MenuEntry[], indent = ''): string {
  return entries
    .map(({ kind, label, enabled, children }) =>
      kind === 'separator'
        ? `${indent}----`
        : `${indent}${label}${enabled ? '' : ' (disabled)'}${children.length > 0 ? `\n${drawn(children, `${indent}  `)}` : ''}`,
    )
    .join('\n');
}

/** `(ia{sv}av)` of `com.canonical.dbusmenu`. */
type MenuNode = readonly [number, Readonly<Record<string, Variant>>, readonly Variant<MenuNode>[]];

function menuEntry([id, properties, children]: MenuNode): MenuEntry {
  const label = properties['label']?.value;
  return {
    id,
    label: typeof label === 'string' ? label.replace(/_(.?)/gu, '$1') : '',
    enabled: properties['enabled']?.value !== false,
    kind: properties['type']?.value === 'separator' ? 'separator' : children.length > 0 ? 'submenu' : 'command',
    children: children.map(({ value }) => menuEntry(value)),
  };
}

async function call(
  connection: MessageBus,
  target: { readonly destination: string; readonly path: string; readonly interface: string; readonly member: string },
  signature: string,
  body: unknown[],
): Promise<unknown[]> {
  const answer = await connection.call(new Message({ ...target, signature, body }));
  return answer?.body ?? [];
}
