import { describe, expect, test } from 'vitest';
import { fetchSchema } from '../../../core/schemas/fetch.ts';
import { isPublicAddress, saysPrivate } from '../../../core/schemas/network-address.ts';
import type { StrataError } from '../../../shared/contract/errors.ts';
import { refusal } from '../desk.ts';
import { schemaServer } from './server.ts';

const quick = { timeMs: 300, bytes: 1_000 };

describe('fetching a schema', () => {
  test('gives its text and what the server says about its age', async () => {
    const { origin } = await schemaServer((_, response) =>
      response.writeHead(200, { etag: '"1"', 'last-modified': 'today' }).end('{"a":1}'),
    );
    expect(await fetchSchema(`${origin}/a.json`)).toEqual({
      kind: 'new',
      text: '{"a":1}',
      etag: '"1"',
      lastModified: 'today',
    });
  });

  test('asks whether something has changed', async () => {
    const { origin } = await schemaServer((request, response) =>
      response.writeHead(request.headers['if-none-match'] === '"1"' ? 304 : 500).end(),
    );
    expect(await fetchSchema(`${origin}/a.json`, { etag: '"1"' })).toEqual({ kind: 'unchanged' });
  });

  test('sends no cookies and no referrer', async () => {
    let headers: Record<string, unknown> = {};
    const { origin } = await schemaServer((request, response) => {
      headers = request.headers;
      response.end('{}');
    });
    await fetchSchema(`${origin}/a.json`);
    expect(Object.keys(headers).sort()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ]);
  });

  test.each<[what: string, body: string]>([
    ['a page', '<html>'],
    ['a list', '[1]'],
    ['nothing', ''],
  ])('refuses %s', async (_, body) => {
    const { origin } = await schemaServer((_, response) => response.end(body));
    expect((await refusal(fetchSchema(`${origin}/a.json`))).code).toBe('BAD_SCHEMA');
  });

  test('stops at the size limit', async () => {
    const { origin } = await schemaServer((_, response) => response.end(`"${'x'.repeat(2_000)}"`));
    expect((await refusal(fetchSchema(`${origin}/a.json`, {}, quick))).code).toBe('TOO_LARGE');
  });

  test('stops at the time limit, also in the middle of an answer', async () => {
    const { origin } = await schemaServer((_, response) => response.write('{'));
    expect((await refusal(fetchSchema(`${origin}/a.json`, {}, quick))).code).toBe('TIMED_OUT');
  });

  test('names what the server answers', async () => {
    const { origin } = await schemaServer((_, response) => response.writeHead(404, 'Not Found').end());
    const error = await refusal(fetchSchema(`${origin}/a.json`));
    expect(error).toMatchObject({
      code: 'UNREACHABLE',
      details: { reason: 'the server answers 404 Not Found' },
    });
    expect(error.remedy).toMatch(/save the schema in the workspace/);
  });

  test('takes "unchanged" only from a server that was asked about something', async () => {
    const server = await schemaServer((_, response) => response.writeHead(304).end());
    expect(await reason(`${server.origin}/a.json`)).toBe('the server answers 304 Not Modified');
  });

  test('says that there is no server', async () => {
    const server = await schemaServer((_, response) => response.end());
    await server.close();
    expect(await reason(`${server.origin}/a.json`)).toBe('the server refuses the connection');
  });

  test('follows redirects only to https, and not into a private network', async () => {
    const { origin, asked } = await schemaServer((request, response) =>
      response.writeHead(302, { location: request.url === '/a' ? '/b' : 'https://192.168.0.1/secret' }).end(),
    );
    expect(await reason(`${origin}/a`)).toMatch(/redirects to http:\/\/127.*which is not https/);
    expect(await reason(`${origin}/c`)).toMatch(/192\.168\.0\.1\/secret, an address of a private network/);
    expect(asked).toEqual(['/a', '/c']);
  });

  test.each([
    'ftp://example.org/a',
    'file:///etc/passwd',
    'data:,{}',
    'no address',
    'https://user:x@example.org/a',
    'https://:x@example.org/a',
  ])('never touches %s', async (address) => {
    expect((await refusal(fetchSchema(address))).code).toBe('BAD_REQUEST');
  });

  async function reason(url: string): Promise<unknown> {
    const error: StrataError = await refusal(fetchSchema(url));
    return error.details?.reason;
  }
});

describe('an address', () => {
  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::127.0.0.1',
    '2002:7f00:1::',
    '64:ff9b:1::a00:1',
    'fec0::1',
    'no address',
  ])('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each(['93.184.216.34', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])(
    '%s is public',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  test.each([
    ['localhost', true],
    ['intranet', true],
    ['[::1]', true],
    ['10.0.0.1', true],
    ['config.internal', true],
    ['json.schemastore.org', false],
    ['8.8.8.8', false],
  ])('%s says by itself whether it is private: %s', (host, expected) => {
    expect(saysPrivate(host)).toBe(expected);
  });
});
