/**
 * Puts the desktop bridge on `window.strata`. It runs in the sandbox, and nothing of Electron passes through: no
 * ipcRenderer, no event object, no channel outside the contract's.
 */
import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import type { BridgeReply, DesktopBridge } from '../shared/contract/desktop-bridge.ts';
import { COMMAND_CHANNEL, EVENT_CHANNEL, operationChannel } from './channels.ts';

const bridge: DesktopBridge = {
  async call(name, input, client): Promise<BridgeReply> {
    try {
      // JSON, as over HTTP: one length to check, and nothing in it that JSON cannot say.
      return await ipcRenderer.invoke(operationChannel(name), JSON.stringify(input), client);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { ok: false, error: { code: 'INTERNAL', message: `The engine did not answer: ${message}` } };
    }
  },
  onEvent: (listener) => listen(EVENT_CHANNEL, listener),
  onCommand: (listener) => listen(COMMAND_CHANNEL, (id) => listener(String(id))),
};

contextBridge.exposeInMainWorld('strata', bridge);

function listen(channel: string, listener: (payload: unknown) => void): () => void {
  const forward = (_event: IpcRendererEvent, payload: unknown) => listener(payload);
  ipcRenderer.on(channel, forward);
  return () => {
    ipcRenderer.off(channel, forward);
  };
}
