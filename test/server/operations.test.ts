/** The routes come from the contract's table, answers look the same everywhere, and files are served as built. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { statusOf } from '../../server/answers.ts';
import { startBrowserHost } from '../../server/host.ts';
import { type ErrorCode, StrataError } from '../../shared/contract/errors.ts';
import { operationNames, operations } from '../../shared/contract/operations.ts';
import { fileId } from './memory-engine.ts';
import { logIn, type RunningHost, runHost } from './running-host.ts';

let running: RunningHost;
beforeEach(async () => {
  running = await runHost();
});
afterEach(() => running.stop());

async function request(method: string, path: string, body?: unknown) {
  const answer = await fetch(running.host.address + path, {
    method,
    headers: {
      authorization: `Bearer ${running.token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

describe('operations', () => {
  it('each have the route that the contract gives them, and reach the engine', async () => {
    for (const name of operationNames) {
      const { method, path } = operations[name];
      running.engine.when(name, () => {
        throw new StrataError({ code: 'NO_WORKSPACE', message: name });
      });
      const answer = await request(method, `/api${path}`, method === 'POST' ? {} : undefined);
      // BAD_REQUEST where `{}` is no input for it: also an answer of the engine.
      expect([name, answer.status]).toEqual([name, expect.toBeOneOf([400, 409])]);
      expect(['NO_WORKSPACE', 'BAD_REQUEST']).toContain(JSON.parse(answer.text).code);
    }
  });

  it('do not exist beside the table', async () => {
    for (const path of [
      '/api',
      '/api/nothing',
      '/api/document.open',
      '/api/engine/close',
      '/api/constructor',
    ]) {
      expect([path, (await request('GET', path)).status]).toEqual([path, 404]);
      expect([path, (await request('POST', path, {})).status]).toEqual([path, 404]);
    }
    expect((await request('HEAD', '/api/app')).status).toBe(404);
    expect((await request('POST', '/api/app', {})).status).toBe(404);
  });

  it('take the input of a GET from one query parameter, as JSON', async () => {
    running.engine.when('history.list', () => ({ versions: [], total: 0 }));
    const input = { file: fileId, limit: 5 };
    const query = `input=${encodeURIComponent(JSON.stringify(input))}`;
    expect((await request('GET', `/api/history?${query}`)).status).toBe(200);
    expect(running.engine.calls.at(-1)).toMatchObject({ name: 'history.list', input });
    expect((await request('GET', `/api/history?${query}&${query}`)).status).toBe(400);
    expect((await request('GET', '/api/history?input=%7B')).status).toBe(400);
  });

  it('pass on any key path, slashes, quotes and prototype names included', async () => {
    running.engine.when('effective.explain', () => {
      throw new StrataError({ code: 'UNKNOWN_KEY', message: 'It has been looked for.' });
    });
    for (const path of ['paths."/api/../x"', '"file\\\\jpg"', '__proto__.a', 'ä."ключ"', '"a#b?c&d=e+f"']) {
      const input = { environment: 'production', service: null, path };
      expect(
        (await request('GET', `/api/explain?input=${encodeURIComponent(JSON.stringify(input))}`)).status,
      ).toBe(404);
      expect(running.engine.calls.at(-1)?.input).toEqual(input);
    }
  });

  it('may answer null', async () => {
    expect(await request('POST', '/api/workspace/choose', {})).toMatchObject({ status: 200, text: 'null' });
  });
});

describe('failures', () => {
  it('leave in one shape, with the status of their code', async () => {
    for (const [code, status] of Object.entries(statusOf) as [ErrorCode, number][]) {
      const shape = { code, message: 'It failed.', remedy: 'Do this.', details: { file: 'a.toml' } };
      running.engine.when('workspace.close', () => {
        throw new StrataError(shape);
      });
      const answer = await request('POST', '/api/workspace/close', {});
      expect([answer.status, JSON.parse(answer.text)]).toEqual([status, shape]);
    }
  });

  it('that nobody expected are INTERNAL, reported to the host, and show no stack', async () => {
    const fault = new TypeError('x is not a function');
    running.engine.when('workspace.close', () => {
      throw fault;
    });
    const answer = await request('POST', '/api/workspace/close', {});
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([500, 'INTERNAL']);
    expect(answer.text).not.toContain('.ts');
    expect(running.faults).toEqual([fault]);
  });

  it('of clients are not reported as faults', async () => {
    await request('GET', '/api/history?input=%7B');
    await request('POST', '/api/workspace/close', { extra: 1 });
    expect(running.faults).toEqual([]);
  });
});

describe('headers', () => {
  const everywhere = {
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
  };

  it('of API answers forbid storing and embedding, whatever the outcome', async () => {
    for (const answer of [
      await request('GET', '/api/app'),
      await request('GET', '/api/nothing'),
      await request('POST', '/api/workspace/close', { extra: 1 }),
      await fetch(`${running.host.address}/api/app`),
      await fetch(`${running.host.address}/%20`),
    ]) {
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        ...everywhere,
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'content-type': 'application/json; charset=utf-8',
      });
    }
  });

  it('of the page and of scripts carry the measured policy, since workers take theirs from the script', async () => {
    const policy =
      "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";
    for (const [path, type, cacheControl] of [
      ['/', 'text/html; charset=utf-8', 'no-store'],
      ['/index.html', 'text/html; charset=utf-8', 'no-store'],
      ['/assets/index-Bx12_-9Z.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
      ['/favicon.svg', 'image/svg+xml', 'no-cache'],
    ]) {
      const answer = await fetch(`${running.host.address}${path}`);
      expect([path, answer.status]).toEqual([path, 200]);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        ...everywhere,
        'content-security-policy': policy,
        'content-type': type,
        'cache-control': cacheControl,
      });
    }
  });

  it('of a HEAD are those of the GET, without the content', async () => {
    const answer = await fetch(`${running.host.address}/`, { method: 'HEAD' });
    expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([
      200,
      '36',
      '',
    ]);
  });
});

describe('starting', () => {
  const again = (port: number) =>
    startBrowserHost({ engine: running.engine, rendererFolder: `${running.outside}/root`, port });

  it('listens on 127.0.0.1 and nowhere else', async () => {
    expect(running.host.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    await expect(fetch(`http://[::1]:${running.port}/`)).rejects.toThrow();
  });

  it('on a taken port names the port and the way out, and leaves nothing running', async () => {
    const before = running.engine.subscribers;
    await expect(again(running.port)).rejects.toMatchObject({
      code: 'PORT_TAKEN',
      message: expect.stringContaining(String(running.port)),
      remedy: expect.stringContaining('--port'),
    });
    expect(running.engine.subscribers).toBe(before);
  });

  it('on a port that does not exist says so', async () => {
    await expect(again(70_000)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('beside a development server', () => {
  const devOrigin = 'http://127.0.0.1:5173';
  const start = (origin: string) =>
    startBrowserHost({ engine: running.engine, rendererFolder: '/nowhere', devOrigin: origin });

  it('serves the API alone, to that one origin and its own, and prints the address of the page', async () => {
    const host = await start(devOrigin);
    expect(host.url).toMatch(/^http:\/\/127\.0\.0\.1:5173\/#code=/);
    const headers = { authorization: `Bearer ${await logIn(host)}` };
    const statusFrom = async (origin: string) =>
      (await fetch(`${host.address}/api/app`, { headers: { ...headers, origin } })).status;
    expect(await statusFrom(devOrigin)).toBe(200);
    expect(await statusFrom(host.address)).toBe(200);
    expect(await statusFrom('http://127.0.0.1:5174')).toBe(403);
    expect((await fetch(`${host.address}/`)).status).toBe(404);
    await host.close();
  });

  it.each(['http://evil.test:5173', 'http://127.0.0.1.evil.test', 'http://127.0.0.1:5173/', 'null', '*'])(
    'refuses %s as one',
    async (origin) => {
      await expect(start(origin)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    },
  );
});
