import { describe, expect, test } from 'vitest';
import { checkLayer } from '../../../core/validation/index.ts';
import { compiled, filesOf, layer, shown, variables } from './given.ts';

function checking(schema: unknown, toml: string): string[] {
  const files = filesOf({ 'a.toml': toml });
  return checkLayer(compiled(schema), layer('a.toml', toml), ['production'], files).map(shown);
}

const withKey = (schema: unknown) => ({ properties: { key: schema } });

test('values are checked where they stand, whoever overrides them', () => {
  expect(checking(withKey({ type: 'integer', minimum: 1 }), '\nkey = 0')).toEqual([
    'a.toml:2:7-8 error range key: key must be at least 1, is 0. → The nearest allowed value is 1.',
  ]);
});

test('what is missing may come from another layer', () => {
  expect(checking({ required: ['a'], ...withKey({ required: ['b'] }) }, '[key]')).toEqual([]);
});

describe('references', () => {
  const schema = withKey({ type: 'integer' });
  test.each([
    `key = "\${PORT}"`,
    `key = "\${PORT:-80}"`,
    'key = { env = "PORT" }',
    'key = { env = "PORT", default = 80 }',
  ])('%s is not judged before it is resolved', (toml) => {
    expect(checking(schema, toml)).toEqual([]);
  });

  test('a form is not chosen by a tag that is a reference', () => {
    const storage = withKey({
      oneOf: [
        { properties: { kind: { const: 'file' }, path: {} }, required: ['kind'] },
        { properties: { kind: { const: 's3' }, bucket: {} }, required: ['kind'] },
      ],
    });
    expect(checking(storage, `key = { kind = "\${KIND}", bucket = "b" }`)).toEqual([]);
  });
});

describe('advice', () => {
  test('an unknown key, where the schema declares keys and says nothing of others', () => {
    const schema = { properties: { server: { properties: { port: {} } } } };
    expect(checking(schema, '[server]\nprot = 1')).toEqual([
      'a.toml:2:1-5 warning unknown-key server.prot: server.prot is not a key the schema knows. → Did you mean port?',
    ]);
    expect(checking({ properties: { server: { type: 'object' } } }, '[server]\nprot = 1')).toEqual([]);
    expect(checking({ properties: { a: {} }, additionalProperties: true }, 'b = 1')).toEqual([]);
    expect(
      checking({ properties: { a: {} }, patternProperties: { '^x': {} } }, 'xb = 1\ny = 1'),
    ).toHaveLength(1);
  });

  test('a key that must not be there is one error, not also a warning', () => {
    const lines = checking({ properties: { a: {} }, additionalProperties: false }, 'b = 1');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(' error unknown-key b: ');
  });

  test('a key in an item of an array', () => {
    const schema = withKey({ items: { properties: { name: {} } } });
    expect(checking(schema, '[[key]]\nname = 1\n[[key]]\nnmae = 1')).toEqual([
      'a.toml:4:1-5 warning unknown-key key.1.nmae: key.1.nmae is not a key the schema knows. → Did you mean name?',
    ]);
  });

  test('a deprecated key, with what to use instead', () => {
    expect(checking(withKey({ deprecated: true, deprecationMessage: 'Use server.port' }), 'key = 1')).toEqual(
      ['a.toml:1:1-4 warning deprecated key: key is deprecated. → Use server.port.'],
    );
    expect(checking(withKey({ deprecated: true }), '[key]')).toEqual([
      'a.toml:1:2-5 warning deprecated key: key is deprecated.',
    ]);
  });

  test('a secret in the clear', () => {
    const secret = withKey({ type: 'string', 'x-strata-secret': true });
    expect(checking(secret, 'key = "hunter2"')).toEqual([
      `a.toml:1:7-16 warning plaintext-secret key: key is a secret and stands here in the clear. → Set it by a variable and write a reference to that: "\${NAME}".`,
    ]);
    for (const value of [
      `"\${DB_PASSWORD}"`,
      '""',
      '"ENC[AES256_GCM,data:x]"',
      '"encrypted:abc"',
      '"{cipher}abc"',
      '{ env = "DB_PASSWORD" }',
    ]) {
      expect(checking(withKey({ secret: true }), `key = ${value}`)).toEqual([]);
    }
  });

  test('a secret table makes each of its values secret', () => {
    const lines = checking(
      withKey({ secret: true, additionalProperties: {} }),
      'key = { a = "x", b = ["y"] }',
    );
    expect(
      lines.map((line) => line.split(':')[1] + line.slice(line.indexOf(' '), line.indexOf(': '))),
    ).toEqual(['1 warning plaintext-secret key.a']);
  });

  test('a whole float for an integer, a date for a text', () => {
    expect(checking(withKey({ type: 'integer' }), 'key = 8080.0')).toEqual([
      'a.toml:1:7-13 warning type key: key must be an integer, is the float 8080.0. → Write 8080 without the decimal point.',
    ]);
    expect(checking(withKey({ type: 'string' }), 'key = 2025-01-31')).toEqual([
      'a.toml:1:7-17 warning type key: key must be a string, is the local date 2025-01-31. → Write "2025-01-31" in quotes.',
    ]);
    expect(checking(withKey({ type: 'string', format: 'date' }), 'key = 2025-01-31')).toEqual([]);
    expect(checking(withKey({ type: ['integer', 'number'] }), 'key = 8080.0')).toEqual([]);
  });
});

test('variables are checked for their values, and nothing is advised', () => {
  const content = variables({ key: { toml: '"x"', origin: { name: 'APP_KEY', file: '.env', line: 1 } } });
  const files = filesOf({ '.env': 'APP_KEY=x' });
  const secret = withKey({ type: 'integer', secret: true, deprecated: true });
  expect(checkLayer(compiled(secret), content, ['production'], files).map(shown)).toEqual([
    '.env:1:1-10 error type key: key must be an integer, is a string. Set by APP_KEY in .env.',
  ]);
});
