import { describe, test } from 'vitest';
import { given, insert, path, raw, remove, set, tables } from './given.ts';

describe('a new key', () => {
  test.each([
    ['in an empty file', '', insert('a', 1), 'a = 1\n'],
    ['in a file of a byte order mark', '\ufeff', insert('a', 1), '\ufeffa = 1\n'],
    ['after the last key of the file', 'a = 1\n', insert('b', 2), 'a = 1\nb = 2\n'],
    ['keeps the last line without an end', 'a = 1', insert('b', 2), 'a = 1\nb = 2'],
    ['keeps CR LF', 'a = 1\r\n[b]\r\nc = 1\r\n', insert('b.d', 2), 'a = 1\r\n[b]\r\nc = 1\r\nd = 2\r\n'],
    [
      'takes the line ending of its neighbours',
      '[a]\nx = 1\n[b]\r\ny = 1\r\n',
      insert('a.z', 1),
      '[a]\nx = 1\nz = 1\n[b]\r\ny = 1\r\n',
    ],
    ['stands before the first header', 'a = 1\n\n[b]\n', insert('c', 2), 'a = 1\nc = 2\n\n[b]\n'],
    ['at the top of a file of tables', '[b]\nx = 1\n', insert('c', 2), 'c = 2\n\n[b]\nx = 1\n'],
    [
      'below the comments that open the file',
      '# file\n\n# b\n[b]\n',
      insert('c', 2),
      '# file\n\nc = 2\n\n# b\n[b]\n',
    ],
    [
      'below a schema directive',
      '#:schema x.json\n[b]\n',
      insert('c', 2),
      '#:schema x.json\n\nc = 2\n\n[b]\n',
    ],
    ['below a file of comments', '# a\n\n# b\n', insert('c', 2), '# a\n\n# b\n\nc = 2\n'],
    ['in a table', '[a]\nb = 1\n\n[c]\n', insert('a.d', 2), '[a]\nb = 1\nd = 2\n\n[c]\n'],
    ['in an empty table', '[a]\n\n[c]\n', insert('a.d', 2), '[a]\nd = 2\n\n[c]\n'],
    [
      'above the comment of the next table',
      '[a]\nb = 1\n# c\n[c]\n',
      insert('a.d', 2),
      '[a]\nb = 1\nd = 2\n# c\n[c]\n',
    ],
    [
      'in the element that is meant',
      '[[a]]\nx = 1\n[[a]]\n',
      insert('a.0.y', 2),
      '[[a]]\nx = 1\ny = 2\n[[a]]\n',
    ],
    ['beside dotted keys', 'a.b = 1\nc = 2\n', insert('a.d', 3), 'a.b = 1\na.d = 3\nc = 2\n'],
    [
      'beside deeper dotted keys',
      '[x]\na . "b".c = 1\n',
      insert('x.a.b.d', 3),
      '[x]\na . "b".c = 1\na . "b".d = 3\n',
    ],
    [
      'in a table that exists through its tables only',
      'z = 1\n\n# b\n[a.b]\n',
      insert('a.x', 1),
      'z = 1\n\n[a]\nx = 1\n\n# b\n[a.b]\n',
    ],
    ['in an inline table', 'a = { b = 1 } # c\n', insert('a.d', 2), 'a = { b = 1, d = 2 } # c\n'],
    ['in a tight inline table', 'a = {b=1}\n', insert('a.d', 'x'), 'a = {b=1, d="x"}\n'],
    ['in an empty inline table', 'a = {}\n', insert('a.d', 2), 'a = { d = 2 }\n'],
    ['in an inline table in an array', 'a = [{ b = 1 }]\n', insert('a.0.d', 2), 'a = [{ b = 1, d = 2 }]\n'],
    [
      'beside dotted keys of an inline table',
      'a = { b.c = 1, d = 2 }\n',
      insert('a.b.e', 2),
      'a = { b.c = 1, b.e = 2, d = 2 }\n',
    ],
    ['that needs quotes', 'a = 1\n', { ...insert('a', 2), path: ['b c'] } as const, 'a = 1\n"b c" = 2\n'],
    ['that is empty', '', { ...insert('a', 2), path: [''] } as const, '"" = 2\n'],
    ['called __proto__', '[a]\n', insert('a.__proto__', 2), '[a]\n__proto__ = 2\n'],
  ])('%s', (_name, before, asked, after) => {
    given(before).when(asked).becomes(after);
  });
});

