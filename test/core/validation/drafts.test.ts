/** The drafts of JSON Schema, each by what sets it apart: what is checked, and what an editor is told. */
import { describe, expect, test } from 'vitest';
import { compileSchema } from '../../../core/validation/index.ts';

interface Draft {
  readonly $schema: string | undefined;
  readonly schema: object;
  readonly fits: readonly unknown[];
  readonly fails: readonly unknown[];
}

const DRAFT_4 = 'http://json-schema.org/draft-04/schema#';
const DRAFT_6 = 'http://json-schema.org/draft-06/schema#';
const DRAFT_7 = 'http://json-schema.org/draft-07/schema#';
const DRAFT_2019 = 'https://json-schema.org/draft/2019-09/schema';
const DRAFT_2020 = 'https://json-schema.org/draft/2020-12/schema';

const drafts: Readonly<Record<string, Draft>> = {
  '04: exclusive limits as booleans': {
    $schema: DRAFT_4,
    schema: {
      properties: {
        low: { minimum: 1, exclusiveMinimum: true },
        high: { maximum: 9, exclusiveMaximum: true },
        least: { minimum: 1, exclusiveMinimum: false },
      },
    },
    fits: [{ low: 2, high: 8, least: 1 }],
    fails: [{ low: 1 }, { high: 9 }, { least: 0 }],
  },
  '04: id names resources, and a property called id is one like any other': {
    $schema: DRAFT_4,
    schema: {
      id: 'https://example.org/app.json',
      properties: {
        id: { type: 'integer' },
        port: { $ref: 'types.json#/definitions/port' },
        on: { $ref: '#named' },
      },
      definitions: {
        types: { id: 'types.json', definitions: { port: { type: 'integer' } } },
        data: { enum: [{ id: 'https://example.org/other.json' }] },
        named: { id: '#named', type: 'boolean' },
      },
    },
    fits: [{ id: 1, port: 1, on: true }],
    fails: [{ id: 'x' }, { port: 'x' }, { on: 1 }],
  },
  '04: dependencies and tuples': {
    $schema: DRAFT_4,
    schema: {
      dependencies: { tls: ['key'], auth: { required: ['user'] } },
      properties: { pair: { items: [{ type: 'string' }, { type: 'integer' }], additionalItems: false } },
    },
    fits: [{ tls: true, key: 'k' }, { auth: 1, user: 'u' }, { pair: ['a', 1] }],
    fails: [{ tls: true }, { auth: 1 }, { pair: ['a', 'b'] }, { pair: ['a', 1, 2] }],
  },
  '06: const, contains and propertyNames': {
    $schema: DRAFT_6,
    schema: {
      propertyNames: { maxLength: 4 },
      properties: { mode: { const: 'on' }, list: { contains: { const: 1 } } },
    },
    fits: [{ mode: 'on', list: [2, 1] }],
    fails: [{ mode: 'off' }, { list: [2] }, { lengthy: 1 }],
  },
  '07: conditions, and anchors written as $id': {
    $schema: DRAFT_7,
    schema: {
      properties: { port: { $ref: '#port' } },
      definitions: { any: { $id: '#port', type: 'integer' } },
      ...JSON.parse(`{
        "if": { "properties": { "kind": { "const": "tls" } }, "required": ["kind"] },
        "then": { "required": ["key"] },
        "else": { "properties": { "key": false } }
      }`),
    },
    fits: [{ kind: 'tls', key: 'k', port: 1 }, {}],
    fails: [{ kind: 'tls' }, { key: 'k' }, { port: 'x' }],
  },
  '2019-09: anchors, dependent keys, counted contains, unevaluated keys': {
    $schema: DRAFT_2019,
    schema: {
      $defs: { port: { $anchor: 'port', type: 'integer' } },
      properties: {
        port: { $ref: '#port' },
        list: { contains: { type: 'integer' }, minContains: 2 },
        tls: {},
      },
      dependentRequired: { tls: ['port'] },
      allOf: [{ properties: { host: { type: 'string' } } }],
      unevaluatedProperties: false,
    },
    fits: [{ tls: true, port: 1, host: 'h', list: [1, 'x', 2] }],
    fails: [{ tls: true }, { list: [1, 'x'] }, { other: 1 }, { port: 'x' }],
  },
  '2019-09: $recursiveRef': {
    $schema: DRAFT_2019,
    schema: {
      $recursiveAnchor: true,
      properties: { name: { type: 'string' }, children: { items: { $recursiveRef: '#' } } },
    },
    fits: [{ name: 'a', children: [{ name: 'b', children: [] }] }],
    fails: [{ children: [{ name: 1 }] }],
  },
  '2020-12: prefixItems, $dynamicRef, keywords beside $ref': {
    $schema: DRAFT_2020,
    schema: {
      $defs: { node: { $dynamicAnchor: 'node', properties: { size: { type: 'integer' } } } },
      properties: {
        pair: { prefixItems: [{ type: 'string' }], items: { type: 'integer' } },
        child: { $dynamicRef: '#node' },
        small: { $ref: '#/$defs/node/properties/size', maximum: 9 },
      },
    },
    fits: [{ pair: ['a', 1, 2], child: { size: 1 }, small: 9 }],
    fails: [{ pair: [1] }, { pair: ['a', 'b'] }, { child: { size: 'x' } }, { small: 10 }],
  },
  'none named, with a tuple: read as the older drafts are': {
    $schema: undefined,
    schema: { properties: { pair: { items: [{ type: 'string' }] } } },
    fits: [{ pair: ['a', 1] }],
    fails: [{ pair: [1] }],
  },
};

describe.each(Object.entries(drafts))('draft %s', (_, { $schema, schema, fits, fails }) => {
  const compiled = compileSchema($schema === undefined ? schema : { $schema, ...schema }, {
    path: 'app.json',
  });

  test('takes what fits', () => {
    expect(compiled.warnings).toEqual([]);
    for (const data of fits) expect([data, compiled.validate(data)]).toEqual([data, []]);
  });

  test('finds what does not', () => {
    for (const data of fails) expect([data, compiled.validate(data).length > 0]).toEqual([data, true]);
  });
});

test('an editor is told the same limits and types, whatever the draft', () => {
  const view = (schema: object) => compileSchema(schema, { path: 'app.json' }).view;
  const four = view({ $schema: DRAFT_4, ...drafts['04: exclusive limits as booleans']?.schema });
  expect(four.nodeAt(['low'])).toMatchObject({ exclusiveMinimum: 1 });
  expect(four.nodeAt(['low'])?.minimum).toBeUndefined();
  const seven = view({ $schema: DRAFT_7, ...drafts['07: conditions, and anchors written as $id']?.schema });
  expect(seven.typeOf(['port'])).toEqual(['integer']);
  const newest = view({
    $schema: DRAFT_2020,
    ...drafts['2020-12: prefixItems, $dynamicRef, keywords beside $ref']?.schema,
  });
  expect(newest.typeOf(['pair', '0'])).toEqual(['string']);
  expect(newest.typeOf(['pair', '1'])).toEqual(['integer']);
  expect(newest.typeOf(['child', 'size'])).toEqual(['integer']);
});
