import { describe, expect, test } from 'vitest';
import { SchemaView } from '../../../shared/schema/index.ts';

const view = (schema: unknown, documents: Record<string, unknown> = {}) =>
  new SchemaView(schema, { uri: 'schemas/app.json', documents: new Map(Object.entries(documents)) });

const keysOf = (schema: unknown, ...path: string[]) =>
  view(schema)
    .properties(path)
    .map(({ key }) => key);

describe('a path leads through', () => {
  test('properties', () => {
    const schema = { properties: { server: { properties: { port: { type: 'integer' } } } } };
    expect(view(schema).nodeAt(['server', 'port'])?.types).toEqual(['integer']);
  });

  test('patternProperties and additionalProperties, the pattern first', () => {
    const schema = {
      patternProperties: { '^x-': { type: 'string' } },
      additionalProperties: { type: 'boolean' },
    };
    expect(view(schema).typeOf(['x-name'])).toEqual(['string']);
    expect(view(schema).typeOf(['name'])).toEqual(['boolean']);
  });

  test('items, by index or by the key of a table in the array', () => {
    const schema = { properties: { servers: { items: { properties: { name: { type: 'string' } } } } } };
    expect(view(schema).typeOf(['servers', '0', 'name'])).toEqual(['string']);
    expect(view(schema).typeOf(['servers', 'name'])).toEqual(['string']);
  });

  test('tuples of both spellings', () => {
    const older = {
      properties: {
        at: { items: [{ type: 'number' }, { type: 'string' }], additionalItems: { type: 'boolean' } },
      },
    };
    const newer = {
      properties: {
        at: { prefixItems: [{ type: 'number' }, { type: 'string' }], items: { type: 'boolean' } },
      },
    };
    for (const schema of [older, newer]) {
      expect(['0', '1', '7'].map((index) => view(schema).typeOf(['at', index])?.[0])).toEqual([
        'number',
        'string',
        'boolean',
      ]);
    }
  });

  test('nothing where the schema says nothing or forbids the key', () => {
    const schema = { properties: { a: { type: 'string' }, b: false }, additionalProperties: false };
    expect(view(schema).nodeAt(['b'])).toBeNull();
    expect(view(schema).nodeAt(['c'])).toBeNull();
    expect(view(schema).nodeAt(['a', 'b', 'c'])).toBeNull();
    expect(keysOf(schema)).toEqual(['a']);
  });

  test('keys that objects inherit are unknown like any other', () => {
    const schema = { properties: { a: { type: 'string' } } };
    for (const key of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      expect(view(schema).nodeAt([key])).toBeNull();
    }
    const declared = JSON.parse('{ "properties": { "__proto__": { "type": "integer" } } }');
    expect(view(declared).typeOf(['__proto__'])).toEqual(['integer']);
    expect(keysOf(declared)).toEqual(['__proto__']);
  });
});

describe('references', () => {
  test.each([
    ['a pointer', '#/$defs/port', {}],
    ['a pointer with escapes', '#/$defs/a~1b%20c', {}],
    ['an anchor', '#port-anchor', {}],
    ['an identifier', 'https://example.org/port.json', {}],
    ['a relative identifier', 'port.json', {}],
    ['a file beside the schema', 'common.json#/$defs/port', {}],
    ['a file in a folder above', '../shared.json#/$defs/port', {}],
  ])('%s', (_, $ref) => {
    const port = { type: 'integer' };
    const schema = {
      $id: 'https://example.org/app.json',
      properties: { port: { $ref } },
      $defs: {
        port,
        'a/b c': port,
        anchored: { $anchor: 'port-anchor', ...port },
        identified: { $id: 'port.json', ...port },
      },
    };
    const documents = { 'schemas/common.json': { $defs: { port } }, 'shared.json': { $defs: { port } } };
    expect(view(schema, documents).typeOf(['port'])).toEqual(['integer']);
  });

  test('what stands beside a reference wins over what it leads to', () => {
    const node = view({
      properties: { port: { $ref: '#/$defs/port', description: 'Of the web server.', default: 80 } },
      $defs: { port: { type: 'integer', description: 'Any port.', maximum: 65535, default: 1 } },
    }).nodeAt(['port']);
    expect(node).toMatchObject({
      description: 'Of the web server.',
      default: 80,
      maximum: 65535,
      types: ['integer'],
    });
  });

  test.each(['#/$defs/nothing', 'missing.json', 'https://example.org/x', '#nowhere', '#/%'])(
    '%s leads nowhere, and then anything may be meant',
    ($ref) => {
      const broken = view({ properties: { a: { $ref, properties: { known: {} } } } });
      expect(broken.nodeAt(['a'])).toMatchObject({ types: ['object'], otherKeys: 'allowed' });
      expect(broken.nodeAt(['a', 'b'])).toBeNull();
    },
  );

  test('a schema that comes back to itself ends', () => {
    const tree = { properties: { name: { type: 'string' }, child: { $ref: '#' } } };
    expect(view(tree).typeOf(['child', 'child', 'child', 'name'])).toEqual(['string']);
    expect(view({ $ref: '#' }).nodeAt([])).not.toBeNull();
    expect(view({ allOf: [{ $ref: '#/allOf/0' }] }).nodeAt(['a'])).toBeNull();
    const leaves = view(tree)
      .leaves()
      .map(({ path }) => path.join('.'));
    expect(leaves).toEqual(['name']);
  });
});

