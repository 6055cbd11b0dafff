/** Gives the window its bridge: one named function per command, the state, and nothing else of Electron. */

import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import { type Commands, channels, commandNames, type WindowBridge } from '../shared/contract.ts';
import type { StateMessage } from '../shared/state.ts';

const commands = Object.fromEntries(
  commandNames.map((name) => [name, (input: unknown) => ipcRenderer.invoke(channels.command(name), input)]),
) as unknown as Commands;

const bridge: WindowBridge = {
  ...commands,
  readState: () => ipcRenderer.invoke(channels.readState),
  onState: (listener) => {
    // The event object stays here: it would hand the page Electron's own functions.
    const forward = (_event: IpcRendererEvent, message: StateMessage): void => listener(message);
    ipcRenderer.on(channels.stateChanged, forward);
    return () => {
      ipcRenderer.off(channels.stateChanged, forward);
    };
  },
};

contextBridge.exposeInMainWorld('plexTokenTray', bridge);
