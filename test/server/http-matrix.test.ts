/** Every combination of host, origin, method and token, over raw sockets: exactly the documented ones pass. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningHost, rawRequest, runHost, sendRaw } from './running-host.ts';

const AT_ONCE = 24;
const PATH = '/api/preferences';

let running: RunningHost;
beforeAll(async () => {
  running = await runHost();
});
afterAll(() => running.stop());

interface Cell {
  readonly host: string | null;
  readonly origin: string | null;
  readonly method: string;
  readonly authorization: string | null;
}

it('lets exactly the documented cells of the 2,304 through', async () => {
  const { port, token } = running;
  const hosts = hostHeaders(port);
  const origins = originHeaders(port);
  const methods = ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'];
  const authorizations = [
    null,
    'Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    `Basic ${token}`,
    `Bearer ${token}`,
  ];
  const cells = hosts.flatMap((host) =>
    origins.flatMap((origin) =>
      methods.flatMap((method) =>
        authorizations.map((authorization) => ({ host, origin, method, authorization })),
      ),
    ),
  );
  expect(cells).toHaveLength(2304);

  const wrong: string[] = [];
  let passed = 0;
  for (let start = 0; start < cells.length; start += AT_ONCE) {
    // A fresh minute each time: this test is not about the limit on failures.
    running.wait(60_000);
    await Promise.all(
      cells.slice(start, start + AT_ONCE).map(async (cell) => {
        const status = await statusFor(cell);
        if (status === 200) passed += 1;
        if (status !== documentedStatus(cell)) wrong.push(`${JSON.stringify(cell)} gave ${status}`);
      }),
    );
  }
  expect(wrong).toEqual([]);
  // 3 names x (no origin, own origin) x (GET, POST) with the token.
  expect(passed).toBe(12);
  expect(running.engine.calls).toHaveLength(12);
});

/** The rule, written down a second time: host, then origin, then token, then whether there is such an operation. */
function documentedStatus({ host, origin, method, authorization }: Cell): number {
  const { port, token } = running;
  if (host === null || ![`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`].includes(host))
    return 421;
  if (origin !== null && origin !== `http://${host}`) return 403;
  if (authorization !== `Bearer ${token}`) return 401;
  return method === 'GET' || method === 'POST' ? 200 : 404;
}

async function statusFor({ host, origin, method, authorization }: Cell): Promise<number> {
  const headers = [
    ...(host === null ? [] : [`Host: ${host}`]),
    ...(origin === null ? [] : [`Origin: ${origin}`]),
    ...(authorization === null ? [] : [`Authorization: ${authorization}`]),
    ...(method === 'GET' ? [] : ['Content-Type: application/json']),
  ];
  const answer = await sendRaw(
    running.port,
    rawRequest(`${method} ${PATH} HTTP/1.1`, headers, method === 'GET' ? '' : '{}'),
  );
  expect(answer.headers.has('access-control-allow-origin')).toBe(false);
  expect(answer.headers.has('set-cookie')).toBe(false);
  return answer.status;
}

function hostHeaders(port: number): (string | null)[] {
  return [
    `127.0.0.1:${port}`,
    `localhost:${port}`,
    `[::1]:${port}`,
    null,
    '',
    '127.0.0.1',
    `127.0.0.1:${port + 1}`,
    `evil.test:${port}`,
    `127.0.0.1.evil.test:${port}`,
    `localhost.:${port}`,
    `user@127.0.0.1:${port}`,
    `0.0.0.0:${port}`,
  ];
}

function originHeaders(port: number): (string | null)[] {
  return [
    null,
    `http://127.0.0.1:${port}`,
    `http://localhost:${port}`,
    `http://[::1]:${port}`,
    `https://127.0.0.1:${port}`,
    `http://127.0.0.1:${port}.evil.test`,
    'http://evil.test',
    'null',
  ];
}