describe('the style of a new key is that of its neighbours', () => {
  test.each([
    ['indentation', '[a]\n\tb = 1\n', insert('a.c', 2), '[a]\n\tb = 1\n\tc = 2\n'],
    [
      'indentation under other headers',
      '[a]\n  b = 1\n  [a.b2]\n',
      insert('a.b2.c', 2),
      '[a]\n  b = 1\n  [a.b2]\n    c = 2\n',
    ],
    ['no spaces around =', 'a=1\n', insert('c', 2), 'a=1\nc=2\n'],
    ['tabs before =', 'a\t= 1\n', insert('c', 2), 'a\t= 1\nc\t= 2\n'],
    ['aligned =', 'a    = 1\nlong = 2\n', insert('bc', 3), 'a    = 1\nlong = 2\nbc   = 3\n'],
    [
      'aligned = that is passed',
      'a    = 1\nlong = 2\n',
      insert('longer', 3),
      'a    = 1\nlong = 2\nlonger = 3\n',
    ],
    ['quoted keys', '"a" = 1\n"b" = 2\n', insert('c', 3), '"a" = 1\n"b" = 2\n"c" = 3\n'],
    ['literal keys', "'a' = 1\n", insert('c', 3), "'a' = 1\n'c' = 3\n"],
    ['keys with needless quotes among others', '"a" = 1\nb = 2\n', insert('c', 3), '"a" = 1\nb = 2\nc = 3\n'],
    ['literal strings', "a = 'x'\n", insert('c', 'y'), "a = 'x'\nc = 'y'\n"],
    ['tight inline tables', 'a = {b=1}\n', insert('c', { d: 2 }), 'a = {b=1}\nc = {d = 2}\n'],
    [
      'a header for a new table',
      '[a]\nx = 1\n\n[b]\n',
      insert('c.d', 1),
      '[a]\nx = 1\n\n[b]\n\n[c]\nd = 1\n',
    ],
    ['headers without blank lines', '[a]\nx = 1\n[b]\n', insert('c.d', 1), '[a]\nx = 1\n[b]\n[c]\nd = 1\n'],
    ['a dotted key for a new table', 'a.x = 1\nb.x = 1\n', insert('c.d', 1), 'a.x = 1\nb.x = 1\nc.d = 1\n'],
    [
      'an inline table for a new one',
      '[d]\na = { v = 1 }\n',
      insert('d.b.v', 1),
      '[d]\na = { v = 1 }\nb = { v = 1 }\n',
    ],
    [
      'dotted keys as deep elsewhere',
      '[a]\nt.x = 1\n\n[b]\n',
      insert('b.t.x', 1),
      '[a]\nt.x = 1\n\n[b]\nt.x = 1\n',
    ],
    ['dotted keys in inline tables', 'a = { b.c = 1 }\n', insert('a.d.e', 1), 'a = { b.c = 1, d.e = 1 }\n'],
    [
      'the quotes of a header path',
      '["a b".c]\n',
      { ...insert('a', 1), path: ['a b', 'd', 'x'] } as const,
      '["a b".c]\n\n["a b".d]\nx = 1\n',
    ],
  ])('%s', (_name, before, asked, after) => {
    given(before).when(asked).becomes(after);
  });
});

