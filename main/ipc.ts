/** Binds the contract to the window: the only file that answers its messages, each through the one gate. */

import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import { channels, commandNames } from '../shared/contract.ts';
import { type Caller, createIpcGate, type IpcOptions } from './ipc-gate.ts';

/** Answers the window's calls. */
export function registerIpc(options: IpcOptions): void {
  const gate = createIpcGate(options);
  for (const name of commandNames) {
    ipcMain.handle(channels.command(name), (event, ...payload: unknown[]) =>
      gate.command(callerOf(event), name, payload),
    );
  }
  ipcMain.handle(channels.readState, (event) => gate.readState(callerOf(event)));
}

const callerOf = ({ sender, senderFrame }: IpcMainInvokeEvent): Caller => ({
  contentsId: sender.id,
  frame: senderFrame,
});
