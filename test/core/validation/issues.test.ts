import { describe, expect, test } from 'vitest';
import { findIssues } from '../../../core/validation/index.ts';
import { valueAt } from '../../../core/validation/locate.ts';
import { toValidatable } from '../../../shared/config/plain.ts';
import { compiled, values } from './given.ts';

/** `code path: message → suggestion`, one line for each issue of a TOML text. */
function said(schema: unknown, toml: string, partial = false): string[] {
  const root = values(toml);
  return findIssues(compiled(schema), toValidatable(root), {
    partial,
    valueAt: (path) => valueAt(root, path),
  }).map(({ code, path, missing, extra, message, suggestion }) => {
    const key = missing === undefined ? (extra === undefined ? '' : ` +${extra}`) : ` -${missing}`;
    return `${code} ${path.join('/')}${key}: ${message}${suggestion === undefined ? '' : ` → ${suggestion}`}`;
  });
}

const withKey = (schema: unknown) => ({ properties: { key: schema } });

/** One golden for each kind of mistake: the schema of `key`, what is written, what is said. */
describe('values', () => {
  test.each<[schema: unknown, value: string, expected: string]>([
    [
      { type: 'integer' },
      '"8080"',
      'type key: key must be an integer, is the string "8080". → Write 8080 without quotes.',
    ],
    [{ type: 'integer' }, '"80a"', 'type key: key must be an integer, is the string "80a".'],
    [{ type: 'integer' }, '1.5', 'type key: key must be an integer, is the float 1.5. → Write 2.'],
    [
      { type: 'number' },
      '"1.5"',
      'type key: key must be a number, is the string "1.5". → Write 1.5 without quotes.',
    ],
    [
      { type: 'boolean' },
      '"True"',
      'type key: key must be a boolean, is the string "True". → Write true without quotes.',
    ],
    [{ type: 'boolean' }, '1', 'type key: key must be a boolean, is the integer 1.'],
    [{ type: 'string' }, '5', 'type key: key must be a string, is the integer 5. → Write "5" in quotes.'],
    [{ type: 'string' }, '5.0', 'type key: key must be a string, is the float 5.0. → Write "5.0" in quotes.'],
    [{ type: 'string' }, '[]', 'type key: key must be a string, is an empty array.'],
    [{ type: 'string' }, '{ a = 1 }', 'type key: key must be a string, is a table.'],
    [
      { type: 'array' },
      '"a"',
      'type key: key must be an array, is the string "a". → Put it in brackets: ["a"].',
    ],
    [{ type: 'object' }, '[1, 2]', 'type key: key must be a table, is an array of 2 items.'],
    [{ type: 'number' }, '2025-01-31', 'type key: key must be a number, is the local date 2025-01-31.'],
    [
      { type: ['string', 'integer', 'null'] },
      'true',
      'type key: key must be a string or an integer, is the boolean true. → Write "true" in quotes.',
    ],
    [
      { enum: ['debug', 'info'] },
      '"inof"',
      'enum key: key must be "debug" or "info", is "inof". → Did you mean "info"?',
    ],
    [{ enum: ['debug', null, 5] }, '6', 'enum key: key must be "debug" or 5, is 6.'],
    [{ const: 'v1' }, '"v2"', 'const key: key must be "v1", is "v2". → Did you mean "v1"?'],
    [{ const: 3 }, '4', 'const key: key must be 3, is 4. → Write 3.'],
    [
      { const: { a: [1] } },
      '{ a = [2] }',
      'const key: key must be { a = [1] }, is a table. → Write { a = [1] }.',
    ],
    [
      { type: 'integer', maximum: 65535, default: 8080 },
      '80_000',
      'range key: key must be at most 65535, is 80000. → The nearest allowed value is 65535; the default is 8080.',
    ],
    [
      { minimum: 1, 'x-strata-unit': 'seconds' },
      '0',
      'range key: key must be at least 1 seconds, is 0. → The nearest allowed value is 1.',
    ],
    [
      { type: 'integer', exclusiveMinimum: 0 },
      '0',
      'range key: key must be greater than 0, is 0. → The nearest allowed value is 1.',
    ],
    [{ exclusiveMaximum: 1 }, '1.0', 'range key: key must be less than 1, is 1.0.'],
    [
      { multipleOf: 0.1 },
      '0.25',
      'range key: key must be a multiple of 0.1, is 0.25. → The nearest allowed value is 0.3.',
    ],
    [{ format: 'uint16' }, '70000', 'range key: key must be an integer from 0 to 65535, is 70000.'],
    [
      { pattern: '^[a-z]+$', examples: ['web'] },
      '"Web!"',
      'pattern key: key must match the pattern ^[a-z]+$, is "Web!". → For example "web".',
    ],
    [
      { pattern: '^[a-z]+$', patternErrorMessage: 'Use lower-case letters.' },
      '"Web!"',
      'pattern key: key is not allowed ("Web!"): Use lower-case letters.',
    ],
    [
      { pattern: '^[a-z]+$', patternErrorMessage: 'must be one word in lower case' },
      '"Web!"',
      'pattern key: key must be one word in lower case (is "Web!").',
    ],
    [
      { maximum: 10, errorMessage: 'Ten is the most the printer can do.' },
      '11',
      'range key: key is not allowed (11): Ten is the most the printer can do. → The nearest allowed value is 10.',
    ],
    [
      { format: 'email' },
      '"ana"',
      'format key: key must be an e-mail address, is "ana". → For example "ana@example.org".',
    ],
    [
      { format: 'duration' },
      '"5 parsecs"',
      'format key: key must be a length of time, is "5 parsecs". → For example "30s" or "1h30m".',
    ],
    [
      { format: 'date-time' },
      '2025-01-31',
      'format key: key must be a date-time with an offset, is 2025-01-31. → For example 2025-01-31T08:00:00Z.',
    ],
    [{ minLength: 3 }, '"👍"', 'length key: key must have at least 3 characters, has 1.'],
    [{ maxItems: 1 }, '[1, 2]', 'length key: key must have at most 1 item, has 2.'],
    [{ minProperties: 1 }, '{}', 'length key: key must have at least 1 key, has 0.'],
    [{ prefixItems: [{}], items: false }, '[1, 2]', 'length key: key must have at most 1 item, has 2.'],
    [
      { uniqueItems: true },
      '["a", "b", "a"]',
      'unique key/2: key must not repeat items: item 3 equals item 1 ("a"). → Remove one of them.',
    ],
    [
      { uniqueItems: true },
      '[{ a = 1, b = 2 }, { b = 2, a = 1 }]',
      'unique key/1: key must not repeat items: item 2 equals item 1. → Remove one of them.',
    ],
    [
      { contains: { const: 'main' } },
      '["dev"]',
      'contains key: key must have at least 1 item that is "main", has 0.',
    ],
    [
      { contains: { type: 'integer' }, maxContains: 1 },
      '[1, 2]',
      'contains key: key must have at most 1 item that is an integer, has 2.',
    ],
    [{ not: { enum: ['root', 'admin'] } }, '"root"', 'not key: key must not be "root" or "admin".'],
    [{ not: { required: ['a', 'b'] } }, '{ a = 1, b = 2 }', 'not key: key must not set a and b together.'],
  ])('%j with %s', (schema, value, expected) => {
    expect(said(withKey(schema), `key = ${value}`)).toEqual([expected]);
  });

  test('long values and long lists are cut', () => {
    const [many] = said(
      withKey({ enum: Array.from({ length: 40 }, (_, index) => `value-${index}`) }),
      'key = "zzz"',
    );
    expect(many).toMatch(/"value-11" or 28 others, is "zzz"\.$/);
    const [long] = said(withKey({ type: 'integer' }), `key = "${'x'.repeat(500)}"`);
    expect(long!.length).toBeLessThan(120);
  });

  test('inf and nan are numbers, whole floats multiples, as in TOML', () => {
    expect(said(withKey({ type: 'number' }), 'key = inf')).toEqual([]);
    expect(said(withKey({ type: 'number' }), 'key = nan')).toEqual([]);
    expect(said(withKey({ multipleOf: 0.1 }), 'key = 0.3')).toEqual([]);
  });

  test.each([
    ['date-time', '2025-01-31T08:00:00Z'],
    ['date-time', '"2025-01-31T08:00:00Z"'],
    ['date-time-local', '2025-01-31T08:00:00'],
    ['partial-date-time', '2025-01-31 08:00:00'],
    ['date', '2025-01-31'],
    ['time', '08:00:00'],
    ['time-local', '08:00:00.5'],
    ['duration', '"1h30m"'],
    ['duration', '"PT1H"'],
    ['duration', '"10 minutes"'],
    ['size', '"512 KiB"'],
    ['host-port', '"[::1]:80"'],
    ['semver', '"1.2.3-rc.1"'],
    ['no such format', '"anything"'],
  ])('the format %s takes %s', (format, value) => {
    expect(said(withKey({ format }), `key = ${value}`)).toEqual([]);
  });
});

