/** Requests that no browser page of ours sends: malformed, oversized, replayed through other protocols. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_BODY_BYTES, MAX_DOCUMENT_BYTES, MAX_HEADER_BYTES } from '../../server/limits.ts';
import { ErrorShape } from '../../shared/contract/error-shape.ts';
import { fileId } from './memory-engine.ts';
import { type RawAnswer, type RunningHost, rawRequest, runHost, sendRaw } from './running-host.ts';

let running: RunningHost;
beforeEach(async () => {
  running = await runHost();
});
afterEach(() => running.stop());

const JSON_BODY = 'Content-Type: application/json';

function send(line: string, headers: readonly string[] = [], body = ''): Promise<RawAnswer> {
  return sendRaw(running.port, rawRequest(line, [`Host: 127.0.0.1:${running.port}`, ...headers], body));
}

function bearer(): string {
  return `Authorization: Bearer ${running.token}`;
}

function post(path: string, body: string, headers: readonly string[] = []): Promise<RawAnswer> {
  return send(`POST ${path} HTTP/1.1`, [bearer(), JSON_BODY, ...headers], body);
}

function errorOf(answer: RawAnswer): ErrorShape {
  return ErrorShape.parse(JSON.parse(answer.body));
}

describe('the host header', () => {
  it('must stand there once: two are refused, whichever comes first', async () => {
    const own = `Host: 127.0.0.1:${running.port}`;
    for (const hosts of [
      [own, 'Host: evil.test'],
      ['Host: evil.test', own],
      [own, own],
    ]) {
      const answer = await sendRaw(running.port, rawRequest('GET / HTTP/1.1', hosts));
      expect([400, 421]).toContain(answer.status);
    }
  });

  it('must stand there in HTTP/1.0 too', async () => {
    expect((await sendRaw(running.port, 'GET / HTTP/1.0\r\n\r\n')).status).toBe(421);
    expect(
      (await sendRaw(running.port, `GET / HTTP/1.0\r\nHost: 127.0.0.1:${running.port}\r\n\r\n`)).status,
    ).toBe(200);
  });
});

describe('what a browser says about the page behind a request', () => {
  it.each([
    ['cross-site', 403],
    ['same-site', 403],
    ['same-origin, cross-site', 403],
    ['same-origin', 200],
    ['none', 200],
  ])('Sec-Fetch-Site: %s gives %i', async (site, status) => {
    expect((await send('GET /api/app HTTP/1.1', [bearer(), `Sec-Fetch-Site: ${site}`])).status).toBe(status);
  });

  it('does not keep anybody from following a link to the page itself', async () => {
    expect((await send('GET / HTTP/1.1', ['Sec-Fetch-Site: cross-site'])).status).toBe(200);
  });
});

describe('other ways to speak to the port', () => {
  it('no upgrade, no tunnel, no other protocol', async () => {
    const upgrade = [
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    ];
    expect((await send('GET /api/events HTTP/1.1', upgrade)).status).toBe(401);
    expect((await send('CONNECT evil.test:443 HTTP/1.1')).status).toBe(0);
    expect((await sendRaw(running.port, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')).status).not.toBe(200);
    expect((await sendRaw(running.port, '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03')).status).toBe(400);
  });

  it('contradictory lengths are refused', async () => {
    const smuggled = await sendRaw(
      running.port,
      `POST /api/workspace/close HTTP/1.1\r\nHost: 127.0.0.1:${running.port}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    );
    expect(smuggled.status).toBe(400);
    expect(running.engine.calls).toEqual([]);
  });
});

describe('bodies', () => {
  it('must be JSON by name', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'application/json-seq',
    ]) {
      const answer = await send(
        'POST /api/workspace/close HTTP/1.1',
        [bearer(), `Content-Type: ${type}`],
        '{}',
      );
      expect([type, answer.status]).toEqual([type, 415]);
    }
    expect((await send('POST /api/workspace/close HTTP/1.1', [bearer()], '{}')).status).toBe(415);
    expect(running.engine.calls).toEqual([]);
  });

  it('must be JSON in fact', async () => {
    for (const body of ['', '{', '{}{}', 'undefined', '\xff\xfe']) {
      const answer = await post('/api/workspace/close', body);
      expect([body, answer.status, errorOf(answer).code]).toEqual([body, 400, 'BAD_REQUEST']);
    }
  });

  it('must fit the contract', async () => {
    for (const body of ['null', '[]', '"x"', '{"extra":1}']) {
      expect([body, (await post('/api/workspace/close', body)).status]).toEqual([body, 400]);
    }
  });

  it('may hold a document of the largest size, every character of it escaped', async () => {
    const text = '\n'.repeat(MAX_DOCUMENT_BYTES);
    const answer = await post(
      '/api/document/replace',
      JSON.stringify({ file: fileId, text, client: 'test' }),
    );
    expect(answer.status).toBe(200);
    expect(running.engine.calls.at(-1)?.input).toEqual({ file: fileId, text, client: 'test' });
  });

  it('may not be larger than that', async () => {
    const answer = await post('/api/document/replace', `"${'x'.repeat(MAX_BODY_BYTES)}"`);
    expect([answer.status, errorOf(answer).code]).toEqual([413, 'TOO_LARGE']);
  });

  it('are not even read for a login longer than a code', async () => {
    const answer = await send(
      'POST /api/login HTTP/1.1',
      [JSON_BODY],
      JSON.stringify({ code: 'x'.repeat(2000) }),
    );
    expect(answer.status).toBe(413);
  });
});

describe('headers', () => {
  it('larger than the limit are refused with an error in the usual shape', async () => {
    const answer = await send('GET /api/app HTTP/1.1', [
      bearer(),
      `X-Padding: ${'x'.repeat(MAX_HEADER_BYTES)}`,
    ]);
    expect([answer.status, errorOf(answer).code]).toEqual([431, 'TOO_LARGE']);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('that are no headers are refused likewise', async () => {
    const answer = await sendRaw(running.port, 'GET / HTTP/1.1\r\nno header\r\n\r\n');
    expect([answer.status, errorOf(answer).code]).toEqual([400, 'BAD_REQUEST']);
  });

  it('name the client by a short identifier, or the call is refused', async () => {
    await send('GET /api/app HTTP/1.1', [bearer(), 'X-Strata-Client: page-1']);
    expect(running.engine.calls.at(-1)?.client).toBe('page-1');
    expect((await send('GET /api/app HTTP/1.1', [bearer(), 'X-Strata-Client: a b'])).status).toBe(400);
  });
});

describe('keys that name prototypes', () => {
  const documents = prototypeDocuments();

  it('are refused or taken literally in every operation, and leave every prototype as it was', async () => {
    expect(documents).toHaveLength(40);
    const before = prototypeKeys();
    for (const document of documents) {
      const answers = [
        await post('/api/preferences', document),
        await post('/api/document/replace', document),
        await post('/api/login', document),
        await send(`GET /api/explain?input=${encodeURIComponent(document)} HTTP/1.1`, [bearer()]),
      ];
      for (const answer of answers) expect([200, 400, 401, 409, 429]).toContain(answer.status);
      expect(prototypeKeys()).toEqual(before);
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('would be noticed: a careless merge of the same documents does change one', () => {
    const merge = (into: Record<string, unknown>, from: Record<string, unknown>): void => {
      for (const [key, value] of Object.entries(from)) {
        if (typeof value === 'object' && value !== null && typeof into[key] === 'object') {
          merge(into[key] as Record<string, unknown>, value as Record<string, unknown>);
        } else into[key] = value;
      }
    };
    try {
      for (const document of documents) merge({}, JSON.parse(document) as Record<string, unknown>);
      expect(({} as Record<string, unknown>).polluted).toBe(true);
    } finally {
      delete (Object.prototype as unknown as Record<string, unknown>).polluted;
    }
  });
});

function prototypeKeys(): (string | symbol)[][] {
  return [Object.prototype, Array.prototype, Function.prototype, String.prototype].map(Reflect.ownKeys);
}

/** Five spellings of the key x eight places to put it. */
function prototypeDocuments(): string[] {
  const values = [
    '"__proto__":{"polluted":true}',
    '"\\u005f_proto__":{"polluted":true}',
    '"constructor":{"prototype":{"polluted":true}}',
    '"prototype":{"polluted":true}',
    '"__proto__":{"toString":1,"polluted":true}',
  ];
  return values.flatMap((value) => [
    `{${value}}`,
    `{"theme":"dark",${value}}`,
    `{"workspace":{${value}}}`,
    `{"workspace":{"layout":{${value}}}}`,
    `{"file":"${fileId}","text":"","client":"c",${value}}`,
    `{"environment":"production","service":null,"path":"a",${value}}`,
    `{"code":{${value}}}`,
    `{"code":"x",${value}}`,
  ]);
}
