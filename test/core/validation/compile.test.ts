import { describe, expect, test } from 'vitest';
import { compileSchema, parseSchema, schemaWarnings } from '../../../core/validation/index.ts';
import { StrataError } from '../../../shared/contract/errors.ts';
import { filesOf, shown } from './given.ts';

const PATH = 'schemas/app.schema.json';

const compile = (schema: unknown, files: Record<string, unknown> = {}) =>
  compileSchema(schema, { path: PATH, read: (path) => files[path] });

const rejects = (schema: unknown, ...data: unknown[]) =>
  data.filter((each) => compile(schema).validate(each).length > 0);

function refusal(schema: unknown, files: Record<string, unknown> = {}): StrataError {
  try {
    compile(schema, files);
  } catch (error) {
    if (error instanceof StrataError) return error;
    throw error;
  }
  throw new Error('The schema was accepted.');
}

const nest = (depth: number, inner: unknown = {}): unknown =>
  Array.from({ length: depth }).reduce<unknown>((schema) => ({ properties: { a: schema } }), inner);

describe('every draft', () => {
  test.each([
    ['draft-04', 'http://json-schema.org/draft-04/schema#'],
    ['draft-06', 'http://json-schema.org/draft-06/schema#'],
    ['draft-07', 'http://json-schema.org/draft-07/schema#'],
    ['2019-09', 'https://json-schema.org/draft/2019-09/schema'],
    ['2020-12', 'https://json-schema.org/draft/2020-12/schema'],
    ['one that nobody knows', 'https://example.org/my-own-meta-schema'],
  ])('%s', (_, $schema) => {
    const schema = {
      $schema,
      properties: { port: { $ref: '#/definitions/port' } },
      definitions: { port: { type: 'integer', maximum: 9 } },
    };
    expect(rejects(schema, { port: 10 }, { port: 9 }, { port: 'a' })).toEqual([{ port: 10 }, { port: 'a' }]);
  });

  test('draft-04: `id` and boolean exclusive limits', () => {
    const schema = {
      $schema: 'http://json-schema.org/draft-04/schema#',
      id: 'http://example.org/app.json#',
      properties: { a: { minimum: 1, exclusiveMinimum: true }, id: { type: 'string' } },
    };
    expect(rejects(schema, { a: 1 }, { a: 2 }, { id: 5 })).toEqual([{ a: 1 }, { id: 5 }]);
  });

  test('2020-12: prefixItems, dependentSchemas, dynamic references', () => {
    const schema = {
      $dynamicAnchor: 'node',
      properties: {
        at: { prefixItems: [{ type: 'integer' }], items: { type: 'string' } },
        child: { $dynamicRef: '#node' },
      },
      dependentSchemas: { at: { required: ['name'] } },
    };
    const good = { name: 'a', at: [1, 'b'], child: {} };
    expect(rejects(schema, good, { at: [1] }, { child: { at: [1] } })).toEqual([
      { at: [1] },
      { child: { at: [1] } },
    ]);
  });

  test('without $schema a list under items is a tuple, as in the older drafts', () => {
    const schema = { properties: { a: { items: [{ type: 'integer' }], additionalItems: false } } };
    expect(rejects(schema, { a: [1] }, { a: ['x'] }, { a: [1, 2] })).toEqual([{ a: ['x'] }, { a: [1, 2] }]);
  });

  test('unknown keywords and formats, comments and nullable are let be', () => {
    const schema = {
      $comment: 'x',
      $async: true,
      nullable: true,
      'x-own': { $ref: '#/nowhere' },
      format: 'own',
      type: 'string',
      tsType: 5,
    };
    expect(rejects(schema, 'a', 1)).toEqual([1]);
  });
});

describe('data without prototypes', () => {
  const bare = (entries: object) => Object.assign(Object.create(null), entries);

  test('is compared by its content', () => {
    expect(rejects({ const: { a: 1 } }, bare({ a: 1 }), bare({ a: 2 }))).toEqual([bare({ a: 2 })]);
    expect(rejects({ enum: [{ a: [1] }] }, bare({ a: [1] }), bare({ a: [] }))).toEqual([bare({ a: [] })]);
    expect(
      rejects({ uniqueItems: true }, [bare({ a: 1 }), bare({ a: 1 })], [bare({ a: 1 }), bare({ a: 2 })]),
    ).toHaveLength(1);
  });

  test('has only the keys it was given', () => {
    expect(rejects({ required: ['constructor'] }, bare({}))).toHaveLength(1);
    expect(rejects({ maxProperties: 0 }, bare({}))).toHaveLength(0);
  });
});

