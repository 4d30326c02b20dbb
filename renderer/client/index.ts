/** The renderer's way to the engine, whichever host it runs in. */
import { createClient, type StrataClient } from '../../shared/contract/client.ts';
import type { DesktopBridge } from '../../shared/contract/desktop-bridge.ts';
import { desktopTransport } from './desktop.ts';
import { httpTransport } from './http.ts';

declare global {
  interface Window {
    /** Exposed by the desktop host's preload script; absent in a browser. */
    readonly strata?: DesktopBridge;
  }
}

/** Names this page in calls and in the events they cause; a new one with every load. */
export const clientId = crypto.randomUUID();

/** The client over the desktop bridge where there is one, else over HTTP to the host that served the page. */
export function connect(): StrataClient {
  const bridge = window.strata;
  return createClient(
    bridge === undefined ? httpTransport({ client: clientId }) : desktopTransport(bridge, clientId),
  );
}
