/** Texts made to hurt: each gives problems or values, none takes the parser down. */
import { describe, expect, it } from 'vitest';
import { parse, print } from '../../../shared/toml/index.ts';

const MILLION = 1_000_000;
const texts: Record<string, string> = {
  '100,000 nested arrays': `a = ${'['.repeat(100_000)}`,
  '100,000 nested arrays, closed': `a = ${'['.repeat(100_000)}${']'.repeat(100_000)}`,
  '100,000 nested arrays, one per line': `a = ${'[\n'.repeat(100_000)}`,
  '100,000 nested inline tables': `a = ${'{a='.repeat(100_000)}`,
  '100,000 inline tables, each inside the one before': 't={\n'.repeat(100_000),
  'a key of 100,000 parts': `${'a.'.repeat(100_000)}a = 1`,
  'a header of 100,000 parts': `[${'a.'.repeat(100_000)}a]\nx = 1`,
  '250,000 keys on one line': 'a=1 '.repeat(250_000),
  '500,000 words in an inline table': `t = {${'a '.repeat(500_000)}}`,
  '250,000 strings without commas': `a = [${'"x" '.repeat(250_000)}]`,
  '100,000 wrong items behind 400,000 right ones': `a = [${'1,'.repeat(400_000)}${'x,'.repeat(100_000)}]`,
  '100,000 conflict markers': '<<<<<<< a\n'.repeat(100_000),
  '100,000 opened strings': "a = '''\n".concat('b = """\n'.repeat(100_001)),
  'a million digits': `a = ${'9'.repeat(MILLION)}`,
  'a million quotes': '"'.repeat(MILLION),
  'a million brackets': ']'.repeat(MILLION),
  'a million NULs': '\0'.repeat(MILLION),
  'a million carriage returns': '\r'.repeat(MILLION),
  'a million lone surrogates': '\ud800'.repeat(MILLION),
  'a million tabs before a word': `a = 1${'\t'.repeat(MILLION)}b`,
  'half a million wrong escapes': `a = "${'\\q'.repeat(500_000)}"`,
};

describe('the parser survives', () => {
  it.each(Object.entries(texts))('%s', (_, text) => {
    const document = parse(text);
    expect(document.problems.length).toBeGreaterThan(0);
    expect(document.problems.length).toBeLessThanOrEqual(1001);
    expect(document.problems.every(({ message }) => message.length < 300)).toBe(true);
    expect(print(document) === text).toBe(true);
  });

  it('200,000 different keys', () => {
    const text = Array.from({ length: 200_000 }, (_, index) => `key${index} = ${index}\n`).join('');
    const document = parse(text);
    expect(document.problems).toEqual([]);
    expect(document.root.entries.size).toBe(200_000);
  });

  it('a line of ten million characters', () => {
    const document = parse(`a = "${'x'.repeat(10 * MILLION)}"`);
    expect(document.problems).toEqual([]);
    expect(document.root.entries.get('a')?.value).toMatchObject({ type: 'string', end: 10 * MILLION + 6 });
  });

  it('values that are as deep as is allowed, without a reader running out of stack', () => {
    const { root, problems } = parse(`a = ${'['.repeat(127)}${']'.repeat(127)}`);
    expect(problems).toEqual([]);
    expect(JSON.stringify(structuredClone(root.entries.get('a')?.value)).split('"items"').length).toBe(128);
  });

  it('keys named like the members of an object', () => {
    const { root, problems } = parse('__proto__ = 1\n[constructor]\nprototype = { __proto__ = 2 }\n');
    expect(problems).toEqual([]);
    expect([...root.entries.keys()]).toEqual(['__proto__', 'constructor']);
  });
});