describe('a new table', () => {
  test.each([
    ['in an empty file', '', insert('a.b.c', 1), '[a.b]\nc = 1\n'],
    [
      'after its siblings',
      '[a]\n[a.b]\nx = 1\n\n[z]\n',
      insert('a.c', { y: 1 }),
      '[a]\n[a.b]\nx = 1\n\n[a.c]\ny = 1\n\n[z]\n',
    ],
    ['at the end of the file', 'x = 1\n', insert('a', {}), 'x = 1\n\n[a]\n'],
    ['keeps the last line without an end', '[b]\nx = 1', insert('a', { y: 2 }), '[b]\nx = 1\n\n[a]\ny = 2'],
    ['keeps blank lines at the end', '[b]\n\n\n', insert('a', {}), '[b]\n\n[a]\n\n\n'],
    ['behind comments at the end', '[b]\n\n# x = 1\n', insert('a', {}), '[b]\n\n# x = 1\n\n[a]\n'],
    [
      'behind the commented-out keys of the table before',
      '[a]\n[a.b]\n\n# x = 1\n\n# c\n[c]\n',
      insert('a.d', {}),
      '[a]\n[a.b]\n\n# x = 1\n\n[a.d]\n\n# c\n[c]\n',
    ],
    [
      'in an element of an array',
      '[[a]]\n\n[[a]]\n',
      insert('a.0.b.c', 1),
      '[[a]]\n\n[a.b]\nc = 1\n\n[[a]]\n',
    ],
    [
      'with tables in it',
      '',
      insert('a', { x: 1, b: { y: [1] }, c: {} }),
      '[a]\nx = 1\n\n[a.b]\ny = [1]\n\n[a.c]\n',
    ],
    [
      'with arrays of tables in it',
      '[z]\n',
      insert('a', { l: tables({ x: 1 }, { y: { z: 2 } }) }),
      '[z]\n\n[a]\n\n[[a.l]]\nx = 1\n\n[[a.l]]\n\n[a.l.y]\nz = 2\n',
    ],
    [
      'of dotted keys',
      'a.x = 1\n',
      insert('b', { y: 1, z: { w: 2 }, e: {} }),
      'a.x = 1\nb.y = 1\nb.z.w = 2\nb.e = {}\n',
    ],
    ['under dotted keys', '[s]\na.x = 1\n', insert('s.a.b', { y: 1 }), '[s]\na.x = 1\na.b.y = 1\n'],
    ['in an inline table', 'a = { x = 1 }\n', insert('a.b.c', 1), 'a = { x = 1, b = { c = 1 } }\n'],
    ['in a table that exists through its tables only', '[a.b]\n', insert('a.c', {}), '[a.b]\n\n[a.c]\n'],
    [
      'that was written inline elsewhere',
      '',
      insert('a', { type: 'table', origin: 'inline', entries: new Map([['x', { value: raw('1') }]]) }),
      'a = { x = 1 }\n',
    ],
  ])('%s', (_name, before, asked, after) => {
    given(before).when(asked).becomes(after);
  });
});

describe('a new item', () => {
  test.each([
    ['at the end of an array', 'a = [1, 2]\n', insert('a.2', 3), 'a = [1, 2, 3]\n'],
    ['at the beginning', 'a = [1, 2]\n', insert('a.0', 3), 'a = [3, 1, 2]\n'],
    ['in the middle', 'a = [1, 2]\n', insert('a.1', 3), 'a = [1, 3, 2]\n'],
    ['before a trailing comma', 'a = [1, 2,]\n', insert('a.2', 3), 'a = [1, 2, 3,]\n'],
    [
      'in lines of several items',
      'a = [\n  1, 2,\n  3, 4\n]\n',
      insert('a.3', 9),
      'a = [\n  1, 2,\n  3, 9, 4\n]\n',
    ],
    [
      'at the end of an array of tables',
      '[[a]]\nx = 1\n\n[b]\n',
      insert('a.1', { x: 2 }),
      '[[a]]\nx = 1\n\n[[a]]\nx = 2\n\n[b]\n',
    ],
    [
      'at the beginning of one',
      '# a\n[[a]]\nx = 1\n',
      insert('a.0', { x: 2 }),
      '[[a]]\nx = 2\n\n# a\n[[a]]\nx = 1\n',
    ],
    [
      'before an element with its tables',
      '[[a]]\n[a.b]\n\n[[a]]\n',
      insert('a.1', {}),
      '[[a]]\n[a.b]\n\n[[a]]\n\n[[a]]\n',
    ],
    [
      'in an array of tables in an element',
      '[[a]]\n[[a.b]]\n[[a]]\n',
      insert('a.0.b.1', {}),
      '[[a]]\n[[a.b]]\n[[a.b]]\n[[a]]\n',
    ],
    [
      'in an array of comments',
      'a = [ # list\n    # 1,\n]\n',
      insert('a.0', 2),
      'a = [ # list\n    2,\n    # 1,\n]\n',
    ],
    ['as the first of a new array', '', insert('a.0.x', 1), '[[a]]\nx = 1\n'],
    ['as the first of a new plain array', '', insert('a.0', 1), 'a = [1]\n'],
    ['a key under the next element', '[[a]]\n', insert('a.1.x.y', 1), '[[a]]\n\n[[a]]\n\n[a.x]\ny = 1\n'],
  ])('%s', (_name, before, asked, after) => {
    given(before).when(asked).becomes(after);
  });
});

