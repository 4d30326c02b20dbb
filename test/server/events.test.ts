/** Events reach every page, a reader that does not read is let go, and closing leaves nothing open. */
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createEventHub, type EventHub, type EventHubLimits } from '../../server/events.ts';
import type { EngineEvent } from '../../shared/contract/events.ts';
import { createMemoryEngine } from './memory-engine.ts';
import { connectTo, type RunningHost, rawRequest, runHost } from './running-host.ts';

let running: RunningHost;
beforeEach(async () => {
  running = await runHost();
});
afterEach(() => running.stop());

function notice(message: string): EngineEvent {
  return { type: 'notice', notice: { severity: 'info', code: 'test', message } };
}

async function openStream(token = running.token) {
  const answer = await fetch(`${running.host.address}/api/events`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return { answer, read: textReader(answer) };
}

/** Reads on until the text so far holds what is asked for. */
function textReader(answer: Response): (until: string) => Promise<string> {
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let text = '';
  return async (until) => {
    while (!text.includes(until)) {
      const { done, value } = await reader.read();
      if (done) throw new Error(`The stream ended after: ${text}`);
      text += decoder.decode(value, { stream: true });
    }
    return text;
  };
}

describe('an event stream', () => {
  it('needs the token', async () => {
    expect((await openStream('wrong')).answer.status).toBe(401);
  });

  it('carries each event as one line of JSON, in order, to every reader', async () => {
    const streams = [await openStream(), await openStream()];
    for (const { answer } of streams) {
      expect(answer.headers.get('content-type')).toBe('text/event-stream');
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
    running.engine.emit(notice('one\ntwo\u2028three'));
    running.engine.emit(notice('last'));
    for (const { read } of streams) {
      const events = (await read('last'))
        .split('\n\n')
        .filter((frame) => frame.startsWith('data: '))
        .map((frame) => JSON.parse(frame.slice('data: '.length)));
      expect(events).toEqual([notice('one\ntwo\u2028three'), notice('last')]);
    }
  });

  it('listens to the engine once, however many read, and stops when the host closes', async () => {
    await openStream();
    await openStream();
    expect(running.engine.subscribers).toBe(1);
    await running.host.close();
    expect(running.engine.subscribers).toBe(0);
  });

  it('whose reader leaves does not disturb the others', async () => {
    const leaving = connectTo(
      running.port,
      `GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:${running.port}\r\nAuthorization: Bearer ${running.token}\r\n\r\n`,
    );
    await new Promise((resolve) => leaving.once('data', resolve));
    const { read } = await openStream();
    leaving.destroy();
    running.engine.emit(notice('still here'));
    expect(await read('still here')).toContain('still here');
  });
});

describe('the hub', () => {
  let server: Server;
  let hub: EventHub;
  const engine = createMemoryEngine();
  const usual: EventHubLimits = { heartbeatMs: 60_000, drainTimeoutMs: 60_000, maxBufferedBytes: 1 << 30 };

  let streams: ServerResponse[];

  async function runHub(limits: Partial<EventHubLimits>): Promise<number> {
    hub = createEventHub(engine, { ...usual, ...limits });
    streams = [];
    server = createServer((_request, response) => {
      streams.push(response);
      hub.open(response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as { port: number }).port;
  }

  afterEach(() => {
    hub.close();
    server.closeAllConnections();
    server.close();
  });

  /** A reader that has seen the stream open and then reads no more. */
  async function stuckReader(port: number) {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write(rawRequest('GET / HTTP/1.1', ['Host: x']));
    await new Promise((resolve) => socket.once('data', resolve));
    socket.pause();
    return socket;
  }

  const connections = () =>
    new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count)));
  const dropped = () => expect.poll(connections).toBe(0);

  it('writes a sign of life to a silent stream again and again', async () => {
    const port = await runHub({ heartbeatMs: 10 });
    const read = textReader(await fetch(`http://127.0.0.1:${port}/`));
    expect(await read(':\n\n:\n\n:\n\n:\n\n')).toMatch(/^(:\n\n)+$/);
  });

  it('forgets a reader that has left', async () => {
    const reader = await stuckReader(await runHub({}));
    const [stream] = streams;
    const write = vi.spyOn(stream!, 'write');
    engine.emit(notice('here'));
    expect(write).toHaveBeenCalledTimes(1);
    reader.destroy();
    await expect.poll(() => stream?.closed).toBe(true);
    engine.emit(notice('gone'));
    expect(write).toHaveBeenCalledTimes(1);
  });

  it('drops a reader that leaves too much unread', async () => {
    const port = await runHub({ maxBufferedBytes: 1 << 20 });
    const reader = await stuckReader(port);
    const large = notice('x'.repeat(1 << 20));
    for (let count = 0; count < 20; count += 1) engine.emit(large);
    await dropped();
    reader.destroy();
  });

  it('drops a reader that leaves anything unread for too long', async () => {
    const port = await runHub({ drainTimeoutMs: 50 });
    const reader = await stuckReader(port);
    engine.emit(notice('x'.repeat(20 << 20)));
    await dropped();
    reader.destroy();
  });

  it('keeps a reader that catches up in time', async () => {
    const drainTimeoutMs = 60_000;
    const port = await runHub({ drainTimeoutMs });
    const read = textReader(await fetch(`http://127.0.0.1:${port}/`));
    // Only the hub's clock stands still until it is moved: how long reading takes must not matter.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    engine.emit(notice(`${'x'.repeat(4 << 20)} first`));
    expect(streams[0]?.writableNeedDrain).toBe(true);
    const drained = once(streams[0]!, 'drain');
    await read('first');
    await drained;
    vi.advanceTimersByTime(1.5 * drainTimeoutMs);
    engine.emit(notice('second'));
    expect(await read('second')).toContain('second');
    expect(await connections()).toBe(1);
  });
});
