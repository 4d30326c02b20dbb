import { describe, test } from 'vitest';
import { given, lines, move } from './given.ts';

describe('moving a key', () => {
  test.each([
    [
      'takes its comments along',
      lines('[a]', '# about x', '# more', 'x = 0xFF # beside', 'y = 1', '', '[b]', 'z = 1'),
      move('a.x', 'b.x'),
      lines('[a]', 'y = 1', '', '[b]', 'z = 1', '# about x', '# more', 'x = 0xFF # beside'),
    ],
    [
      'takes the manner of its new place',
      '[a]\nx=1\n\n[b]\n\tlonger = 1\n',
      move('a.x', 'b.x'),
      '[a]\n\n[b]\n\tlonger = 1\n\tx = 1\n',
    ],
    [
      'keeps how it is written',
      "'x' = 'y'\n\n[b]\nz = \"1\"\n",
      move('x', 'b.x'),
      "[b]\nz = \"1\"\n'x' = 'y'\n",
    ],
    ['can rename it', '[a]\nx = 1\n\n[b]\n', move('a.x', 'b.y'), '[a]\n\n[b]\ny = 1\n'],
    ['in the same table only renames it', '[a]\nx = 1\nz = 1\n', move('a.x', 'a.y'), '[a]\ny = 1\nz = 1\n'],
    ['to the root', '[a]\nx = 1\n', move('a.x', 'x'), 'x = 1\n\n[a]\n'],
    ['to a new table', 'x = 1 # one\ny = 2\n', move('x', 'a.b.x'), 'y = 2\n\n[a.b]\nx = 1 # one\n'],
    ['to dotted keys', 'x = 1\na.y = 2\n', move('x', 'a.x'), 'a.y = 2\na.x = 1\n'],
    ['out of dotted keys', 'a.y = 2\na.z = 2\n', move('a.y', 'y'), 'a.z = 2\ny = 2\n'],
    ['into an inline table', 'x = 1\na = { y = 2 }\n', move('x', 'a.x'), 'a = { y = 2, x = 1 }\n'],
    ['out of an inline table', 'a = { x = 1, y = 2 }\n', move('a.x', 'x'), 'a = { y = 2 }\nx = 1\n'],
    [
      'a value of several lines',
      'x = [\n  1, # one\n]\n[a]\n',
      move('x', 'a.x'),
      '[a]\nx = [\n  1, # one\n]\n',
    ],
    [
      'its only table vanishes',
      '[a.b]\n\n[c.d]\nx = 1\n',
      move('c.d.x', 'a.x'),
      '[a]\nx = 1\n\n[a.b]\n\n[c.d]\n',
    ],
    ['in a file without a last line end', 'x = 1\n[a]\ny = 1', move('x', 'a.x'), '[a]\ny = 1\nx = 1'],
    ['from the last line', '[a]\n[b]\nx = 1', move('b.x', 'a.x'), '[a]\nx = 1\n[b]'],
    ['in an array', 'a = [1, 2, 3]\n', move('a.0', 'a.2'), 'a = [2, 3, 1]\n'],
    [
      'from item to item',
      'a = [{ x = 1 }, { y = 2 }]\n',
      move('a.0.x', 'a.1.x'),
      'a = [{}, { y = 2, x = 1 }]\n',
    ],
    [
      'an item with its comments',
      'a = [\n  # one\n  1, # 1\n  2, # 2\n]\n',
      move('a.0', 'a.1'),
      'a = [\n  2, # 2\n  # one\n  1, # 1\n]\n',
    ],
  ])('%s', (_name, before, asked, after) => {
    given(before).when(asked).becomes(after);
  });
});