describe('references to other files', () => {
  const files = {
    'schemas/common.json': {
      $defs: { port: { type: 'integer', maximum: 9 }, list: { items: { $ref: 'deep/item.json' } } },
    },
    'schemas/deep/item.json': {
      type: 'object',
      properties: { again: { $ref: '../common.json#/$defs/list' } },
      required: ['id'],
    },
  };

  test('are followed inside the workspace, also back and forth', () => {
    const schema = compile(
      {
        properties: { port: { $ref: 'common.json#/$defs/port' }, list: { $ref: 'common.json#/$defs/list' } },
      },
      files,
    );
    expect(schema.validate({ port: 10 })).toHaveLength(1);
    expect(schema.validate({ list: [{ id: 1, again: [{}] }] })).toHaveLength(1);
    expect(schema.view.typeOf(['port'])).toEqual(['integer']);
    const [error] = schema.validate({ port: 10 });
    expect(schema.pointerOf(error!.parentSchema)).toBe('schemas/common.json#/$defs/port');
  });

  test('are found even where $id says that the schema lives on the web', () => {
    const schema = compile({ $id: 'https://example.org/app.json', $ref: 'common.json#/$defs/port' }, files);
    expect(schema.validate(10)).toHaveLength(1);
  });

  test('to the network are not followed; the rest is checked', () => {
    const schema = compile({
      properties: {
        a: { $ref: 'https://example.org/a.json' },
        b: { $ref: 'file:///etc/passwd' },
        c: { type: 'integer' },
      },
    });
    expect(schema.validate({ a: 1, b: 1, c: 'x' })).toHaveLength(1);
    expect(schema.warnings).toEqual([
      {
        pointer: '/properties/a/$ref',
        message: `The part of ${PATH} that refers to https://example.org/a.json is not checked: https://example.org/a.json is not part of the workspace, and you have not agreed to use it.`,
        suggestion:
          'Agree by pressing the schema in the status bar, validate with --allow-remote-schemas, or save a copy in the workspace.',
      },
      {
        pointer: '/properties/b/$ref',
        message: `The part of ${PATH} that refers to file:///etc/passwd is not checked: file:///etc/passwd is not part of the workspace, and you have not agreed to use it.`,
        suggestion:
          'Agree by pressing the schema in the status bar, validate with --allow-remote-schemas, or save a copy in the workspace.',
      },
    ]);
  });

  test('to a file that does not exist name it; the rest is checked', () => {
    const schema = compile(
      { properties: { a: { $ref: 'deep/none.json#/x' }, b: { type: 'integer' } } },
      files,
    );
    expect(schema.validate({ a: 1, b: 'x' })).toHaveLength(1);
    expect(schema.warnings).toEqual([
      {
        pointer: '/properties/a/$ref',
        message: `The part of ${PATH} that refers to deep/none.json#/x is not checked: the file schemas/deep/none.json does not exist.`,
        severity: 'error',
        suggestion: 'Create schemas/deep/none.json, or correct the reference.',
      },
    ]);
  });

  test('to an address that was agreed to are followed', () => {
    const address = 'https://example.org/types.json';
    const schema = compile(
      {
        properties: { a: { $ref: `${address}#/$defs/port` }, b: { $ref: 'https://example.org/other.json' } },
      },
      {
        [address]: { $defs: { port: { $ref: 'deep.json' } } },
        'https://example.org/deep.json': { type: 'integer' },
      },
    );
    expect(schema.validate({ a: 'x', b: 'x' })).toHaveLength(1);
    expect(schema.warnings.map(({ pointer }) => pointer)).toEqual(['/properties/b/$ref']);
  });

  test('never leave the workspace', () => {
    const asked: string[] = [];
    const read = (path: string) => {
      asked.push(path);
      return {};
    };
    for (const $ref of ['../../etc/passwd', '/etc/passwd', 'a/../../../b.json']) {
      expect(() => compileSchema({ $ref }, { path: PATH, read })).toThrow(StrataError);
    }
    expect(asked).toEqual([]);
  });
});

