/** The page's events: one stream, its own or the one of another tab, opened with the first subscriber, kept alive, closed with the last. */
import type { Transport } from '../../shared/contract/client.ts';
import { StrataError } from '../../shared/contract/errors.ts';
import { HEARTBEAT_MS } from '../../shared/contract/http.ts';
import type { BrowserPage } from './browser-page.ts';
import { readStream } from './event-stream.ts';
import type { PeerMessage, Peers } from './peers.ts';
import type { Session } from './session.ts';
import { shareEvents } from './shared-events.ts';

export interface EventSourceTimes {
  /** The first pause before connecting again; each further one is twice as long. */
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
  /** A stream that is silent for longer is taken for dead: the machine slept, or the host hangs. */
  readonly silenceMs: number;
}

const usualTimes: EventSourceTimes = {
  firstRetryMs: 250,
  longestRetryMs: 5_000,
  silenceMs: 2.5 * HEARTBEAT_MS,
};

/**
 * An event source over `fetch`, because the browser's own `EventSource` cannot send the token. While anybody
 * subscribes it stays connected, and connects again after every loss. Events of a gap are gone: on every
 * `onConnection(true)` the subscriber reads the current state anew. When the host refuses the token, it waits for the
 * user to open a fresh address.
 */
export function createEventSource(
  page: BrowserPage,
  session: Session,
  times: EventSourceTimes = usualTimes,
): Pick<Transport, 'subscribe'> {
  const subscribers = new Set<Subscriber>();
  let running: AbortController | null = null;
  /** Null until the first attempt has succeeded or failed. */
  let connected: boolean | null = null;
  /** Names the stream this tab reads, or read last. */
  let stream = '';

  session.onRenewed(() => {
    if (running === null) return;
    running.abort();
    setConnected(false);
    start();
  });
  // A tab that follows another one would not notice by itself.
  session.onForgotten(() => {
    if (running === null) return;
    running.abort();
    setConnected(false);
  });

  function start(): void {
    running = new AbortController();
    const stopped = running.signal;
    void (page.peers === null ? keepConnected(stopped, () => {}) : share(page.peers, stopped));
  }

  function stop(): void {
    running?.abort();
    running = null;
    connected = null;
  }

  function setConnected(now: boolean): void {
    if (connected === now) return;
    connected = now;
    for (const subscriber of subscribers) subscriber.onConnection(now);
  }

  /** Another stream stands, maybe in place of one that stood: the subscribers have to know of the gap. */
  function setConnectedAnew(): void {
    if (connected === true) setConnected(false);
    setConnected(true);
  }

  async function share(peers: Peers, stopped: AbortSignal): Promise<void> {
    if (await isRefused(session)) {
      if (!stopped.aborted) setConnected(false);
      return;
    }
    const tab = {
      lead: keepConnected,
      standing: () => (connected === null ? null : ({ kind: 'standing', stream, connected } as const)),
      onConnected: setConnectedAnew,
      onDisconnected: () => setConnected(false),
      onData: dispatch,
    };
    try {
      await shareEvents(peers, tab, { stopped, silenceMs: times.silenceMs });
    } catch {
      // The browser's settings forbid what sharing takes: a stream of its own is what remains.
      await keepConnected(stopped, () => {});
    }
  }

  /** Reads one stream after the other until stopped. False when the host refuses the token. */
  async function keepConnected(stopped: AbortSignal, tell: (message: PeerMessage) => void): Promise<boolean> {
    let retryMs = times.firstRetryMs;
    while (!stopped.aborted) {
      const outcome = await readStream(
        { page, session },
        { stopped, silenceMs: times.silenceMs },
        {
          onOpen() {
            retryMs = times.firstRetryMs;
            stream = crypto.randomUUID();
            setConnectedAnew();
            tell({ kind: 'standing', stream, connected: true });
          },
          onPiece: () => tell({ kind: 'alive' }),
          onData(data) {
            tell({ kind: 'event', data });
            dispatch(data);
          },
        },
      );
      if (stopped.aborted) break;
      setConnected(false);
      // Whoever leads next may be welcome; the others hear from there.
      if (outcome === 'unauthorized') return false;
      tell({ kind: 'standing', stream, connected: false });
      await pause(retryMs, stopped);
      retryMs = Math.min(2 * retryMs, times.longestRetryMs);
    }
    return true;
  }

  function dispatch(data: string): void {
    const event: unknown = JSON.parse(data);
    for (const subscriber of subscribers) {
      try {
        subscriber.onEvent(event);
      } catch (error) {
        // A subscriber's fault must neither end the stream nor stay unseen.
        setTimeout(() => {
          throw error;
        });
      }
    }
  }

  return {
    subscribe(onEvent, onConnection) {
      const subscriber = { onEvent, onConnection };
      subscribers.add(subscriber);
      if (running === null) start();
      else if (connected) queueMicrotask(() => subscribers.has(subscriber) && onConnection(true));
      return () => {
        if (subscribers.delete(subscriber) && subscribers.size === 0) stop();
      };
    },
  };
}

interface Subscriber {
  readonly onEvent: (event: unknown) => void;
  readonly onConnection: (connected: boolean) => void;
}

async function isRefused(session: Session): Promise<boolean> {
  try {
    await session.token();
    return false;
  } catch (error) {
    return error instanceof StrataError && error.code === 'UNAUTHORIZED';
  }
}

function pause(durationMs: number, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, durationMs);
    stopped.addEventListener('abort', end);
    function end() {
      clearTimeout(timer);
      stopped.removeEventListener('abort', end);
      resolve();
    }
  });
}
