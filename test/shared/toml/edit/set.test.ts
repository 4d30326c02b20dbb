import { describe, expect, test } from 'vitest';
import { given, lines, raw, set, tables } from './given.ts';

const date = (value: string) => ({ type: 'offset-date-time', value });

describe('setting a value', () => {
  test.each([
    ['an integer', 'port = 80\n', set('port', 8080), 'port = 8080\n'],
    [
      'with all else on its line',
      '\tport  =  80  # the port\n',
      set('port', 8080),
      '\tport  =  8080  # the port\n',
    ],
    ['in a table', '[a.b]\nc = 1\n', set('a.b.c', 2), '[a.b]\nc = 2\n'],
    ['under a dotted key', 'a . b = 1\n', set('a.b', 2), 'a . b = 2\n'],
    ['in an inline table', 'a = { b = 1, c = 2 }\n', set('a.c', 3), 'a = { b = 1, c = 3 }\n'],
    ['in an array', 'a = [ 1, 2 ] # x\n', set('a.1', 3), 'a = [ 1, 3 ] # x\n'],
    [
      'in an array of tables',
      '[[a]]\nb = 1\n[[a]]\nb = 2\n',
      set('a.1.b', 3),
      '[[a]]\nb = 1\n[[a]]\nb = 3\n',
    ],
    [
      'in a table of an array of tables',
      '[[a]]\n[a.b]\nc = 1\n[[a]]\n',
      set('a.0.b.c', 3),
      '[[a]]\n[a.b]\nc = 3\n[[a]]\n',
    ],
    ['of another type', 'a = "x"\n', set('a', true), 'a = true\n'],
    ['beyond 2^53', 'a = 1\n', set('a', 9007199254740993n), 'a = 9007199254740993\n'],
    ['that is a float', 'a = 1.5\n', set('a', { type: 'float', value: 2 }), 'a = 2.0\n'],
    [
      'under a quoted key',
      '"a b".\'c.d\' = 1\n',
      { kind: 'set', path: ['a b', 'c.d'], value: raw('2') } as const,
      '"a b".\'c.d\' = 2\n',
    ],
    ['under a unicode key', '"ключ" = 1\n', set('ключ', 2), '"ключ" = 2\n'],
    ['under __proto__', '__proto__ = 1\n', set('__proto__', 2), '__proto__ = 2\n'],
    ['after a byte order mark', '\ufeffa = 1\r\n', set('a', 2), '\ufeffa = 2\r\n'],
    ['in the last line without an end', 'a = 1\nb = 1', set('b', 2), 'a = 1\nb = 2'],
    ['by a table', 'a = 1\n', set('a', { b: 1, 'c d': [1, 'x'] }), 'a = { b = 1, "c d" = [1, "x"] }\n'],
  ])('%s', (_name, before, asked, after) => {
    given(before).when(asked).becomes(after);
  });

  test.each([
    ['0xFF', 255],
    ['1_000', 1000],
    ['1e3', { type: 'float', value: 1000 }],
    ["'x'", 'x'],
    ['"""\nx"""', 'x'],
    ['1979-05-27 07:32:00z', date('1979-05-27T07:32:00Z')],
    ['nan', { type: 'float', value: Number.NaN }],
    ['[ 1,\n  2 ]', [1, 2]],
    ['{a=1,b = 2}', { b: 2, a: 1 }],
  ])('%s to what it is changes nothing', (written, value) => {
    const { result } = given(`a = ${written}\n`).when(set('a', value));
    expect(result).toMatchObject({ ok: true, changes: [] });
  });

  test('a table to what it is changes nothing', () => {
    const text = lines('a.x = 0x1', '', '[b]', '[[b.c]]', 'd = 1', '[[b.c]]', '[e.f]');
    const { result } = given(text).when(set('', { a: { x: 1 }, b: { c: [{ d: 1 }, {}] }, e: { f: {} } }));
    expect(result).toMatchObject({ ok: true, changes: [] });
  });

  test('changes only the characters that differ', () => {
    const { result } = given('a = 1\nport = 80 # x\n').when(set('port', 8080));
    expect(result).toMatchObject({ ok: true, changes: [{ start: 15, end: 15, text: '80' }] });
  });
});

