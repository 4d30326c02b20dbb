import { describe, expect, test } from 'vitest';
import { schemaRename } from '../../../core/analysis/rename-schema.ts';
import { applyReplacements } from '../../../shared/text/replacements.ts';

/** The schema with a key renamed; null where that has to be done by hand. */
function renamed(schema: string, path: readonly (string | null)[], to: string): string | null {
  const replacements = schemaRename(schema, path, to);
  return replacements === null ? null : applyReplacements(schema, replacements);
}

const SCHEMA = `{
  "required": ["server"],
  "properties": {
    "server": {
      "type": "object",
      "required": [ "host", "port" ],
      "properties": { "host": {}, "port" : { "$ref": "#/$defs/port" } }
    },
    "mirrors": { "items": { "properties": { "url": { "title": "url" } } } }
  },
  "$defs": { "port": { "type": "integer" } }
}
`;

describe('a schema names the new key', () => {
  test('where the key is declared and where it is required, every other byte as it was', () => {
    expect(renamed(SCHEMA, ['server', 'port'], 'bind')).toBe(
      SCHEMA.replace('"host", "port"', '"host", "bind"').replace('"port" :', '"bind" :'),
    );
  });

  test('as a table at the top', () => {
    expect(renamed(SCHEMA, ['server'], 'web "1"')).toBe(SCHEMA.replaceAll('"server"', '"web \\"1\\""'));
  });

  test('in the items of a list', () => {
    expect(renamed(SCHEMA, ['mirrors', null, 'url'], 'address')).toBe(
      SCHEMA.replace('"url": {', '"address": {'),
    );
  });
});

describe('it has to be done by hand', () => {
  test.each([
    [
      'where others share the declaration',
      '{"properties":{"a":{"properties":{"x":{}}},"b":{"$ref":"#/properties/a"}}}',
      ['a', 'x'],
    ],
    [
      'where it stands in a definition',
      '{"properties":{"a":{"$ref":"#/$defs/a"}},"$defs":{"a":{"properties":{"x":{}}}}}',
      ['a', 'x'],
    ],
    ['where a schema refers to itself', '{"properties":{"x":{},"child":{"$ref":"#"}}}', ['x']],
    ['where a condition names it', '{"properties":{"x":{}},"if":{"required":["x"]},"then":{}}', ['x']],
    [
      'where a default of the table names it',
      '{"properties":{"a":{"default":{"x":1},"properties":{"x":{}}}}}',
      ['a', 'x'],
    ],
    [
      'where another part declares it too',
      '{"properties":{"x":{}},"allOf":[{"properties":{"x":{}}}]}',
      ['x'],
    ],
    ['where a pattern declares it', '{"patternProperties":{"^x$":{}}}', ['x']],
    ['where the schema is no JSON', '{"properties":{"x":{}}', ['x']],
  ])('%s', (_, schema, path) => {
    expect(renamed(schema, path, 'new')).toBeNull();
  });
});
