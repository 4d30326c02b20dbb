/** The other tabs of this Strata in the same browser: what they say to each other, and which of them leads. */

/** What the leading tab tells the others. */
export type PeerMessage =
  /** A tab has come and wants to know how things stand. */
  | { readonly kind: 'hello' }
  /** `stream` names the leader's stream; another name is another stream, and what came between is gone. */
  | { readonly kind: 'standing'; readonly stream: string; readonly connected: boolean }
  | { readonly kind: 'alive' }
  | { readonly kind: 'event'; readonly data: string };

export interface Peers {
  /** Says something to all other tabs. */
  post(message: PeerMessage): void;
  /** Hears what other tabs say, until the signal aborts. */
  listen(onMessage: (message: PeerMessage) => void, stopped: AbortSignal): void;
  /**
   * Waits until no other tab leads, then leads for as long as `work` takes. With `instead`, at once: the tab that leads
   * has fallen silent. The signal given to `work` aborts when another tab does that. Resolves when `work` is over,
   * or the waiting was aborted.
   */
  lead(
    work: (ousted: AbortSignal) => Promise<void>,
    how: { readonly stopped: AbortSignal; readonly instead: boolean },
  ): Promise<void>;
}

const NAME = 'strata.events';

/** Null in a browser that lacks what it takes; each tab is on its own then. */
export function browserPeers(name = NAME): Peers | null {
  if (typeof BroadcastChannel === 'undefined' || globalThis.navigator?.locks === undefined) return null;
  const channel = new BroadcastChannel(name);
  return {
    post: (message) => channel.postMessage(message),
    listen(onMessage, stopped) {
      channel.addEventListener('message', ({ data }) => onMessage(data), { signal: stopped });
    },
    async lead(work, { stopped, instead }) {
      const ousted = new AbortController();
      try {
        // The two options exclude each other: who takes the lead does not wait.
        await navigator.locks.request(name, instead ? { steal: true } : { signal: stopped }, async () => {
          await work(ousted.signal);
        });
      } catch (error) {
        // The waiting was aborted, or another tab took the lead.
        if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
        ousted.abort();
      }
    },
  };
}
