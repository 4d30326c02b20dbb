import { describe, expect, test } from 'vitest';
import { complete } from '../../../shared/language/index.ts';
import { SchemaView } from '../../../shared/schema/index.ts';
import { LineIndex } from '../../../shared/text/lines.ts';
import { parse } from '../../../shared/toml/index.ts';
import { PLUE } from './plue.ts';

/** What a secret is set to. */
const REFERENCE = `"\${NAME}"`;

/** The proposals at `|`, best first. */
function at(marked: string, schema: unknown = PLUE) {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const items = complete({
    document: parse(text),
    lines: new LineIndex(text),
    schema: new SchemaView(schema),
    offset,
  });
  return items.toSorted((left, right) => (left.sort < right.sort ? -1 : 1));
}

const labels = (marked: string, schema?: unknown) => at(marked, schema).map(({ label }) => label);
const item = (marked: string, label: string, schema?: unknown) =>
  at(marked, schema).find((each) => each.label === label);

/** The text after the first proposal of that name was taken, placeholders reduced to their defaults. */
function taking(label: string, marked: string, schema?: unknown): string {
  const chosen = item(marked, label, schema);
  if (chosen === undefined) throw new Error(`${label} is not offered at ${marked}`);
  const text = marked.replace('|', '');
  const { start, end } = new LineIndex(text).spanOf(chosen.range);
  const inserted = chosen.snippet
    ? chosen.insert
        .replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1')
        .replace(/\$\{\d+:((?:[^}\\]|\\.)*)\}/g, '$1')
        .replace(/(?<!\\)\$\d/g, '')
        .replace(/\\([\\$}])/g, '$1')
    : chosen.insert;
  return text.slice(0, start) + inserted + text.slice(end);
}

describe('keys', () => {
  test('required ones first, then as in the schema, deprecated ones last; hidden ones never', () => {
    expect(labels('[server]\n|').filter((label) => !label.startsWith('['))).toEqual([
      'host',
      'port',
      'level',
      'debug',
      'timeout',
      'started',
      'tags',
      'tls',
      'workers',
    ]);
  });

  test('those that are set already are left out', () => {
    expect(labels('[server]\nport = 1\nhost = ""\n|')).not.toContain('port');
    expect(labels('server = { port = 1, | }')).not.toContain('port');
  });

  test.each([
    ['port', '[server]\n|', '[server]\nport = 8080'],
    ['port', '[server]\npo|', '[server]\nport = 8080'],
    ['port', '[server]\npo|rt = 1', '[server]\nport = 1'],
    ['host', '[server]\n|', '[server]\nhost = "0.0.0.0"'],
    ['level', '[server]\n|', '[server]\nlevel = "info"'],
    ['debug', '[server]\n|', '[server]\ndebug = false'],
    ['tags', '[server]\n|', '[server]\ntags = []'],
    ['started', '[server]\n|', '[server]\nstarted = 2025-01-31T08:00:00Z'],
    ['tls', '[server]\n|', '[server]\ntls.'],
    ['cert', '[server]\ntls.|', '[server]\ntls.cert = ""'],
    ['tls', 'server = { | }', 'server = { tls = {  } }'],
    ['password', '[database]\n|', `[database]\npassword = ${REFERENCE}`],
    ['users', '|', 'users = [{  }]'],
    ['"odd key"', '|', '"odd key" = 0'],
    ['login', '[[users]]\nlogin = "a"\n[[users]]\n|', '[[users]]\nlogin = "a"\n[[users]]\nlogin = ""'],
    ['role', 'users = [{ | }]', 'users = [{ role = "reader" }]'],
    ['image', '[services.web]\n|', '[services.web]\nimage = ""'],
    ['cert', 'server = { tls = { |', 'server = { tls = { cert = ""'],
    ['cert', 'server = {\n  tls.|', 'server = {\n  tls.cert = ""'],
    ['port', 'server = { host = "",\n  |', 'server = { host = "",\n  port = 8080'],
    ['port', '[server]\n   |', '[server]\n   port = 8080'],
    ['host', 'server.|', 'server.host = "0.0.0.0"'],
    ['"odd key"', '"od|', '"odd key" = 0'],
  ])('taking %s at %j gives %j', (label, before, after) => {
    expect(taking(label, before)).toBe(after);
  });

  test('say their type, default and whether they are required', () => {
    expect(item('[server]\n|', 'port')?.detail).toBe('integer, default 8080');
    expect(item('[server]\n|', 'host')?.detail).toBe('string, required');
    expect(item('[server]\n|', 'workers')).toMatchObject({ deprecated: true });
    expect(item('[server]\n|', 'port')?.markdown).toContain('The port to listen on.');
  });
});

