/** Keywords of other editors: each shows up in hover, completion, or the order of keys. */
import { describe, expect, test } from 'vitest';
import { complete, hover } from '../../../shared/language/index.ts';
import { SchemaView } from '../../../shared/schema/index.ts';
import { given, marked } from './given.ts';

const hoverOn = (key: string, schema: object, text = `${key} = 1\n`) =>
  hover({ ...given(text, { properties: { [key]: schema } }), offset: 0 })?.markdown ?? '';

/** The proposals at `|`, best first. */
function offered(text: string, schema: object) {
  const { text: plain, offset } = marked(text);
  const items = complete({ ...given(plain, schema), offset });
  return items.toSorted((left, right) => (left.sort < right.sort ? -1 : 1));
}
const labels = (text: string, schema: object) => offered(text, schema).map(({ label }) => label);

describe('hover shows', () => {
  test.each<[what: string, schema: object, expected: string]>([
    ['markdownDescription', { description: 'plain', markdownDescription: '**bold**' }, '**bold**'],
    ['x-taplo docs.main', { description: 'plain', 'x-taplo': { docs: { main: '_main_' } } }, '_main_'],
    ['x-taplo links.key', { 'x-taplo': { links: { key: 'https://a.example/k' } } }, '(https://a.example/k)'],
    [
      'x-taplo docs.defaultValue',
      { default: 5, 'x-taplo': { docs: { defaultValue: 'one for each core' } } },
      '- Default: `5`, one for each core',
    ],
    [
      'x-taplo docs.defaultValue alone',
      { 'x-taplo': { docs: { defaultValue: 'the host' } } },
      '- Default: the host',
    ],
    ['deprecationMessage', { deprecationMessage: 'use x' }, '**Deprecated:** use x'],
    [
      'x-intellij-html-description',
      { 'x-intellij-html-description': '<p>A &lt;b&gt; <i>c</i></p>' },
      'A \\<b\\> c',
    ],
    ['enumDescriptions', { enum: ['a'], enumDescriptions: ['first'] }, '`"a"`: first'],
    ['markdownEnumDescriptions', { enum: ['a'], markdownEnumDescriptions: ['*first*'] }, '`"a"`: *first*'],
    [
      'x-taplo docs.enumValues',
      { enum: ['a'], 'x-taplo': { docs: { enumValues: ['first'] } } },
      '`"a"`: first',
    ],
    [
      'x-taplo links.enumValues',
      {
        enum: ['a', 'b'],
        enumDescriptions: ['first'],
        'x-taplo': { links: { enumValues: ['https://a.example/a', 'https://a.example/b'] } },
      },
      '- `"a"`: first [More](https://a.example/a)\n- `"b"`: [More](https://a.example/b)',
    ],
    [
      'x-intellij-enum-metadata',
      { enum: ['a'], 'x-intellij-enum-metadata': { a: { description: 'first' } } },
      '`"a"`: first',
    ],
  ])('%s', (_, schema, expected) => {
    expect(hoverOn('key', schema)).toContain(expected);
  });
});

describe('completion', () => {
  test('leaves out what is hidden or not to be suggested', () => {
    const properties = { a: {}, b: { 'x-taplo': { hidden: true } }, c: { doNotSuggest: true } };
    expect(labels('|', { properties })).toEqual(['a']);
  });

  test('offers defaultSnippets for a value', () => {
    const schema = {
      properties: {
        a: { type: 'array', defaultSnippets: [{ label: 'two', description: 'both', body: [1, 2] }] },
      },
    };
    expect(offered('a = |', schema)).toContainEqual(
      expect.objectContaining({ label: 'two', insert: '[1, 2]', detail: 'both' }),
    );
  });

  test('sorts keys by suggestSortText, then as declared', () => {
    const properties = { c: {}, b: { suggestSortText: '2' }, d: {}, a: { suggestSortText: '1' } };
    expect(labels('|', { properties })).toEqual(['a', 'b', 'c', 'd']);
  });

  test('sorts listed values by enumSortTexts', () => {
    const schema = { properties: { a: { enum: ['x', 'y', 'z'], enumSortTexts: ['3', '1', '2'] } } };
    expect(labels('a = |', schema)).toEqual(['"y"', '"z"', '"x"']);
  });

  test('begins a table with x-taplo initKeys besides the required ones', () => {
    const schema = {
      properties: {
        t: {
          type: 'object',
          required: ['name'],
          properties: { name: { type: 'string' }, port: { type: 'integer' }, more: {} },
          'x-taplo': { initKeys: ['port', 'name', 'none'] },
        },
      },
    };
    const table = offered('|', schema).find(({ label }) => label === '[t]');
    expect(table?.insert).toBe(`[t]\nname = "$1"\nport = \${2:0}\n`);
  });

  test('calls a free key what x-tombi-additional-key-label says', () => {
    const schema = {
      properties: {
        packages: {
          type: 'object',
          additionalProperties: { type: 'object' },
          'x-tombi-additional-key-label': 'package_name',
        },
      },
    };
    expect(offered('|', schema).find(({ label }) => label === '[packages]')?.insert).toBe(
      `[packages.\${1:package_name}]\n`,
    );
  });
});

describe('keys are in the order of x-tombi-table-keys-order', () => {
  const properties = { b: {}, v10: {}, a: {}, v9: {} };
  test.each([
    ['ascending', ['a', 'b', 'v10', 'v9']],
    ['descending', ['v9', 'v10', 'b', 'a']],
    ['version-sort', ['a', 'b', 'v9', 'v10']],
    ['schema', ['b', 'v10', 'a', 'v9']],
    [{ properties: 'ascending', additionalProperties: 'schema' }, ['a', 'b', 'v10', 'v9']],
    [7, ['b', 'v10', 'a', 'v9']],
  ])('%o', (order, expected) => {
    const schema = { properties, 'x-tombi-table-keys-order': order };
    expect(new SchemaView(schema).root.node.properties).toEqual(expected);
    expect(labels('|', schema)).toEqual(expected);
  });
});

test('the edition of TOML a schema is made for is known', () => {
  const edition = (value: unknown) => new SchemaView({ 'x-tombi-toml-version': value }).root.node.tomlVersion;
  expect([edition('v1.1.0'), edition('1.0'), edition('new'), edition(1)]).toEqual([
    '1.1',
    '1.0',
    undefined,
    undefined,
  ]);
});