describe('schema order', () => {
  const orders = new Map([
    ['', ['name', 'port', 'tls', 'log']],
    ['list', ['id', 'name']],
  ]);
  const order = (table: readonly string[]) => orders.get(table.join('.'));
  test.each([
    ['after the key before it', 'name = 1\nzzz = 2\n', insert('port', 3), 'name = 1\nport = 3\nzzz = 2\n'],
    [
      'before the key after it, above its comment',
      '# p\nport = 1\n',
      insert('name', 3),
      'name = 3\n# p\nport = 1\n',
    ],
    [
      'at the end when it is not in the schema',
      'name = 1\nzzz = 2\n',
      insert('aaa', 3),
      'name = 1\nzzz = 2\naaa = 3\n',
    ],
    ['tables among tables', '[name]\n\n[log]\n', insert('tls.x', 3), '[name]\n\n[tls]\nx = 3\n\n[log]\n'],
    ['tables before tables', '# log\n[log]\n', insert('tls.x', 3), '[tls]\nx = 3\n\n# log\n[log]\n'],
    [
      'below the comments of the file, blank lines before them or not',
      '\n#:schema a.json\nport = 1\n',
      insert('name', 3),
      '\n#:schema a.json\nname = 3\nport = 1\n',
    ],
    [
      'below a licence and the directive that follows it, above its comment',
      '# Copyright X\n#:schema a.json\n# p\nport = 1\n',
      insert('name', 3),
      '# Copyright X\n#:schema a.json\nname = 3\n# p\nport = 1\n',
    ],
    ['in elements of arrays', '[[list]]\nname = 1\n', insert('list.0.id', 3), '[[list]]\nid = 3\nname = 1\n'],
    [
      'in inline tables',
      'list = [{ name = 1 }]\n',
      insert('list.0.id', 3),
      'list = [{ id = 3, name = 1 }]\n',
    ],
    [
      'where a position is asked for, that counts',
      'name = 1\nlog = 2\n',
      insert('port', 3, { after: 'log' }),
      'name = 1\nlog = 2\nport = 3\n',
    ],
    ['and before', '# n\nname = 1\n', insert('log', 3, { before: 'name' }), 'log = 3\n# n\nname = 1\n'],
  ])('%s', (_name, before, asked, after) => {
    given(before, { order }).when(asked).becomes(after);
  });
});

describe('inline tables on several lines', () => {
  const text = 'a = {\n  # b\n  b = 1, # one\n  c = 2\n}\n';
  test('get lines like theirs', () => {
    given(text, { version: '1.1' })
      .when(set('a.d', 3))
      .becomes('a = {\n  # b\n  b = 1, # one\n  c = 2,\n  d = 3\n}\n');
  });

  test('lose lines with their comments', () => {
    given(text, { version: '1.1' }).when(remove('a.b')).becomes('a = {\n  c = 2\n}\n');
  });

  test('can be edited where 1.0 is expected, too', () => {
    given(text).when(set('a.c', 3)).becomes('a = {\n  # b\n  b = 1, # one\n  c = 3\n}\n');
  });
});

describe('an insertion that cannot be', () => {
  test.each([
    ['of a key that exists', 'a = 1\n', insert('a', 2), 'already-exists', set('a', 2)],
    ['under a value', 'a = 1\n', insert('a.b.c', 2), 'key-under-value', set('a', { b: { c: 2 } })],
    ['of a key in an array', 'a = [1]\n', insert('a.b', 2), 'array-needs-index', insert('a.0.b', 2)],
    [
      'of a key in an array of tables',
      '[[a]]\n[[a]]\n',
      insert('a.b', 2),
      'array-needs-index',
      insert('a.1.b', 2),
    ],
    ['past the end of an array', 'a = [1]\n', insert('a.3', 2), 'index-out-of-range', insert('a.1', 2)],
    [
      'of an index in a table',
      '[a]\n',
      insert('a.0', 2),
      'not-an-array',
      { ...insert('a', 2), path: ['a', '0'] } as const,
    ],
    ['of a value in an array of tables', '[[a]]\n', insert('a.1', 2), 'not-a-table', undefined],
    ['of nothing', '', { kind: 'insert', path: path(''), value: raw('1') } as const, 'empty-path', undefined],
    ['of half a character', '', insert('a', '\ud800'), 'invalid-value', undefined],
    [
      'under half a character',
      '',
      { ...insert('a', 1), path: ['\ud800'] } as const,
      'invalid-value',
      undefined,
    ],
    ['of a number that is too large', '', insert('a', 2n ** 63n), 'invalid-value', undefined],
    [
      'of a date that does not exist',
      '',
      insert('a', { type: 'local-date', value: '2026-02-30' }),
      'invalid-value',
      undefined,
    ],
    [
      'deeper than can be read',
      '',
      { ...insert('a', 1), path: Array<string>(129).fill('a') } as const,
      'too-deep',
      undefined,
    ],
  ] as const)('%s', (_name, before, asked, code, nearest) => {
    given(before).when(asked).isRefused(code, nearest);
  });
});