describe('the style of a value that is set', () => {
  test.each([
    ['literal strings stay literal', "a = 'x'", 'C:\\new', "a = 'C:\\new'"],
    ['unless they cannot hold the text', "a = 'x'", "it's", 'a = "it\'s"'],
    ['basic strings stay basic', 'a = "x"', 'C:\\new', 'a = "C:\\\\new"'],
    ['strings of several lines stay so', 'a = """\none\n"""', 'one\ntwo "x"\n', 'a = """\none\ntwo "x"\n"""'],
    ['and literal', "a = '''\none\n'''", 'one\\\ntwo\n', "a = '''\none\\\ntwo\n'''"],
    ['as long as the text has lines', 'a = """\none\n"""', 'one', 'a = "one"'],
    ['three quotes on one line stay', "a = '''x'''", 'y', "a = '''y'''"],
    [
      'a space between date and time stays',
      'a = 1979-05-27 07:32:00Z',
      date('1980-01-01T00:00:00Z'),
      'a = 1980-01-01 00:00:00Z',
    ],
    ['a new string is literal in a file of literal strings', "a = 1\nb = 'x'", 'y', "a = 'y'\nb = 'x'"],
    ['a small z stays', 'a = 1979-05-27t07:32:00z', date('1980-01-01T00:00:00Z'), 'a = 1980-01-01t00:00:00z'],
  ])('%s', (_name, before, value, after) => {
    given(before).when(set('a', value)).becomes(after);
  });

  test('lines of a string end as the lines of the file do', () => {
    given('a = """\r\nx\r\n"""\r\n').when(set('a', 'x\ny\n')).becomes('a = """\r\nx\r\ny\r\n"""\r\n');
  });
});

describe('setting an array', () => {
  const list = lines('list = [', '  1, # one', '  # two', '  2,', '', '  3 # three', ']');
  test.each([
    [
      'changes the item that differs',
      [1, 5, 3],
      lines('list = [', '  1, # one', '  # two', '  5,', '', '  3 # three', ']'),
    ],
    [
      'adds lines at the end',
      [1, 2, 3, 4],
      lines('list = [', '  1, # one', '  # two', '  2,', '', '  3, # three', '  4', ']'),
    ],
    [
      'adds lines in the middle',
      [1, 9, 2, 3],
      lines('list = [', '  1, # one', '  9,', '  # two', '  2,', '', '  3 # three', ']'),
    ],
    [
      'adds lines at the beginning',
      [0, 1, 2, 3],
      lines('list = [', '  0,', '  1, # one', '  # two', '  2,', '', '  3 # three', ']'),
    ],
    ['removes lines with their comments', [1, 3], lines('list = [', '  1, # one', '', '  3 # three', ']')],
    [
      'removes the last line and the comma before',
      [1, 2],
      lines('list = [', '  1, # one', '  # two', '  2', '', ']'),
    ],
    ['can empty it', [], lines('list = []')],
  ])('%s', (_name, value, after) => {
    given(list).when(set('list', value)).becomes(after);
  });

  test.each([
    ['[1, 2, 3]', [1, 3], '[1, 3]'],
    ['[ 1,2,3 ]', [0, 1, 2, 3], '[ 0,1,2,3 ]'],
    ["['a', 'b']", ['a', 'c', 'b'], "['a', 'c', 'b']"],
    ['[]', [1], '[1]'],
    [
      '[[1, 2], [3]]',
      [
        [1, 2],
        [3, 4],
      ],
      '[[1, 2], [3, 4]]',
    ],
    ['[[1, 2], [3]]', [[3]], '[[3]]'],
    ['[{ a = 1 }, { a = 2 }]', [{ a: 1 }, { a: 3 }], '[{ a = 1 }, { a = 3 }]'],
    ['[{ a = 1 }]', [{ a: 1 }, { b: 'x' }], '[{ a = 1 }, { b = "x" }]'],
    ['[\n  1,\n  2,\n]', [1, 2, 3], '[\n  1,\n  2,\n  3,\n]'],
    ['[\n  1,\n  2]', [1, 2, 3], '[\n  1,\n  2,\n  3]'],
    ['[\n]', [1], '[\n  1,\n]'],
  ])('%s to %j', (before, value, after) => {
    given(`a = ${before}\n`).when(set('a', value)).becomes(`a = ${after}\n`);
  });

  test('of tables goes through its elements', () => {
    given(lines('[[a]]', 'x = 1 # one', '', '[[a]]', 'x = 2'))
      .when(set('a', tables({ x: 1, y: true }, { x: 3 }, { x: 4 })))
      .becomes(lines('[[a]]', 'x = 1 # one', 'y = true', '', '[[a]]', 'x = 3', '', '[[a]]', 'x = 4'));
  });

  test('of tables to plain values makes it a key', () => {
    given(lines('b = 1', '', '# list', '[[a]]', 'x = 1', '', '[c]'))
      .when(set('a', [1]))
      .becomes(lines('b = 1', '# list', 'a = [1]', '', '[c]'));
  });
});

