/** Closing ends what is open and finishes what is running. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { connectTo, type RunningHost, runHost } from './running-host.ts';

let running: RunningHost;
beforeEach(async () => {
  running = await runHost();
});
afterEach(() => running.stop());

/** Its own bound, with room for a busy machine: Node would keep idle connections for over a minute. */
const SOON_MS = 5_000;

function closed(socket: ReturnType<typeof connectTo>): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()));
}

function head(path: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${running.port}\r\nAuthorization: Bearer ${running.token}\r\n`;
}

it('ends event streams, idle connections, silent ones and half-sent requests', {
  timeout: SOON_MS,
}, async () => {
  const sockets = ['', head('/api/app'), `${head('/api/app')}\r\n`, `${head('/api/events')}\r\n`].map(
    (bytes) => {
      const socket = connectTo(running.port, bytes);
      socket.on('error', () => {});
      return socket;
    },
  );
  const [, , answered, stream] = sockets;
  await Promise.all(
    [answered, stream].map((socket) => new Promise((resolve) => socket?.once('data', resolve))),
  );
  const allClosed = Promise.all(
    sockets.map((socket) => {
      socket.resume();
      return closed(socket);
    }),
  );
  await running.host.close();
  await allClosed;
});

it('ends event streams in good order, so that their readers see an end and no fault', async () => {
  const answer = await fetch(`${running.host.address}/api/events`, {
    headers: { authorization: `Bearer ${running.token}` },
  });
  const whole = answer.text();
  await running.host.close();
  expect(await whole).toBe(':\n\n');
});

it('lets a running request finish and answers it', { timeout: SOON_MS }, async () => {
  let finish = () => {};
  const reached = new Promise<void>((resolve) => {
    running.engine.when('workspace.close', () => {
      resolve();
      return new Promise((done) => {
        finish = () => done({});
      });
    });
  });
  const answer = fetch(`${running.host.address}/api/workspace/close`, {
    method: 'POST',
    headers: { authorization: `Bearer ${running.token}`, 'content-type': 'application/json' },
    body: '{}',
  });
  await reached;
  const closing = running.host.close();
  finish();
  expect((await answer).status).toBe(200);
  await closing;
});

it('does not wait for ever for a request that hangs', { timeout: SOON_MS }, async () => {
  const reached = new Promise<void>((resolve) => {
    running.engine.when('workspace.close', () => {
      resolve();
      return new Promise(() => {});
    });
  });
  const answer = fetch(`${running.host.address}/api/workspace/close`, {
    method: 'POST',
    headers: { authorization: `Bearer ${running.token}`, 'content-type': 'application/json' },
    body: '{}',
  });
  const failed = expect(answer).rejects.toThrow();
  await reached;
  await running.host.close();
  await failed;
});

it('frees the port at once, and closing twice is the same as closing once', async () => {
  await running.host.close();
  await running.host.close();
  const next = await runHost({ port: running.port });
  expect(next.port).toBe(running.port);
  await next.stop();
});
