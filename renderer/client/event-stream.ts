/** One stream of the host's events, read to its end. */
import { errorFromShape } from '../../shared/contract/client.ts';
import { StrataError } from '../../shared/contract/errors.ts';
import { EVENTS_PATH } from '../../shared/contract/http.ts';
import type { BrowserPage } from './browser-page.ts';
import { createFrameReader } from './event-frames.ts';
import { request } from './exchange.ts';
import type { Session } from './session.ts';

export interface StreamReader {
  onOpen(): void;
  /** Something came: an event, or a sign of life. */
  onPiece(): void;
  /** The JSON text of one event. */
  onData(data: string): void;
}

/**
 * Reads one stream until either side ends it, or nothing comes for `silenceMs`. Resolves to how it ended:
 * `unauthorized` when the host refused the token, which is forgotten then.
 */
export async function readStream(
  { page, session }: { readonly page: BrowserPage; readonly session: Session },
  { stopped, silenceMs }: { readonly stopped: AbortSignal; readonly silenceMs: number },
  reader: StreamReader,
): Promise<'ended' | 'unauthorized'> {
  const silence = createSilenceAlarm(silenceMs);
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
    reader.onOpen();
    const read = createFrameReader((data) => reader.onData(data));
    const decoder = new TextDecoder();
    for await (const piece of piecesOf(response.body)) {
      silence.postpone();
      reader.onPiece();
      read(decoder.decode(piece, { stream: true }));
    }
    return 'ended';
  } catch (error) {
    return error instanceof StrataError && error.code === 'UNAUTHORIZED' ? 'unauthorized' : 'ended';
  } finally {
    silence.end();
  }
}

/** Aborts its signal when it is not postponed for so long. */
export function createSilenceAlarm(silenceMs: number) {
  const controller = new AbortController();
  const abort = () => controller.abort();
  let timer = setTimeout(abort, silenceMs);
  return {
    signal: controller.signal,
    postpone() {
      clearTimeout(timer);
      timer = setTimeout(abort, silenceMs);
    },
    /** Raises no alarm any more. */
    stop() {
      clearTimeout(timer);
    },
    /** Also lets go of a stream that ended in the middle. */
    end() {
      clearTimeout(timer);
      controller.abort();
    },
  };
}

/** Not every browser's stream can be iterated over; every one has a reader. */
async function* piecesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}