describe('setting a table', () => {
  test('sets, adds and deletes keys', () => {
    given(lines('[a]', 'x = 1 # one', '# two', 'y = 2', 'z = 3', '', '[b]'))
      .when(set('a', { x: 1, z: 4, w: 'new' }))
      .becomes(lines('[a]', 'x = 1 # one', 'z = 4', 'w = "new"', '', '[b]'));
  });

  test('that exists through its tables only gives it a header when it is emptied', () => {
    given(lines('[a.b]', 'x = 1')).when(set('a', {})).becomes(lines('[a]'));
  });

  test('with raw text keeps its form', () => {
    given(lines('[a]', 'x = 1'))
      .when(set('a', raw('{ x = 1, y = 0xFF }')))
      .becomes(lines('[a]', 'x = 1', 'y = 255'));
  });

  test('to a value takes its lines away', () => {
    given(lines('z = 0', '', '# about a', '[a]', 'x = 1', '', '[b]', '', '[a.c]', 'y = 2'))
      .when(set('a', false))
      .becomes(lines('z = 0', '# about a', 'a = false', '', '[b]'));
  });

  test('inline stays inline', () => {
    given('a = {x=1, y = 2} # c\n')
      .when(set('a', { y: 3, z: {} }))
      .becomes('a = {y = 3, z = {}} # c\n');
  });
});

describe('setting the root', () => {
  test('sets, adds and deletes keys and tables', () => {
    given(lines('# file', '', 'a = 1', '', '[b]', 'x = 1', '', '[c]'))
      .when(set('', { a: 2, b: { x: 1, y: 2 }, d: { z: 1 } }))
      .becomes(lines('# file', '', 'a = 2', '', '[b]', 'x = 1', 'y = 2', '', '[d]', 'z = 1'));
  });

  test('to anything but a table is refused', () => {
    given('a = 1\n').when(set('', 1)).isRefused('not-a-table');
  });
});

describe('raw text', () => {
  test('gets the line breaks of the file', () => {
    given('b = 1\r\n')
      .when(set('a', raw('[\n  1\n]')))
      .becomes('b = 1\r\na = [\r\n  1\r\n]\r\n');
  });

  test('is written as it is', () => {
    given('a = 255 # x\n')
      .when(set('a', raw('0xff')))
      .becomes('a = 0xff # x\n');
    given('')
      .when(set('a', raw('[\n  1, # one\n]')))
      .becomes('a = [\n  1, # one\n]\n');
  });

  test.each(['', '1 # comment', '1\nb = 2', '[1', 'null', '1, 2', ' 1'])('%j is no value', (text) => {
    given('a = 1\n')
      .when(set('a', raw(text)))
      .isRefused('invalid-value');
  });

  test('of TOML 1.1 needs a document of TOML 1.1', () => {
    given('a = 1\n')
      .when(set('a', raw('{ b = 1, }')))
      .isRefused('invalid-value');
    given('a = 1\n', { version: '1.1' })
      .when(set('a', raw('{ b = 1, }')))
      .becomes('a = { b = 1, }\n');
  });
});
