import { describe, expect, test } from 'vitest';
import { type CompletionRequest, complete } from '../../../shared/language/index.ts';
import { applyReplacements } from '../../../shared/text/replacements.ts';
import { given, marked } from './given.ts';

type Known = Pick<CompletionRequest, 'otherKeys' | 'schemaFiles'>;

function at(source: string, schema: unknown = null, known: Known = {}) {
  const { text, offset } = marked(source);
  const request = given(text, schema);
  const items = complete({ ...request, ...known, offset }).toSorted((one, other) =>
    one.sort < other.sort ? -1 : 1,
  );
  return items.map(({ label, detail, range, insert }) => ({
    label,
    detail,
    taken: applyReplacements(text, [{ ...request.lines.spanOf(range), text: insert }]),
  }));
}

const labels = (source: string, schema?: unknown, known?: Known) =>
  at(source, schema, known).map(({ label }) => label);

const STORAGE = {
  properties: {
    storage: {
      properties: { label: { type: 'string' } },
      oneOf: [
        { properties: { kind: { const: 'disk' }, path: { type: 'string' } }, required: ['kind', 'path'] },
        { $ref: '#/definitions/s3' },
        { properties: { kind: { enum: ['ftp', 'sftp'] }, host: { type: 'string' } } },
      ],
    },
    address: {
      anyOf: [
        { properties: { host: {}, port: {} }, additionalProperties: false },
        { properties: { socket: {}, mode: {} }, additionalProperties: false },
      ],
    },
  },
  definitions: { s3: { properties: { kind: { const: 's3' }, bucket: { type: 'string' } } } },
};

describe('of a table with several forms', () => {
  const keys = (source: string) => labels(source, STORAGE).filter((label) => !label.startsWith('['));

  test('every key is offered while nothing is written', () => {
    expect(keys('[storage]\n|')).toEqual(['label', 'kind', 'path', 'bucket', 'host']);
  });

  test('only keys of the form that is begun are offered', () => {
    expect(keys('[storage]\nkind = "s3"\n|')).toEqual(['label', 'bucket']);
    expect(keys('[storage]\nkind = "sftp"\n|')).toEqual(['label', 'host']);
    expect(keys('storage = { kind = "disk", | }')).toEqual(['path', 'label']);
  });

  test('what the form requires comes first and says so', () => {
    expect(at('[storage]\nkind = "disk"\n|', STORAGE)[0]).toMatchObject({
      label: 'path',
      detail: 'string, required',
    });
  });

  test('a form that takes no other keys is ruled out by one of them', () => {
    expect(keys('[address]\nhost = "a"\n|')).toEqual(['port']);
    expect(keys('[address]\nmode = 1\n|')).toEqual(['socket']);
  });

  test('a value that fits no form rules none out', () => {
    expect(keys('[storage]\nkind = "tape"\n|')).toEqual(['label', 'path', 'bucket', 'host']);
  });

  test('the key under the cursor rules nothing out', () => {
    expect(keys('[storage]\nki|nd = "s3"')).toContain('path');
  });
});

describe('without a schema', () => {
  test('keys of the tables before and behind are offered, the nearest before first', () => {
    const text = '[[user]]\nname = "a"\nage = 1\n[[user]]\nrole = "b"\n[[user]]\n|';
    expect(at(text)).toMatchObject([
      { label: 'role', detail: 'string, in another [[user]]' },
      { label: 'name' },
      { label: 'age', detail: 'integer, in another [[user]]' },
    ]);
    expect(at(text)[0]?.taken).toContain('role = "$1"');
    expect(at(text)[2]?.taken).toContain('age = $1');
  });

  test('keys that are there already are not', () => {
    expect(labels('[[user]]\nname = "a"\nrole = "b"\n[[user]]\nname = "c"\n|')).toEqual(['role']);
  });

  test('items of an array are like each other, too', () => {
    expect(labels('user = [{ name = "a", role = "b" }, { | }]')).toEqual(['name', 'role']);
  });

  test('keys of the same table in other layers are offered', () => {
    const otherKeys = (path: readonly string[]) =>
      path.join() === 'server'
        ? [
            { key: 'my port', value: null, from: 'global.toml' },
            { key: '__proto__', value: null, from: 'global.toml' },
          ]
        : [];
    expect(at('[server]\n|', null, { otherKeys })).toMatchObject([
      { label: '"my port"', detail: 'table, in global.toml' },
      { label: '__proto__' },
    ]);
    expect(labels('[client]\n|', null, { otherKeys })).toEqual([]);
  });

  test('a value begins with one of a few marks', () => {
    expect(labels('key = |')).toEqual(['""', 'true', 'false', '[ ]', '{ }']);
    expect(at('key =|')[0]?.taken).toBe('key = "$1"');
    expect(labels('key = 1|')).toEqual([]);
    expect(labels('key = [|]')).toEqual([]);
  });

  test('a table that the schema closes gets no foreign keys', () => {
    const schema = { additionalProperties: false };
    const otherKeys = () => [{ key: 'port', value: null, from: 'global.toml' }];
    expect(labels('|', schema, { otherKeys })).toEqual([]);
    expect(labels('|', { type: 'object' }, { otherKeys })).toEqual(['port']);
  });
});

describe('the comment that names the schema', () => {
  const schemaFiles = () => ['./app.schema.json', '../schemas/other.json'];

  test('is offered behind its first two characters', () => {
    expect(at('#:|\nname = 1')).toMatchObject([{ label: '#:schema', taken: '#:schema \nname = 1' }]);
    expect(at('# why\n#:sch|')).toMatchObject([{ taken: '# why\n#:schema ' }]);
  });

  test('goes on with the schemas of the workspace', () => {
    expect(at('#:schema |', null, { schemaFiles })).toMatchObject([
      { taken: '#:schema ./app.schema.json' },
      { taken: '#:schema ../schemas/other.json' },
    ]);
    expect(at('#:schema ./a|pp', null, { schemaFiles })[0]?.taken).toBe('#:schema ./app.schema.json');
  });

  test('is not offered in other comments, nor below the first key', () => {
    expect(labels('# |')).toEqual([]);
    expect(labels('a = 1\n#:|')).toEqual([]);
    expect(labels('a = 1 #:|')).toEqual([]);
  });
});