describe('keys', () => {
  test('a missing key is named with its path and how to add it', () => {
    const server = {
      required: ['port', 'host', 'level', 'other'],
      properties: {
        port: { type: 'integer', default: 80 },
        host: { type: 'string' },
        level: { enum: ['info'] },
      },
    };
    expect(said({ properties: { server } }, '[server]')).toEqual([
      'required server -port: server.port is missing; it is required. → Add port = 80 to [server].',
      'required server -host: server.host is missing; it is required. → Add host (a string) to [server].',
      'required server -level: server.level is missing; it is required. → Add level = "info" to [server].',
      'required server -other: server.other is missing; it is required. → Add other to [server].',
    ]);
    expect(said({ required: ['a b'] }, '')).toEqual([
      'required  -a b: "a b" is missing; it is required. → Add "a b" at the top of the file.',
    ]);
  });

  test('an unknown key comes with what may have been meant', () => {
    const schema = {
      properties: {
        server: { properties: { port: {}, host: {} }, additionalProperties: false },
        database: { properties: { pool_size: {} } },
      },
      additionalProperties: false,
    };
    expect(said(schema, 'server.prot = 1')).toEqual([
      'unknown-key server +prot: server.prot is not a key the schema knows. → Did you mean port?',
    ]);
    expect(said(schema, 'server.pool_size = 1')).toEqual([
      'unknown-key server +pool_size: server.pool_size is not a key the schema knows. → Did you mean database.pool_size?',
    ]);
    expect(said(schema, '[server]\nport = 1\nextra = 2')).toEqual([
      'unknown-key server +extra: server.extra is not a key the schema knows. → Known keys here: host.',
    ]);
  });

  test('a misspelt key is one mistake, not also a missing one', () => {
    const schema = { properties: { port: {} }, required: ['port'], additionalProperties: false };
    expect(said(schema, 'prot = 1')).toEqual([
      'unknown-key  +prot: prot is not a key the schema knows. → Did you mean port?',
    ]);
  });

  test('a key may be required by another', () => {
    expect(said({ dependentRequired: { cert: ['key'] } }, 'cert = "a"')).toEqual([
      'required  -key: key is missing; it is required when cert is set. → Add key at the top of the file.',
    ]);
    const older = { $schema: 'http://json-schema.org/draft-07/schema#', dependencies: { cert: ['key'] } };
    expect(said({ ...older, properties: { key: { default: 'k.pem' } } }, 'cert = "a"')).toEqual([
      'required  -key: key is missing; it is required when cert is set. → Add key = "k.pem" at the top of the file.',
    ]);
  });

  test('names of keys have rules too', () => {
    expect(said({ propertyNames: { pattern: '^[a-z]+$' } }, 'A1 = 1')).toEqual([
      'key-name  +A1: A1 has a name that is not allowed: keys here match the pattern ^[a-z]+$.',
    ]);
    expect(said({ propertyNames: { enum: ['get', 'post'] } }, 'gte = 1')).toEqual([
      'key-name  +gte: gte has a name that is not allowed: keys here are "get" or "post". → Did you mean get?',
    ]);
  });

  test('a key may be forbidden', () => {
    expect(said({ properties: { debug: false } }, 'debug = true')).toEqual([
      'forbidden  +debug: debug must not be set here.',
    ]);
    expect(said({ not: { required: ['debug'] } }, 'debug = true')).toEqual([
      'forbidden  +debug: debug must not be set here.',
    ]);
  });

  test('unevaluatedProperties makes keys unknown across allOf', () => {
    const schema = {
      allOf: [{ properties: { a: {} } }],
      properties: { b: {} },
      unevaluatedProperties: false,
    };
    expect(said(schema, 'a = 1\nb = 1\nc = 1')).toEqual([
      'unknown-key  +c: c is not a key the schema knows.',
    ]);
  });

  test('__proto__ and its like are keys as any other', () => {
    const schema = JSON.parse(
      '{ "properties": { "__proto__": { "type": "integer" } }, "additionalProperties": false }',
    );
    expect(said(schema, '__proto__ = "x"')).toEqual([
      'type __proto__: __proto__ must be an integer, is the string "x".',
    ]);
    expect(said(schema, '__proto__ = 1')).toEqual([]);
    expect(said(schema, 'constructor = 1')).toEqual([
      'unknown-key  +constructor: constructor is not a key the schema knows. → Known keys here: __proto__.',
    ]);
    expect(said({ required: ['toString'] }, '')).toHaveLength(1);
  });
});