describe('moving a table', () => {
  test.each([
    [
      'takes its sections with all that is in them',
      lines(
        '# tls',
        '[server.tls] # beside',
        'on = true',
        '',
        '# inner',
        '[server.tls.keys]',
        'a = 1',
        '',
        '[client]',
        'x = 1',
        '',
        '[z]',
      ),
      move('server.tls', 'client.tls'),
      lines(
        '[client]',
        'x = 1',
        '',
        '# tls',
        '[client.tls] # beside',
        'on = true',
        '',
        '# inner',
        '[client.tls.keys]',
        'a = 1',
        '',
        '[z]',
      ),
    ],
    ['from several places', '[a.x]\n[b]\n[a.y]\n[c]\n', move('a', 'c.a'), '[b]\n[c]\n[c.a.x]\n[c.a.y]\n'],
    ['an inline one', 't = { a = 1 }\n\n[b]\n', move('t', 'b.t'), '[b]\nt = { a = 1 }\n'],
    [
      'of dotted keys to a header',
      '[a]\nt.x = 1 # one\nt.y.z = 2\n\n[b]\n\n[b.c]\n',
      move('a.t', 'b.t'),
      '[a]\n\n[b]\n\n[b.c]\n\n[b.t]\nx = 1 # one\ny.z = 2\n',
    ],
    [
      'of dotted keys to dotted keys',
      '[a]\nt.x = 1\n\n[b]\nu.y = 1\n',
      move('a.t', 'b.t'),
      '[a]\n\n[b]\nu.y = 1\nt.x = 1\n',
    ],
    [
      'of dotted keys and sections',
      '[a]\nt.x = 1\n\n[a.t.s]\ny = 1\n\n[b]\n\n[b.c]\n',
      move('a.t', 'b.t'),
      '[a]\n\n[b]\n\n[b.c]\n\n[b.t]\nx = 1\n\n[b.t.s]\ny = 1\n',
    ],
    [
      'an array of tables',
      '[[a]]\nx = 1\n\n[[a]]\n[a.t]\n\n[b]\n',
      move('a', 'b.a'),
      '[b]\n\n[[b.a]]\nx = 1\n\n[[b.a]]\n[b.a.t]\n',
    ],
    [
      'an element in its array',
      '[[a]]\nx = 1\n[a.t]\n\n[[a]]\nx = 2\n',
      move('a.0', 'a.1'),
      '[[a]]\nx = 2\n\n[[a]]\nx = 1\n[a.t]\n',
    ],
    [
      'an element out of its array',
      '[[a]]\nx = 1\n[a.t]\n\n[[a]]\nx = 2\n',
      move('a.0', 'b'),
      '[[a]]\nx = 2\n\n[b]\nx = 1\n[b.t]\n',
    ],
    [
      'into an array',
      '[[a]]\nx = 1\n\n[b]\nx = 2\n[b.t]\n',
      move('b', 'a.0'),
      '[[a]]\nx = 2\n[a.t]\n\n[[a]]\nx = 1\n',
    ],
    [
      'from element to element',
      '[[a]]\n[a.t]\nx = 1\n\n[[a]]\ny = 1\n',
      move('a.0.t', 'a.1.t'),
      '[[a]]\n\n[[a]]\ny = 1\n\n[a.t]\nx = 1\n',
    ],
    [
      'into an inline table',
      '[t]\nx = 1\n\n[b]\ni = { y = 1 }\n',
      move('t', 'b.i.t'),
      '[b]\ni = { y = 1, t = { x = 1 } }\n',
    ],
    [
      'keeps its file header where it is',
      '# file\n\n# a\n[a]\nx = 1\n\n[b]\n',
      move('a', 'b.a'),
      '# file\n\n[b]\n\n# a\n[b.a]\nx = 1\n',
    ],
    ['to the root', '[a.t]\nx = 1\n\n[b]\n', move('a.t', 't'), '[b]\n\n[t]\nx = 1\n'],
    [
      'under a later item once it is gone',
      '[[a]]\nx = 1\n\n[[a]]\ny = 1\n',
      move('a.0', 'a.1.t'),
      '[[a]]\ny = 1\n\n[a.t]\nx = 1\n',
    ],
  ])('%s', (_name, before, asked, after) => {
    given(before).when(asked).becomes(after);
  });

  test('is refused where it cannot be', () => {
    given(lines('[a]', '[b]')).when(move('a', 'b')).isRefused('already-exists');
    given(lines('[a]', 'x = 1')).when(move('a', 'a.x.y')).isRefused('into-itself');
    given(lines('a = 1', 'b = 1')).when(move('a', 'b.a')).isRefused('key-under-value');
    given(lines('a = 1')).when(move('b', 'c')).isRefused('not-found');
    given(lines('[a] # c', '[b]', 'i = {}'))
      .when(move('a', 'b.i.a'))
      .isRefused('comment-has-no-place', move('a', 'b.a'));
    given(lines('# x', 'x = 1', '[b]', 'i = {}'))
      .when(move('x', 'b.i.x'))
      .isRefused('comment-has-no-place', move('x', 'b.x'));
  });

  test.each([
    ['the last key of a table', '[a]\nx = 1\n# why\ny = 2 # beside\n\n[b]\nz = 3\n', 'a.y', 'b.y'],
    ['the last key at the top', '# file\n\nx = 1\n# why\ny = 2\n\n[b]\n', 'y', 'b.y'],
    ['a dotted key', 't.a = 1\nt.b = 2\n\n[u]\nc = 3\n', 't.b', 'u.b'],
    ['a table with its comments', '[a]\n\n# about t\n[a.t] # beside\nx = 1\n\n[b]\n', 'a.t', 'b.t'],
    ['an item', 'l = [1, 2, 3]\nm = []\n', 'l.2', 'm.0'],
    ['a member of an inline table', 'p = { x = 1, y = 2 }\nq = {}\n', 'p.y', 'q.y'],
  ])('there and back restores the text: %s', (_name, text, from, to) => {
    const there = given(text).when(move(from, to)).result;
    if (!there.ok) throw new Error(there.reason.message);
    given(there.document.text).when(move(to, from)).becomes(text);
  });
});
