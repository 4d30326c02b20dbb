import { describe, test } from 'vitest';
import { given, lines, remove } from './given.ts';

describe('deleting a key', () => {
  test.each([
    ['takes its line', 'a = 1\nb = 2\nc = 3\n', 'b', 'a = 1\nc = 3\n'],
    [
      'takes the comments above and beside it',
      'a = 1\n# b\n# more\nb = 2 # two\nc = 3\n',
      'b',
      'a = 1\nc = 3\n',
    ],
    ['leaves comments behind a blank line', '# a\n\nb = 2\nc = 3\n', 'b', '# a\n\nc = 3\n'],
    ['leaves the comment below, which is the next one’s', 'a = 1\n# b\nb = 2\n', 'a', '# b\nb = 2\n'],
    ['leaves a schema directive', '#:schema x\na = 1\n', 'a', '#:schema x\n'],
    [
      'leaves a licence',
      '# Copyright me\n# all rights\na = 1\nb = 2\n',
      'a',
      '# Copyright me\n# all rights\nb = 2\n',
    ],
    ['leaves one blank line of two', 'a = 1\n\nb = 2\n\nc = 3\n', 'b', 'a = 1\n\nc = 3\n'],
    ['leaves no blank line at the end', 'a = 1\n\nb = 2\n', 'b', 'a = 1\n'],
    ['leaves no blank line at the beginning', 'a = 1\n\nb = 2\n', 'a', 'b = 2\n'],
    ['leaves the byte order mark', '\ufeffa = 1\nb = 2\n', 'a', '\ufeffb = 2\n'],
    ['leaves a last line without an end', 'a = 1\nb = 2', 'b', 'a = 1'],
    ['leaves a last line without an end after CR LF', 'a = 1\r\nb = 2', 'b', 'a = 1'],
    ['leaves an empty file', 'a = 1', 'a', ''],
    ['takes all lines of its value', 'a = [\n  1, # one\n]\nb = """\n# x\n"""\n', 'a', 'b = """\n# x\n"""\n'],
    ['leaves the header of its table', '[a]\nb = 1\n', 'a.b', '[a]\n'],
    ['takes a dotted key', 'a.b = 1\na.c = 2\n', 'a.b', 'a.c = 2\n'],
    ['takes it from an inline table', 'a = { b = 1, c = 2, d = 3 }\n', 'a.c', 'a = { b = 1, d = 3 }\n'],
    ['at the beginning of it', 'a = { b = 1, c = 2 }\n', 'a.b', 'a = { c = 2 }\n'],
    ['at the end of it', 'a = {b = 1, c = 2}\n', 'a.c', 'a = {b = 1}\n'],
    ['the only one of it', 'a = { b = 1 }\n', 'a.b', 'a = {}\n'],
    ['all dotted keys of an inline table', 'a = { b.c = 1, d = 2, b.e = 3 }\n', 'a.b', 'a = { d = 2 }\n'],
    ['takes an item', 'a = [1, 2, 3]\n', 'a.1', 'a = [1, 3]\n'],
    ['takes the last item and keeps its comma', 'a = [1, 2,]\n', 'a.1', 'a = [1,]\n'],
    [
      'takes an item beside others on a line',
      'a = [\n  1, 2, # two\n  3\n]\n',
      'a.1',
      'a = [\n  1,\n  3\n]\n',
    ],
    ['takes an item after which the bracket closes', 'a = [\n  1,\n  2]\n', 'a.1', 'a = [\n  1]\n'],
    [
      'takes an item with the comma on the next line',
      'a = [ 1\n    , 2\n    , 3 ]\n',
      'a.1',
      'a = [ 1\n    , 3 ]\n',
    ],
  ])('%s', (_name, before, dotted, after) => {
    given(before).when(remove(dotted)).becomes(after);
  });
});

describe('deleting a table', () => {
  test.each([
    ['takes its section', '[a]\nx = 1\n\n[b]\ny = 2\n\n[c]\n', 'b', '[a]\nx = 1\n\n[c]\n'],
    ['takes the last section', '[a]\nx = 1\n\n[b]\ny = 2\n', 'b', '[a]\nx = 1\n'],
    ['takes the first section', '[a]\nx = 1\n\n[b]\ny = 2\n', 'a', '[b]\ny = 2\n'],
    ['takes its comments', '# a\n[a] # beside\n# x\nx = 1\n# y = 1\n\n# b\n[b]\n', 'a', '# b\n[b]\n'],
    [
      'leaves comments that stand apart',
      '[z]\n\n# apart\n\n[a]\nx = 1\n\n# more\n\n[b]\n',
      'a',
      '[z]\n\n# apart\n\n# more\n\n[b]\n',
    ],
    ['takes what is inside it', '[a]\nx = 1\n\n# inside\n\ny = 2\n\n[b]\n', 'a', '[b]\n'],
    ['takes tables inside it from everywhere', '[a]\n[b]\n[a.c]\nx = 1\n[d]\n[[a.e]]\n', 'a', '[b]\n[d]\n'],
    ['that was not written itself', '[b]\n[a.c]\n[a.d]\n', 'a', '[b]\n'],
    ['before its parent', '[a.b]\nx = 1\n\n[a]\ny = 2\n', 'a.b', '[a]\ny = 2\n'],
    ['made of dotted keys', 'a.b = 1\nx = 1\na.c.d = 2\n', 'a', 'x = 1\n'],
    [
      'of dotted keys and sections',
      '[s]\na.b = 1\nx = 1\n\n[s.a.t]\ny = 1\n\n[z]\n',
      's.a',
      '[s]\nx = 1\n\n[z]\n',
    ],
    [
      'an element of an array',
      '[[a]]\nx = 1\n[[a]]\nx = 2\n[a.t]\n[[a]]\nx = 3\n',
      'a.1',
      '[[a]]\nx = 1\n[[a]]\nx = 3\n',
    ],
    ['an array of tables', 'x = 1\n\n[[a]]\n\n[[a]]\n[a.t]\n\n[b]\n', 'a', 'x = 1\n\n[b]\n'],
    ['the only table of an implicit one, which goes too', '[a.b.c]\nx = 1\n', 'a.b.c', ''],
    ['an inline table', '# a\na = { b = 1 }\nc = 1\n', 'a', 'c = 1\n'],
    ['with a quoted name', '["a b".c]\nx = 1\n', ['a b', 'c'], ''],
  ])('%s', (_name, before, dotted, after) => {
    const asked = typeof dotted === 'string' ? remove(dotted) : ({ kind: 'delete', path: dotted } as const);
    given(before).when(asked).becomes(after);
  });

  test('keeps CR LF and tabs of all else', () => {
    given('[a]\r\n\tx = 1\r\n\r\n[b]\r\n\ty = 2').when(remove('b')).becomes('[a]\r\n\tx = 1');
  });

  test('of what is not there is refused', () => {
    given(lines('[a]', 'x = [1]')).when(remove('a.y')).isRefused('not-found');
    given(lines('[a]', 'x = [1]')).when(remove('a.x.1')).isRefused('not-found');
    given(lines('[a]', 'x = [1]')).when(remove('')).isRefused('empty-path');
  });
});
