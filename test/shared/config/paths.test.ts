import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatPath, MAX_PATH_SEGMENTS, parsePath, parsePathTemplate } from '../../../shared/config/paths.ts';
import { key } from './arbitrary.ts';

describe('a dotted key path', () => {
  test.each([
    ['', []],
    ['server', ['server']],
    ['server.port', ['server', 'port']],
    ['server . port', ['server', 'port']],
    [' a\t.b ', ['a', 'b']],
    ['"a.b".c', ['a.b', 'c']],
    ['\'a "b"\'.c', ['a "b"', 'c']],
    ['""', ['']],
    ["''.a", ['', 'a']],
    ['"\\u00e9\\t\\""', ['é\t"']],
    ['10.0', ['10', '0']],
    ['__proto__.x', ['__proto__', 'x']],
  ])('%j reads as %j', (dotted, segments) => {
    expect(parsePath(dotted)).toEqual(segments);
  });

  test.each([
    ['.'],
    ['a.'],
    ['.a'],
    ['a..b'],
    ['a b'],
    ['ключ'],
    ['"open'],
    ["'open"],
    ['"a"b'],
    ['"\\q"'],
    ['"\\ud800"'],
    ['"line\nline"'],
    ['a[0]'],
    ['{environment}'],
  ])('%j is none', (dotted) => {
    expect(parsePath(dotted)).toBeNull();
  });

  test('may hold placeholders when it is a template', () => {
    expect(parsePathTemplate('environments.{environment}.x-{service}')).toEqual([
      'environments',
      '{environment}',
      'x-{service}',
    ]);
  });

  test('is no path when it is deeper than any table can be', () => {
    expect(parsePath(Array(MAX_PATH_SEGMENTS).fill('a').join('.'))).toHaveLength(MAX_PATH_SEGMENTS);
    expect(
      parsePath(
        Array(MAX_PATH_SEGMENTS + 1)
          .fill('a')
          .join('.'),
      ),
    ).toBeNull();
  });

  test('is written with quotes only where they are needed', () => {
    expect(formatPath(['server', 'cache size', 'a-b_1', '', 'say "hi"'])).toBe(
      'server."cache size".a-b_1.""."say \\"hi\\""',
    );
  });

  test('reads back as it was, whatever the keys are', () => {
    fc.assert(
      fc.property(fc.array(key, { maxLength: 6 }), (segments) => {
        expect(parsePath(formatPath(segments))).toEqual(segments);
      }),
    );
  });
});