describe('forms', () => {
  const storage = {
    oneOf: [
      {
        properties: { kind: { const: 'file' }, path: { type: 'string' } },
        required: ['kind', 'path'],
        additionalProperties: false,
      },
      {
        properties: { kind: { const: 's3' }, bucket: { type: 'string' }, region: { type: 'string' } },
        required: ['kind', 'bucket'],
        additionalProperties: false,
      },
    ],
  };

  test('the form with the right tag is the one that was meant', () => {
    expect(said(withKey(storage), 'key = { kind = "s3", bucket = 5 }')).toEqual([
      'type key/bucket: key.bucket must be a string, is the integer 5. → Write "5" in quotes.',
    ]);
    expect(said(withKey(storage), 'key = { kind = "s3", buckte = "b" }')).toEqual([
      'unknown-key key +buckte: key.buckte is not a key the schema knows. → Did you mean bucket?',
    ]);
    expect(said(withKey(storage), 'key = { kind = "S3", bucket = "b", region = "eu" }')).toEqual([
      'enum key/kind: key.kind must be "file" or "s3", is "S3". → Did you mean "s3"?',
    ]);
  });

  test('mistakes of any number do not make another form of what has the right tag', () => {
    const others = Array.from({ length: 20 }, (_, index) => `k${index} = 1`);
    const found = said(withKey(storage), `key = { kind = "s3", bucket = "b", ${others.join(', ')} }`);
    expect(found).toHaveLength(20);
    expect(found.every((each) => each.startsWith('unknown-key key +k'))).toBe(true);
  });

  test('the tag may stand deeper, behind a reference, in a list, in forms inside of forms', () => {
    const form = (kind: string, more: object) => ({
      properties: { meta: { properties: { kind: { const: kind } }, required: ['kind'] }, ...more },
      required: ['meta'],
    });
    const schema = {
      $defs: {
        text: form('text', { v: { type: 'string' }, w: { type: 'string' } }),
        target: {
          oneOf: [{ type: 'string' }, { properties: { port: { type: 'integer' } }, required: ['port'] }],
        },
      },
      properties: {
        list: { items: { oneOf: [form('number', { v: { type: 'integer' } }), { $ref: '#/$defs/text' }] } },
        key: { oneOf: [form('a', { to: { $ref: '#/$defs/target' } }), form('b', {})] },
      },
    };
    expect(said(schema, 'list = [{ meta = { kind = "text" }, v = 1, w = 2 }]')).toEqual([
      'type list/0/v: list.0.v must be a string, is the integer 1. → Write "1" in quotes.',
      'type list/0/w: list.0.w must be a string, is the integer 2. → Write "2" in quotes.',
    ]);
    expect(said(schema, 'key = { meta = { kind = "a" }, to = { port = "x" } }')).toEqual([
      'type key/to/port: key.to.port must be an integer, is the string "x".',
    ]);
    expect(said(schema, 'key = { meta = { kind = "c" }, to = { port = "x" } }')).toEqual([
      'enum key/meta/kind: key.meta.kind must be "a" or "b", is "c".',
    ]);
  });

  test('a value of the wrong type is told all types it may have', () => {
    const schema = { anyOf: [{ type: 'integer' }, { type: 'object', required: ['a'] }] };
    expect(said(withKey(schema), 'key = "8080"')).toEqual([
      'type key: key must be an integer or a table, is the string "8080". → Write 8080 without quotes.',
    ]);
  });

  test('listed values and types are said in one sentence', () => {
    const schema = { anyOf: [{ type: 'integer' }, { const: 'auto' }, { enum: ['off', 'on'] }] };
    expect(said(withKey(schema), 'key = "atuo"')).toEqual([
      'enum key: key must be "auto", "off", "on" or an integer, is the string "atuo". → Did you mean "auto"?',
    ]);
  });

  test('of forms of one type the text itself is judged', () => {
    const schema = { anyOf: [{ type: 'string', pattern: '^\\d+s$' }, { type: 'integer' }] };
    expect(said(withKey(schema), 'key = "80x"')).toEqual([
      'pattern key: key must match the pattern ^\\d+s$, is "80x".',
    ]);
  });

  test('one of several keys may be needed, or only one allowed', () => {
    const either = { properties: { a: {}, b: {} }, anyOf: [{ required: ['a'] }, { required: ['b'] }] };
    expect(said({ properties: { key: either } }, '[key]')).toEqual([
      'required key -a: key needs one of the keys a or b. → Add a or b to [key].',
    ]);
    const one = { oneOf: [{ required: ['a'] }, { required: ['b'] }] };
    expect(said(one, 'a = 1\nb = 1')).toEqual(['one-of : The configuration must set only one of a and b.']);
  });

  test('fitting two forms of oneOf is one problem', () => {
    const schema = {
      oneOf: [
        { title: 'short', maxLength: 5 },
        { title: 'lower', pattern: '^[a-z]*$' },
      ],
    };
    expect(said(withKey(schema), 'key = "abc"')).toEqual([
      'one-of key: key fits 2 forms and must fit exactly one: short and lower.',
    ]);
  });

  test('forms behind references and inside forms are followed', () => {
    const schema = {
      properties: { key: { anyOf: [{ $ref: '#/$defs/list' }, { $ref: '#/$defs/node' }] } },
      $defs: {
        list: { type: 'array', items: { $ref: '#/$defs/node' } },
        node: {
          type: 'object',
          properties: {
            name: { type: 'string' },
            next: { anyOf: [{ type: 'null' }, { $ref: '#/$defs/node' }] },
          },
          required: ['name'],
        },
      },
    };
    expect(said(schema, 'key = [{ name = "a", next = { name = 1 } }]')).toEqual([
      'type key/0/next/name: key.0.next.name must be a string, is the integer 1. → Write "1" in quotes.',
    ]);
  });

  test('a condition says why', () => {
    const schema = JSON.parse(`{
      "properties": { "tls": {
        "if": { "properties": { "mode": { "const": "file" } }, "required": ["mode"] },
        "then": { "required": ["cert"], "properties": { "cert": { "type": "string" } } },
        "else": { "required": ["domain"] }
      } }
    }`);
    expect(said(schema, 'tls.mode = "file"')).toEqual([
      'required tls -cert: tls.cert is missing; it is required (because tls.mode is "file"). → Add cert (a string) to [tls].',
    ]);
    expect(said(schema, '[tls]\nmode = "file"\ncert = 1')).toEqual([
      'type tls/cert: tls.cert must be a string, is the integer 1 (because tls.mode is "file"). → Write "1" in quotes.',
    ]);
    expect(said(schema, 'tls.mode = "acme"')).toEqual([
      'required tls -domain: tls.domain is missing; it is required. → Add domain to [tls].',
    ]);
  });
});