describe('headers', () => {
  test('on an empty line, those below the current table first', () => {
    expect(labels('[server]\nhost = ""\n|').filter((label) => label.startsWith('['))).toEqual([
      '[server.tls]',
      '[database]',
      '[database.pool]',
      '[services]',
      '[[users]]',
    ]);
  });

  test.each([
    ['server', '[|', '[server]'],
    ['server', '[|]', '[server]'],
    ['server.tls', '[|]', '[server.tls]'],
    ['tls', '[server.|]', '[server.tls]'],
    ['tls', '[server.t|]', '[server.tls]'],
    ['users', '[[|', '[[users]]'],
    ['users', '[[us|]]', '[[users]]'],
    ['services', '[|]', '[services.name]'],
    ['[server.tls]', '|', '[server.tls]\n'],
  ])('taking %s at %j gives %j', (label, before, after) => {
    expect(taking(label, before)).toBe(after);
  });

  test('a table that has its header is not offered again, one that only its parts made is', () => {
    expect(labels('[server]\n[|]')).not.toContain('server');
    expect(labels('[server.tls]\n[|]')).toContain('server');
    expect(labels('[[users]]\n[[|]]')).toEqual(['users']);
  });

  test('arrays of tables stand in double brackets only', () => {
    expect(labels('[|]')).not.toContain('users');
    expect(labels('[[|]]')).not.toContain('server');
  });

  test('a schema that comes back to itself is offered once around', () => {
    const tree = { properties: { child: { $ref: '#' }, name: { type: 'string' } }, type: 'object' };
    expect(labels('[|]', tree)).toEqual(['child']);
  });
});

describe('values', () => {
  test.each<[string, string[]]>([
    ['[server]\nlevel = |', ['"info"', '"debug"', '"warn"']],
    ['[server]\nlevel = "d|"', ['"info"', '"debug"', '"warn"']],
    ['[server]\nlevel = d|', ['"info"', '"debug"', '"warn"']],
    ['[server]\ndebug = |', ['false', 'true']],
    ['[server]\nport = |', ['8080']],
    ['[server]\nport = "|"', []],
    ['[server]\nhost = |', ['"0.0.0.0"', '"localhost"', '""']],
    ['[server]\nstarted = |', ['2025-01-31T08:00:00Z']],
    ['[server]\ntags = ["|"]', ['"blue"', '"green"']],
    ['[server]\ntags = |', ['[ ]']],
    ['[database]\npassword = |', [REFERENCE]],
    ['[database]\npool = |', ['{ size = 5 }', '{ }']],
    ['[server]\nhost = """|"""', []],
    ['unknown = |', []],
    ['# |', []],
    ['a = 1 |', []],
    // Still open: someone is typing.
    ['[server]\ntags = [\n  |', ['"blue"', '"green"']],
    ['[server]\ntags = [\n  "red",\n\n  |\n[database]\n', ['"blue"', '"green"']],
    // Each item once, where the schema wants that; the one at the cursor may stay.
    ['[server]\ntags = [\n  "blue",\n  |\n]', ['"green"']],
    ['[server]\ntags = ["blue|", "green"]', ['"blue"']],
    ['users = [|]', ['{ }']],
  ])('at %j: %j', (marked, expected) => {
    expect(labels(marked)).toEqual(expected);
  });

  test.each([
    ['"debug"', '[server]\nlevel = "in|fo" # why', '[server]\nlevel = "debug" # why'],
    ['"debug"', '[server]\nlevel = |', '[server]\nlevel = "debug"'],
    ['"green"', '[server]\ntags = ["blue", |]', '[server]\ntags = ["blue", "green"]'],
    ['true', 'server = { debug = | }', 'server = { debug = true }'],
    ['8080', '[server]\nport =|', '[server]\nport = 8080'],
    ['""', '[server]\nhost =|', '[server]\nhost = ""'],
    [REFERENCE, '[database]\npassword =|', `[database]\npassword = ${REFERENCE}`],
    [REFERENCE, '[database]\npassword = "|"', `[database]\npassword = ${REFERENCE}`],
  ])('taking %s at %j gives %j', (label, before, after) => {
    expect(taking(label, before)).toBe(after);
  });

  test('carry what the schema says about them', () => {
    expect(item('[server]\nlevel = |', '"debug"')).toMatchObject({ kind: 'enum', markdown: 'Everything.' });
    expect(item('[server]\nlevel = |', '"info"')).toMatchObject({ detail: 'default' });
  });
});

