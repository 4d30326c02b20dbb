import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  FILE_RULES,
  isForeign,
  MERGED_RULES,
  ranked,
  type SchemaCandidate,
  type SchemaRule,
  schemaAddress,
  schemaName,
} from '../../../shared/schema/association.ts';
import { isSchemaFor, matchesPattern } from '../../../shared/schema/file-match.ts';
import { schemasNamedIn } from '../../../shared/schema/naming.ts';

const candidate = (rule: SchemaRule, address: string): SchemaCandidate => {
  return { rule, address, fragment: '', written: address };
};

describe('of several reasons', () => {
  const all = [...FILE_RULES].reverse().map((rule) => candidate(rule, rule));

  test('what a file says of itself beats the manifest, and a pick beats everything', () => {
    expect(ranked(all, FILE_RULES).map(({ rule }) => rule)).toEqual([
      'pick',
      'comment',
      'key',
      'manifest',
      'folder',
      'bundled',
    ]);
  });

  test('for a merged result the manifest beats what one layer says', () => {
    expect(
      ranked(all, MERGED_RULES)
        .map(({ rule }) => rule)
        .slice(0, 4),
    ).toEqual(['pick', 'manifest', 'comment', 'key']);
  });

  test('by one rule the first given counts', () => {
    const twice = [candidate('comment', 'low.json'), candidate('comment', 'high.json')];
    expect(ranked(twice, MERGED_RULES)[0]?.address).toBe('low.json');
  });
});

describe('the address of a schema', () => {
  test.each<[written: string, from: string, address: string]>([
    ['app.json', 'app.toml', 'app.json'],
    ['../schemas/app.json', 'config/app.toml', 'schemas/app.json'],
    ['./a/./../b.json', 'config/app.toml', 'config/b.json'],
    ['..\\schemas\\app.json', 'config/app.toml', 'schemas/app.json'],
    ['/work/space/schemas/app.json', 'config/app.toml', 'schemas/app.json'],
    ['file:///work/space/schemas/my%20app.json', 'app.toml', 'schemas/my app.json'],
    ['file://localhost/work/space/app.json', 'app.toml', 'app.json'],
    ['../shared/app.json', 'app.toml', 'file:///work/shared/app.json'],
    ['/opt/app #1.json', 'app.toml', 'file:///opt/app%20'],
    ['file:///opt/app.json', 'app.toml', 'file:///opt/app.json'],
    ['/work/space2/app.json', 'app.toml', 'file:///work/space2/app.json'],
    ['https://example.org/app.json', 'app.toml', 'https://example.org/app.json'],
  ])('%s in %s is %s', (written, from, address) => {
    expect(schemaAddress(written, from, '/work/space')?.address).toBe(address);
  });

  test('keeps the part that is meant', () => {
    expect(schemaAddress('a.json#/definitions/X%20Y', 'app.toml', '/w')).toEqual({
      address: 'a.json',
      fragment: '/definitions/X Y',
    });
    expect(schemaAddress('#/definitions/X', 'app.toml', '/w')).toBeNull();
  });

  test('of another drive is foreign', () => {
    expect(schemaAddress('D:\\schemas\\app.json', 'app.toml', 'C:/work')?.address).toBe(
      'file:///D:/schemas/app.json',
    );
    expect(schemaAddress('C:\\work\\app.json', 'app.toml', 'C:/work')?.address).toBe('app.json');
  });

  test('never leaves the workspace unseen', () => {
    const part = fc.constantFrom('..', '.', 'a', 'b.json', '');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const address = schemaAddress(`x/${parts.join('/')}`, 'deep/app.toml', '/work/space')?.address ?? '';
        expect(isForeign(address) || !address.split('/').includes('..')).toBe(true);
      }),
    );
  });

  test('has a short name', () => {
    expect(schemaName('https://example.org/v1/my%20app.json?x=1#/a')).toBe('my app.json');
    expect(schemaName('https://example.org/v1/')).toBe('v1');
    expect(schemaName('strata:strata.schema.json')).toBe('strata:strata.schema.json');
  });
});

describe('a file names its schema', () => {
  const named = (text: string) => schemasNamedIn(text).map(({ rule, written }) => `${rule} ${written}`);

  test('by a comment before the first key, then by the key $schema', () => {
    expect(named('\uFEFF# hello\n\n#:schema a.json\r\n"$schema" = "b.json"\n')).toEqual([
      'comment a.json',
      'key b.json',
    ]);
  });

  test('where the comment and the address stand is known', () => {
    const text = '# x\n#:schema  ./a.json  \n';
    const { span } = schemasNamedIn(text)[0]!;
    expect(text.slice(span.start, span.end)).toBe('./a.json');
  });

  test.each([
    ['below a key', 'a = 1\n#:schema a.json\n'],
    ['behind a space', '# :schema a.json\n'],
    ['without an address', '#:schema\n'],
    ['in a table', '[t]\n"$schema" = "a.json"\n'],
    ['as a number', '"$schema" = 1\n'],
    ['as an empty text', '"$schema" = ""\n'],
  ])('not %s', (_, text) => {
    expect(named(text)).toEqual([]);
  });
});

describe('a schema of the folder is for', () => {
  test.each([
    ['schemas/fly.schema.json', {}, 'fly.toml', true],
    ['schemas/fly.json', {}, 'apps/fly.staging.toml', true],
    ['schemas/fly.schema.json', {}, 'butterfly.toml', false],
    ['schemas/fly.schema.json', {}, 'fly.json', false],
    ['schemas/x.json', { 'x-strata-files': ['config/*.toml'] }, 'config/a.toml', true],
    ['schemas/x.json', { 'x-strata-files': ['config/*.toml'] }, 'config/deep/a.toml', false],
    ['schemas/x.json', { 'x-strata-files': ['config/**/*.toml'] }, 'config/deep/er/a.toml', true],
    ['schemas/x.json', { 'x-strata-files': ['*.local.toml'] }, 'any/where/a.local.toml', true],
    ['schemas/x.json', { 'x-strata-files': ['other.toml', 1] }, 'x.toml', false],
  ])('%s with %o: %s %s', (path, schema, file, expected) => {
    expect(isSchemaFor(path, schema, file)).toBe(expected);
  });

  test('patterns of many stars end', () => {
    expect(matchesPattern(`${'*a'.repeat(200)}b`, 'a'.repeat(5_000))).toBe(false);
    expect(matchesPattern(`${'**/a/'.repeat(90)}b`, `${'a/'.repeat(2_000)}c`)).toBe(false);
  });
});
