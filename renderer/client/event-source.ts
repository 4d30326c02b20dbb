/** The page's one event stream: opened with the first subscriber, kept alive, closed with the last. */
import { errorFromShape, type Transport } from '../../shared/contract/client.ts';
import { StrataError } from '../../shared/contract/errors.ts';
import { EVENTS_PATH, HEARTBEAT_MS } from '../../shared/contract/http.ts';
import type { BrowserPage } from './browser-page.ts';
import { createFrameReader } from './event-frames.ts';
import { request } from './exchange.ts';
import type { Session } from './session.ts';

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

  session.onRenewed(() => {
    if (running === null) return;
    running.abort();
    setConnected(false);
    start();
  });

  function start(): void {
    running = new AbortController();
    void keepConnected(running.signal);
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

  async function keepConnected(stopped: AbortSignal): Promise<void> {
    let retryMs = times.firstRetryMs;
    while (!stopped.aborted) {
      const outcome = await readStream(stopped, () => {
        retryMs = times.firstRetryMs;
        setConnected(true);
      });
      if (stopped.aborted) return;
      setConnected(false);
      if (outcome === 'unauthorized') return;
      await pause(retryMs, stopped);
      retryMs = Math.min(2 * retryMs, times.longestRetryMs);
    }
  }

  /** Reads one stream to its end, however it ends. */
  async function readStream(stopped: AbortSignal, onOpen: () => void): Promise<'ended' | 'unauthorized'> {
    const silence = createSilenceAlarm(times.silenceMs);
    try {
      const token = await session.token();
      const response = await request(page, EVENTS_PATH, {
        headers: { authorization: `Bearer ${token}` },
        signal: AbortSignal.any([stopped, silence.signal]),
      });
      if (!response.ok || response.body === null) {
        const error = errorFromShape(await response.json());
        if (error.code === 'UNAUTHORIZED') session.forget(token);
        throw error;
      }
      stopped.throwIfAborted();
      onOpen();
      const read = createFrameReader(dispatch);
      const decoder = new TextDecoder();
      for await (const piece of piecesOf(response.body)) {
        silence.postpone();
        read(decoder.decode(piece, { stream: true }));
      }
      return 'ended';
    } catch (error) {
      return error instanceof StrataError && error.code === 'UNAUTHORIZED' ? 'unauthorized' : 'ended';
    } finally {
      silence.end();
    }
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

/** Not every browser's stream can be iterated over; every one has a reader. */
async function* piecesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}

function createSilenceAlarm(silenceMs: number) {
  const controller = new AbortController();
  const abort = () => controller.abort();
  let timer = setTimeout(abort, silenceMs);
  return {
    signal: controller.signal,
    postpone() {
      clearTimeout(timer);
      timer = setTimeout(abort, silenceMs);
    },
    /** Also lets go of a stream that ended in the middle. */
    end() {
      clearTimeout(timer);
      controller.abort();
    },
  };
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