describe('combinations', () => {
  test('allOf counts as one schema, with the strictest limits', () => {
    const schema = {
      allOf: [
        { properties: { a: { type: ['integer', 'string'], minimum: 1 } }, required: ['a'] },
        { properties: { a: { type: 'integer', minimum: 5 }, b: {} }, required: ['b'] },
      ],
    };
    expect(view(schema).nodeAt([])).toMatchObject({ required: ['a', 'b'], properties: ['a', 'b'] });
    expect(view(schema).nodeAt(['a'])).toMatchObject({ types: ['integer'], minimum: 5 });
  });

  test('the forms of oneOf are all possible, none of their keys is required', () => {
    const schema = {
      oneOf: [
        { properties: { file: { type: 'string' } }, required: ['file'] },
        { properties: { url: { type: 'string' } }, required: ['url'] },
      ],
    };
    expect(view(schema).nodeAt([])).toMatchObject({ properties: ['file', 'url'], required: [] });
  });

  test('a form besides null is the only one', () => {
    const node = view({
      properties: { a: { anyOf: [{ $ref: '#/$defs/p' }, { type: 'null' }] } },
      $defs: { p: { type: 'integer', minimum: 1 } },
    }).nodeAt(['a']);
    expect(node).toMatchObject({ types: ['integer'], minimum: 1 });
  });

  test('constants of oneOf are listed values with their descriptions', () => {
    const node = view({
      properties: {
        level: {
          oneOf: [
            { const: 'debug', description: 'Everything.' },
            { const: 'info', title: 'Some.' },
          ],
        },
      },
    }).nodeAt(['level']);
    expect(node).toMatchObject({
      types: ['string'],
      enum: ['debug', 'info'],
      enumDescriptions: ['Everything.', 'Some.'],
      enumComplete: true,
    });
  });

  test('listed values beside an open form do not rule out others', () => {
    const node = view({ anyOf: [{ enum: ['auto', 'off'] }, { type: 'string', pattern: '^\\d+$' }] }).nodeAt(
      [],
    );
    expect(node).toMatchObject({ enum: ['auto', 'off'], enumComplete: false, types: ['string'] });
  });

  test('keys of then and else may be set too', () => {
    const schema = JSON.parse(`{
      "properties": { "mode": {} },
      "if": {}, "then": { "properties": { "cert": {} } }, "else": { "properties": { "user": {} } }
    }`);
    expect(keysOf(schema)).toEqual(['mode', 'cert', 'user']);
  });
});

