/** Engine events to any number of pages, as server-sent events. */
import type { ServerResponse } from 'node:http';
import type { Engine } from '../core/engine-types.ts';
import { API_HEADERS } from './answers.ts';

export interface EventHub {
  /** Turns the response into an event stream that lives until either side ends it. */
  open(response: ServerResponse): void;
  /** Ends every stream and stops listening to the engine. */
  close(): void;
}

export interface EventHubLimits {
  readonly heartbeatMs: number;
  /** A stream that stays full for longer is dropped. */
  readonly drainTimeoutMs: number;
  /** A stream with more unsent bytes than this is dropped at once. */
  readonly maxBufferedBytes: number;
}

/**
 * Listens to the engine once and writes each event, serialised once, to every open stream. A reader that does not
 * keep up is dropped instead of being buffered for: it connects again and reads the current state,
 * which costs less than catching up on every step there.
 */
export function createEventHub(engine: Pick<Engine, 'subscribe'>, limits: EventHubLimits): EventHub {
  const streams = new Set<ServerResponse>();
  const overdue = new Map<ServerResponse, NodeJS.Timeout>();

  function write(stream: ServerResponse, frame: string): void {
    const flushed = stream.write(frame);
    if (stream.writableLength > limits.maxBufferedBytes) stream.destroy();
    else if (!flushed && !overdue.has(stream)) {
      overdue.set(
        stream,
        setTimeout(() => stream.destroy(), limits.drainTimeoutMs),
      );
    }
  }

  function caughtUp(stream: ServerResponse): void {
    clearTimeout(overdue.get(stream));
    overdue.delete(stream);
  }

  function writeToAll(frame: string): void {
    for (const stream of streams) write(stream, frame);
  }

  const unsubscribe = engine.subscribe((event) => writeToAll(`data: ${JSON.stringify(event)}\n\n`));
  const heartbeat = setInterval(() => writeToAll(SIGN_OF_LIFE), limits.heartbeatMs);

  return {
    open(stream) {
      // `connection: close`, because the connection is of no use to anybody once the stream has ended.
      stream.writeHead(200, { ...API_HEADERS, 'content-type': 'text/event-stream', connection: 'close' });
      streams.add(stream);
      stream.on('drain', () => caughtUp(stream));
      stream.on('close', () => {
        caughtUp(stream);
        streams.delete(stream);
      });
      write(stream, SIGN_OF_LIFE);
    },
    close() {
      unsubscribe();
      clearInterval(heartbeat);
      for (const stream of streams) stream.end();
    },
  };
}

/** A comment in the format of server-sent events: readers skip it. */
const SIGN_OF_LIFE = ':\n\n';