describe('one message for one cause', () => {
  test('a value of the wrong type is not measured as well', () => {
    const schema = withKey({ type: 'string', enum: ['a'], pattern: '^a$', minimum: 5 });
    expect(said(schema, 'key = 3')).toHaveLength(1);
  });

  test('the same rule reached twice counts once', () => {
    const port = { maximum: 10 };
    expect(said({ allOf: [withKey(port), withKey(port)] }, 'key = 11')).toHaveLength(1);
  });

  test('the rule is named by its place in the schema, also behind references', () => {
    const schema = { properties: { a: { $ref: '#/$defs/p~0q' } }, $defs: { 'p~q': { maximum: 1 } } };
    expect(findIssues(compiled(schema), { a: 2 }).map(({ rule }) => rule)).toEqual(['/$defs/p~0q/maximum']);
  });
});

describe('one layer alone', () => {
  test('misses nothing and is bound by no rule across keys', () => {
    const schema = JSON.parse(`{
      "required": ["a"],
      "dependentRequired": { "b": ["c"] },
      "anyOf": [{ "required": ["x"] }, { "required": ["y"] }],
      "oneOf": [{ "properties": { "kind": { "const": "u" } } }, { "properties": { "kind": { "const": "v" } } }],
      "if": { "properties": { "b": { "const": 1 } } }, "then": { "required": ["z"] },
      "not": { "required": ["b"] },
      "unevaluatedProperties": false
    }`);
    expect(said(schema, 'b = 1', true)).toEqual([]);
    expect(said(schema, 'b = 1').length).toBeGreaterThan(3);
  });

  test('is checked for what its values are', () => {
    const schema = {
      properties: {
        a: { type: 'integer' },
        b: { anyOf: [{ type: 'integer' }, { type: 'object', required: ['c'] }] },
      },
    };
    expect(said(schema, 'a = "1"\nb = {}', true)).toEqual([
      'type a: a must be an integer, is the string "1". → Write 1 without quotes.',
    ]);
  });
});

describe('secrets', () => {
  const schema = {
    properties: {
      db: {
        secret: true,
        properties: { password: { type: 'string', minLength: 20, pattern: '^x', enum: ['y'] } },
      },
    },
  };

  test('are never shown in a message', () => {
    const text = [...said(schema, 'db.password = "hunter2"'), ...said(schema, 'db.password = 4711')].join(
      '\n',
    );
    expect(text).toContain('db.password');
    expect(text).not.toMatch(/hunter2|4711|has 7/);
  });
});
