/** The transport of the desktop host: the bridge that its preload script exposes. */
import { errorFromShape, type Transport } from '../../shared/contract/client.ts';
import type { DesktopBridge } from '../../shared/contract/desktop-bridge.ts';

/** Wraps the bridge. The engine lives in the same application, so the connection is never lost. */
export function desktopTransport(bridge: DesktopBridge, client: string): Transport {
  return {
    async call(name, input) {
      const reply = await bridge.call(name, input, client);
      if (reply.ok) return reply.output;
      throw errorFromShape(reply.error);
    },
    subscribe(onEvent, onConnection) {
      const unsubscribe = bridge.onEvent(onEvent);
      let subscribed = true;
      // After the caller has got hold of the returned function, as with the browser host.
      queueMicrotask(() => subscribed && onConnection(true));
      return () => {
        subscribed = false;
        unsubscribe();
      };
    },
  };
}
