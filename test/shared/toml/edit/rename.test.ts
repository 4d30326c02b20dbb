import { describe, test } from 'vitest';
import { given, lines, remove, rename } from './given.ts';

describe('renaming', () => {
  test.each([
    ['a key', '# a\na = 1 # x\n', rename('a', 'b'), '# a\nb = 1 # x\n'],
    ['a dotted key', 'a . b = 1\n', rename('a.b', 'c'), 'a . c = 1\n'],
    [
      'a table of dotted keys',
      '[s]\na.b = 1\nx = 1\na.c.d = 1\n',
      rename('s.a', 'z'),
      '[s]\nz.b = 1\nx = 1\nz.c.d = 1\n',
    ],
    [
      'a table',
      '[a]\nx = 1\n[b]\n[ a . c ]\n[[a.d]]\n',
      rename('a', 'z'),
      '[z]\nx = 1\n[b]\n[ z . c ]\n[[z.d]]\n',
    ],
    ['a table that was not written itself', '[x.a.b]\n[x.a.c]\n', rename('x.a', 'z'), '[x.z.b]\n[x.z.c]\n'],
    ['an array of tables', '[[a]]\n[a.b]\n[[a]]\n', rename('a', 'z'), '[[z]]\n[z.b]\n[[z]]\n'],
    [
      'in one element only',
      '[[a]]\n[a.b]\nx = 1\n[[a]]\n[a.b]\n',
      rename('a.1.b', 'z'),
      '[[a]]\n[a.b]\nx = 1\n[[a]]\n[a.z]\n',
    ],
    ['of dotted keys and sections', '[s]\na.b = 1\n[s.a.t]\n', rename('s.a', 'z'), '[s]\nz.b = 1\n[s.z.t]\n'],
    [
      'in an inline table',
      'a = { b.x = 1, c = 2, b.y = 3 }\n',
      rename('a.b', 'z'),
      'a = { z.x = 1, c = 2, z.y = 3 }\n',
    ],
    [
      'deep in an inline table',
      'a = [{ b = { c = 1 } }]\n',
      rename('a.0.b.c', 'z'),
      'a = [{ b = { z = 1 } }]\n',
    ],
    ['to what needs quotes', 'a = 1\n', rename('a', 'b c'), '"b c" = 1\n'],
    ['from what needed quotes', '"a b" = 1\n', rename('a b', 'c'), 'c = 1\n'],
    ['keeps needless quotes', "'a' = 1\n", rename('a', 'c'), "'c' = 1\n"],
    ['keeps = in its column', 'a    = 1\nlong = 2\n', rename('a', 'bcd'), 'bcd  = 1\nlong = 2\n'],
    [
      'to a longer name than the column has room for',
      'a    = 1\nlong = 2\n',
      rename('a', 'longer'),
      'longer = 1\nlong = 2\n',
    ],
    ['and back', 'longer = 1\nlong = 2\nb    = 3\n', rename('longer', 'a'), 'a    = 1\nlong = 2\nb    = 3\n'],
    ['to __proto__', 'a = 1\n', rename('a', '__proto__'), '__proto__ = 1\n'],
    ['to itself', 'a = 1\n', rename('a', 'a'), 'a = 1\n'],
  ])('%s', (_name, before, asked, after) => {
    given(before).when(asked).becomes(after);
  });

  test('is refused where it cannot be', () => {
    given(lines('a = 1', 'b = 2')).when(rename('a', 'b')).isRefused('already-exists');
    given(lines('a = 1')).when(rename('b', 'c')).isRefused('not-found');
    given(lines('[[a]]')).when(rename('a.0', 'c')).isRefused('item-has-no-name');
  });
});

describe('a file with errors', () => {
  const broken = lines(
    'a = 1',
    'b = ',
    'c = [1, 2',
    'd = 4',
    'd = 5',
    '',
    '[t]',
    'x = 1',
    '?? what',
    '',
    '[u]',
    'y = 1',
  );
  test('can be edited where it is healthy', () => {
    given(broken).when(rename('a', 'z')).becomes(broken.replace('a = 1', 'z = 1'));
    given(broken).when(remove('u.y')).becomes(broken.replace('y = 1\n', ''));
    given(broken).when(rename('u', 'v')).becomes(broken.replace('[u]', '[v]'));
  });

  test.each([
    ['a key without a value', remove('b'), 'not-found'],
    ['an array without an end', remove('c'), 'damaged'],
    ['a key that is set twice', remove('d'), 'damaged'],
    ['a table with lines that mean nothing', remove('t'), 'damaged'],
    ['a name that a broken line has', rename('a', 'b'), 'damaged'],
  ] as const)('refuses %s', (_name, asked, code) => {
    given(broken).when(asked).isRefused(code);
  });

  test('refuses what stands under a header that repeats another', () => {
    given(lines('[a]', '[b]', '[a]', 'x = 1'))
      .when(remove('a.x'))
      .isRefused('damaged');
  });
});
