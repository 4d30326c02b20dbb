/** What the desktop host's preload script puts on `window.strata`: the contract, and nothing of Electron. */
import type { ErrorShape } from './errors.ts';

/** Errors cross as values, because an exception loses everything but its message on the way. */
export type BridgeReply = { ok: true; output: unknown } | { ok: false; error: ErrorShape };

export interface DesktopBridge {
  /** Runs one operation of the contract. `client` names the page, so that it recognises its own events. */
  call(name: string, input: unknown, client?: string): Promise<BridgeReply>;
  /** Calls back for every engine event until the returned function is called. */
  onEvent(listener: (event: unknown) => void): () => void;
  /** Calls back with the id of every command chosen in the application menu, until the returned function is called. */
  onCommand(listener: (id: string) => void): () => void;
}