describe('whole tables', () => {
  const schema = {
    properties: {
      server: {
        type: 'object',
        required: ['host', 'port', 'token', 'tls'],
        properties: {
          host: { type: 'string' },
          port: { type: 'integer', default: 80 },
          token: { 'x-strata-secret': true },
          tls: { type: 'object' },
        },
      },
      mirrors: {
        type: 'array',
        items: { type: 'object', required: ['url'], properties: { url: { type: 'string' } } },
      },
    },
  };

  test('come with the keys they require, each a stop for the cursor', () => {
    expect(item('|', '[server]', schema)?.insert).toBe(
      `[server]\nhost = "$1"\nport = \${2:80}\ntoken = "\\\${\${3:NAME}}"\ntls = { $4 }\n`,
    );
    expect(item('|', '[[mirrors]]', schema)?.insert).toBe('[[mirrors]]\nurl = "$1"\n');
  });

  test('in braces too', () => {
    expect(taking('mirrors', '|', schema)).toBe('mirrors = [{ url = "" }]');
    expect(taking('{ }', 'mirrors = [|]', schema)).toBe('mirrors = [{ url = "" }]');
    expect(taking('{ }', 'server =|', schema)).toMatch(/^server = \{ host = "", port = 80, /);
  });
});

describe('values of the other layers', () => {
  const otherValues = (path: readonly string[]) =>
    path.join('.') === 'server.host' ? [{ literal: '"10.0.0.1"', from: 'production.toml' }] : [];

  function offered(marked: string, schema: unknown) {
    const text = marked.replace('|', '');
    return complete({
      document: parse(text),
      lines: new LineIndex(text),
      schema: schema === null ? null : new SchemaView(schema),
      offset: marked.indexOf('|'),
      otherValues,
    })
      .toSorted((left, right) => (left.sort < right.sort ? -1 : 1))
      .map(({ label, detail }) => `${label} ${detail ?? ''}`.trim());
  }

  test('stand behind what the schema lists, with the layers they are from', () => {
    expect(offered('[server]\nhost = |', PLUE)).toEqual([
      '"0.0.0.0" example',
      '"localhost" example',
      '"10.0.0.1" production.toml',
      '""',
    ]);
  });

  test('are offered without a schema as well, but not for the items of an array', () => {
    expect(offered('server.host = "|"', null)).toEqual(['"10.0.0.1" production.toml']);
    expect(offered('server.host = [|]', null)).toEqual([]);
  });
});

test('a table that is mounted elsewhere is completed by its place in the whole', () => {
  const text = '[environments.production]\n';
  const items = complete({
    document: parse(text),
    lines: new LineIndex(text),
    schema: new SchemaView(PLUE),
    offset: text.length,
    schemaPath: (path) => (path[0] === 'environments' ? ['server', ...path.slice(2)] : null),
  });
  expect(items.map(({ label }) => label)).toContain('port');
});

test('without a schema and other tables there is no key to offer', () => {
  const request = { document: parse('[a]\n'), lines: new LineIndex('[a]\n'), schema: null, offset: 4 };
  expect(complete(request)).toEqual([]);
});