describe('what a node says', () => {
  test('other keys are forbidden, allowed or not mentioned', () => {
    const other = (schema: unknown) => view(schema).nodeAt([])?.otherKeys;
    expect(other({ properties: { a: {} }, additionalProperties: false })).toBe('forbidden');
    expect(other({ properties: { a: {} }, unevaluatedProperties: false })).toBe('forbidden');
    expect(other({ properties: { a: {} }, additionalProperties: true })).toBe('allowed');
    expect(other({ properties: { a: {} } })).toBe('unsaid');
    expect(other({ type: 'object' })).toBe('allowed');
    expect(view({ properties: { a: {} }, additionalProperties: false }).isClosed([])).toBe(true);
  });

  test('a secret makes everything in it secret', () => {
    const secrets = view({
      properties: {
        db: { properties: { password: { 'x-strata-secret': true }, user: {} } },
        keys: { secret: true, additionalProperties: { type: 'string' } },
        token: { format: 'password' },
        list: { items: { properties: { key: { secret: true } } } },
      },
    });
    const paths = [
      'db.password',
      'db.user',
      'keys',
      'keys.any',
      'token',
      'list.0.key',
      'list.key',
      'unknown',
    ];
    expect(paths.filter((path) => secrets.isSecret(path.split('.')))).toEqual([
      'db.password',
      'keys',
      'keys.any',
      'token',
      'list.0.key',
      'list.key',
    ]);
  });

  test('keywords of editors and of Strata', () => {
    const node = view({
      markdownDescription: '**bold**',
      enum: ['a', 'b'],
      enumDescriptions: ['first', ''],
      deprecationMessage: 'Use c.',
      'x-strata-unit': 'ms',
      'x-strata-duration': true,
      'x-strata-reload': 'restart',
      'x-strata-merge': 'append',
      'x-taplo': { hidden: true, docs: { main: 'ignored' }, links: { key: 'https://example.org' } },
    }).nodeAt([]);
    expect(node).toMatchObject({
      markdownDescription: '**bold**',
      enumDescriptions: ['first', ''],
      deprecated: true,
      deprecationMessage: 'Use c.',
      unit: 'ms',
      duration: true,
      reload: 'restart',
      mergeStrategy: 'append',
      hidden: true,
      link: 'https://example.org',
    });
    expect(view({ 'x-taplo': { docs: { main: 'From taplo.' } } }).nodeAt([])?.markdownDescription).toBe(
      'From taplo.',
    );
  });

  test.each([
    [{ 'x-kubernetes-list-type': 'atomic' }, 'replace'],
    [{ 'x-kubernetes-list-type': 'set' }, 'unique'],
    [{ 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name'] }, 'by-key:name'],
    [{ 'x-kubernetes-list-type': 'map' }, undefined],
  ])('%j merges by %s', (schema, strategy) => {
    expect(view(schema).nodeAt([])?.mergeStrategy).toBe(strategy);
  });

  test('draft-04 spells exclusive limits with a boolean', () => {
    expect(
      view({ minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false }).nodeAt([]),
    ).toMatchObject({
      exclusiveMinimum: 1,
      maximum: 9,
    });
  });

  test.each<[unknown, string[] | undefined]>([
    [{ properties: {} }, ['object']],
    [{ minLength: 1 }, ['string']],
    [{ maximum: 3 }, ['number']],
    [{ enum: [1, 'a', true] }, ['integer', 'string', 'boolean']],
    [{ type: ['string', 'null'] }, ['string']],
    [{ type: 'nonsense' }, undefined],
    [{}, undefined],
  ])('the type of %j is %j', (schema, types) => {
    expect(view(schema).typeOf([])).toEqual(types);
  });

  test('anything that is no schema says nothing', () => {
    for (const schema of [true, false, null, 5, 'text', []]) {
      expect(view(schema).typeOf(['a'])).toBeUndefined();
      expect(view(schema).leaves()).toEqual([]);
    }
    expect(
      view({ properties: 5, required: 'a', enum: {}, allOf: {}, items: 1, examples: 'x' }).nodeAt([]),
    ).toMatchObject({
      properties: [],
      required: [],
    });
  });
});

describe('defaults', () => {
  test('come in schema order, with those of whole tables', () => {
    const schema = {
      properties: {
        server: {
          default: { port: 1, host: 'localhost' },
          properties: { port: { default: 8080 }, host: { type: 'string' }, name: { type: 'string' } },
        },
        tags: { type: 'array', default: [] },
        nothing: { default: null },
      },
    };
    expect(
      view(schema)
        .defaults()
        .map(({ path, value }) => [path.join('.'), value]),
    ).toEqual([
      ['server.port', 8080],
      ['server.host', 'localhost'],
      ['tags', []],
    ]);
  });
});

test('a pattern that is no regular expression matches no key', () => {
  expect(view({ patternProperties: { '(': { type: 'string' } } }).nodeAt(['a'])).toBeNull();
});