/** One golden for each way a schema can be useless. */
describe('a schema that cannot be used is refused with the place and the reason', () => {
  test.each<[name: string, schema: unknown, expected: string]>([
    [
      'wrong type name',
      { properties: { a: { type: 'int' } } },
      'at /properties/a/type: must be equal to one of the allowed values.',
    ],
    [
      'limit that is no number',
      { properties: { a: { minimum: '5' } } },
      'at /properties/a/minimum: must be number.',
    ],
    [
      'required that is no list',
      { properties: { a: { required: true } } },
      'at /properties/a/required: a list of keys is expected.',
    ],
    [
      'schema that is a number',
      { properties: { a: 5 } },
      'at /properties/a: a schema must be an object, true or false.',
    ],
    ['list that is none', { allOf: {} }, 'at /allOf: a list of schemas is expected.'],
    ['empty list', { anyOf: [] }, 'at /anyOf: a list of schemas is expected.'],
    ['map that is none', { properties: [] }, 'at /properties: an object of schemas is expected.'],
    ['text', 'schema', ': a schema must be an object, true or false.'],
    ['null', null, ': a schema must be an object, true or false.'],
    ['missing definition', { $ref: '#/$defs/a' }, 'at /$ref: nothing is found at "#/$defs/a".'],
    ['nesting', nest(65), `at ${'/properties/a'.repeat(65)}: schemas are nested more than 64 deep.`],
    [
      'number of schemas',
      { properties: Object.fromEntries(Array.from({ length: 250_001 }, (_, index) => [`k${index}`, {}])) },
      ': it holds more than 250000 schemas.',
    ],
    ['size', { description: 'x'.repeat(16 * 1024 * 1024) }, ': it is longer than 16 million characters.'],
  ])('%s', (_, schema, expected) => {
    const error = refusal(schema);
    expect(error.code).toBe('BAD_SCHEMA');
    expect(error.message).toBe(
      `${PATH} cannot be used as a schema${expected.startsWith(':') ? '' : ' '}${expected}`,
    );
    expect(error.remedy).toMatch(/^Correct the schema/);
    expect(error.details).toMatchObject({ schema: PATH });
  });

  test('a file it refers to that holds no schema', () => {
    expect(refusal({ $ref: 'list.json' }, { 'schemas/list.json': [1] }).message).toContain(
      'schemas/list.json holds no schema',
    );
  });

  test('endless nesting', () => {
    const endless: Record<string, unknown> = {};
    endless.not = endless;
    expect(refusal(endless).message).toMatch(/nested too deep/);
    expect(refusal(nest(100_000)).code).toBe('BAD_SCHEMA');
  });

  test('one that refers to itself without a step into the data', () => {
    expect(refusal({ $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/a' } } }).message).toContain(
      'at /$defs/a: it refers to itself without end: /$defs/a → /$defs/a.',
    );
    const across = {
      'schemas/b.json': { anyOf: [{ type: 'string' }, { not: { $ref: 'app.schema.json' } }] },
    };
    expect(refusal({ allOf: [{ $ref: 'b.json' }] }, across).message).toMatch(/refers to itself without end/);
  });

  test('text that is not JSON names the line', () => {
    expect(() => parseSchema('{\n  "a": 1,\n}', PATH)).toThrow(/not JSON \(.*line 3/);
    expect(parseSchema('\uFEFF{}', PATH)).toEqual({});
  });
});

describe('patterns', () => {
  test('that JavaScript does not know are left out, with a warning', () => {
    const schema = compile({
      properties: { a: { pattern: '(?<name' } },
      patternProperties: { '[': false },
      minProperties: 1,
    });
    expect(schema.validate({ a: 'x', '[': 1 })).toEqual([]);
    expect(schema.warnings.map(({ pointer, message }) => [pointer, message])).toEqual([
      [
        '/properties/a/pattern',
        `The pattern (?<name of ${PATH} is not a regular expression of JavaScript; it is not checked.`,
      ],
      [
        '/patternProperties/[',
        `The pattern [ of ${PATH} is not a regular expression of JavaScript; it is not checked.`,
      ],
    ]);
  });

  test('with escapes that only the old syntax knows still count', () => {
    expect(rejects({ pattern: '^[\\w\\_]+$' }, 'a_b', 'a b')).toEqual(['a b']);
  });

  test('of more than two thousand characters are left out', () => {
    const schema = compile({ pattern: `^${'a'.repeat(2_000)}$` });
    expect(schema.validate('b')).toEqual([]);
    expect(schema.warnings).toHaveLength(1);
  });
});

describe('limits', () => {
  test('at most a thousand errors are reported', () => {
    const errors = compile({ items: { type: 'string' } }).validate(Array.from({ length: 5_000 }, () => 1));
    expect(errors).toHaveLength(1_000);
  });

  test('a union that fails is one error, however many forms it has', () => {
    const anyOf = Array.from({ length: 50 }, (_, index) => ({
      properties: { a: { const: index } },
      required: ['b'],
    }));
    expect(
      compile({ items: { anyOf } }).validate(Array.from({ length: 100 }, () => ({ a: -1 }))),
    ).toHaveLength(100);
  });
});

test('the same content is compiled once', () => {
  const make = () => ({ properties: { a: { type: 'string' } }, title: 'once' });
  expect(compile(make())).toBe(compile(make()));
  expect(compile({ ...make(), title: 'other' })).not.toBe(compile(make()));
  const reference = { $ref: 'x.json' };
  const first = compile(reference, { 'schemas/x.json': { type: 'string' } });
  expect(compile(reference, { 'schemas/x.json': { type: 'string' } })).toBe(first);
  expect(compile(reference, { 'schemas/x.json': { type: 'integer' } })).not.toBe(first);
});

test('what is not checked is marked in the schema file it stands in', () => {
  const text = '{\n  "properties": {\n    "a": { "$ref": "https://example.org/a.json" }\n  }\n}';
  const schema = compile(JSON.parse(text));
  const files = filesOf({ [PATH]: text });
  expect(schemaWarnings(schema, () => text, ['production'], files).map(shown)).toEqual([
    `${PATH}:3:12-18 warning schema-not-checked : The part of ${PATH} that refers to https://example.org/a.json is not checked: https://example.org/a.json is not part of the workspace, and you have not agreed to use it. → Agree by pressing the schema in the status bar, validate with --allow-remote-schemas, or save a copy in the workspace.`,
  ]);
});
