import { describe, expect, it } from 'vitest';
import { format } from '../../../../shared/toml/format/index.ts';
import { parse } from '../../../../shared/toml/index.ts';
import { given } from './given.ts';

/** Lines as they stand in the file. */
function lines(...each: string[]): string {
  return each.map((line) => `${line}\n`).join('');
}

describe('spacing', () => {
  it('is one blank around the equals sign and none around dots', () => {
    given('a=1\nb   =   2\nc . d\t= 3\n').becomes('a = 1\nb = 2\nc.d = 3\n');
  });

  it('is none inside the brackets of headers', () => {
    given('[ a . "b c" ]\n\n[[ d ]]   # why\n').becomes('[a."b c"]\n\n[[d]] # why\n');
  });

  it('is none inside arrays, one inside inline tables, one after commas', () => {
    given('a = [1,2 ,3, ]\nb = {x=1,y = {z=2} }\nc = [ ]\nd = {  }\n').becomes(
      'a = [1, 2, 3]\nb = { x = 1, y = { z = 2 } }\nc = []\nd = {}\n',
    );
  });

  it('inside brackets is a matter of options', () => {
    given('a = [1]\nb = { x = [] }\n', { padArrays: true, padInlineTables: false }).becomes(
      'a = [ 1 ]\nb = {x = []}\n',
    );
  });

  it('leaves no blanks at the end of lines, comments included', () => {
    given('a = 1 \t\n# note \t\n[t]  \n').becomes('a = 1\n\n# note\n[t]\n');
  });

  it('keeps how keys and values are written', () => {
    const text = `'a' = 'x'\n"b" = "\\u0041"\nc = 0xDEAD_beef\nd = +1_000.50e+1\ne = 1979-05-27 07:32:00z\n`;
    given(text.replaceAll(' = ', '=')).becomes(text);
  });

  it('never reaches into strings', () => {
    given('a="""\n  x=1   \n\n\n\n# no comment\n"""\nb=\'\'\'\n\t[ 1 ]\'\'\'   # real\n').becomes(
      'a = """\n  x=1   \n\n\n\n# no comment\n"""\nb = \'\'\'\n\t[ 1 ]\'\'\' # real\n',
    );
  });
});

describe('equals signs', () => {
  it('that are aligned stay aligned, also when one line came out of step', () => {
    given(lines('host    = 1', 'port    = 2', 'user     =3', 'timeout = 4')).becomes(
      lines('host    = 1', 'port    = 2', 'user    = 3', 'timeout = 4'),
    );
  });

  it('make room for the longest key of their block only', () => {
    given(lines('a  = 1', 'bb = 2', 'ccc=3', '', 'd=1', 'eeee=2')).becomes(
      lines('a   = 1', 'bb  = 2', 'ccc = 3', '', 'd = 1', 'eeee = 2'),
    );
  });

  it('share a column by chance without being aligned', () => {
    given(lines('type=1', 'long = 2', 'name  =3', 'other = 4')).becomes(
      lines('type = 1', 'long = 2', 'name = 3', 'other = 4'),
    );
  });

  it('are aligned, or not, as asked', () => {
    given(lines('a=1', 'bbb=2'), { alignEquals: true }).becomes(lines('a   = 1', 'bbb = 2'));
    given(lines('a   = 1', 'bbb = 2'), { alignEquals: false }).becomes(lines('a = 1', 'bbb = 2'));
  });

  it('count wide characters as two columns', () => {
    given(lines('"端口" = 1', '"name"=2', 'x=3'), { alignEquals: true }).becomes(
      lines('"端口" = 1', '"name" = 2', 'x      = 3'),
    );
  });
});

describe('comments beside lines', () => {
  it('stand one blank behind, or two where the file leaves two everywhere', () => {
    given('a = 1# one\nb = 2    # two\n').becomes('a = 1 # one\nb = 2 # two\n');
    given('a = 1  # one\nbcd = 2   # two\n').becomes('a = 1  # one\nbcd = 2  # two\n');
  });

  it('that are aligned stay aligned, also when one line came out of step', () => {
    given(lines('a = 1      # one', 'bcd = 22   # two', 'efghij = 3 # three', 'k = 4444 # four')).becomes(
      lines('a = 1      # one', 'bcd = 22   # two', 'efghij = 3 # three', 'k = 4444   # four'),
    );
  });

  it('are aligned inside a block when asked for', () => {
    given(
      lines('a = 1 # one', 'none = "a longer line without"', 'bcd = 22 # two', '', 'longer = 3 # three'),
      {
        alignComments: true,
      },
    ).becomes(
      lines('a = 1    # one', 'none = "a longer line without"', 'bcd = 22 # two', '', 'longer = 3 # three'),
    );
  });

  it('are aligned inside arrays too', () => {
    given(lines('a = [', '  1, # one', '  "long", # two', '', '  3 # three', '] # all'), {
      alignComments: true,
    }).becomes(lines('a = [', '  1,      # one', '  "long", # two', '', '  3, # three', '] # all'));
  });

  it('do not look across values on several lines', () => {
    given(lines('aaaaaa = 1 # one', 'b = """', 'x""" # two', 'c = 3 # three'), {
      alignComments: true,
    }).stays();
  });

  it('leave lines over the width alone', () => {
    const long = `b = "${'x'.repeat(80)}"`;
    given(`a = 1 # one\n${long}  # two\nccc = 3 # three\n`, { alignComments: true }).becomes(
      `a = 1   # one\n${long} # two\nccc = 3 # three\n`,
    );
  });
});

describe('blank lines', () => {
  it('are none at the start and the end, and two in a row at most', () => {
    given('\n  \na = 1\n\n\n\n\t\nb = 2\n\n\n').becomes('a = 1\n\n\nb = 2\n');
    given('a = 1\n\n\nb = 2\n', { blankLines: 1 }).becomes('a = 1\n\nb = 2\n');
  });

  it('are one before a header, which takes the comments above it along', () => {
    given('a = 1\n[b]\n[c]\n# about d\n[[d]]\n').becomes('a = 1\n\n[b]\n\n[c]\n\n# about d\n[[d]]\n');
    given('a = 1\n[b]\n', { blankLinesBeforeHeaders: 2 }).becomes('a = 1\n\n\n[b]\n');
    given('a = 1\n[b]\n', { blankLinesBeforeHeaders: 0 }).stays();
  });

  it('do not part commented-out keys from the section they were in', () => {
    given('[a]\nx = 1\n# y = 2\n# about b\n[b]\n').becomes('[a]\nx = 1\n# y = 2\n\n# about b\n[b]\n');
  });

  it('are not asked for below the comments that open a file', () => {
    given('# what this is\n[a]\n').stays();
    given('\n#:schema ./a.json\n[a]\n').becomes('#:schema ./a.json\n[a]\n');
  });

  it('make an empty file of one that holds nothing else', () => {
    given('').stays();
    given('\n \n\n').becomes('');
  });
});

describe('arrays', () => {
  it('that are too wide are written one item a line, with a comma at the end', () => {
    given('hosts = ["a.example.org", "b.example.org"] # both\n', { lineWidth: 30 }).becomes(
      lines('hosts = [', '  "a.example.org",', '  "b.example.org",', '] # both'),
    );
  });

  it('on several lines stay so, or are joined where that is asked for and they fit one', () => {
    given(lines('a = [', '  1,', '', '  2,', ']'), { joinArrays: true }).becomes(lines('a = [1, 2]'));
    given(lines('a = [', '  1,', '  2', ']')).becomes(lines('a = [', '  1,', '  2,', ']'));
  });

  it('with comments stay on several lines, each comment at its item', () => {
    given(
      lines('a=[ # why', '    # first', '"x" # x', ',', '', '', '"y", "z", # z', '# "old",', '# [TODO]', ']'),
    ).becomes(
      lines(
        'a = [ # why',
        '    # first',
        '    "x", # x',
        '',
        '',
        '    "y",',
        '    "z", # z',
        '    # "old",',
        '    # [TODO]',
        ']',
      ),
    );
  });

  it('keep a comment that is all they hold', () => {
    given('deny = [\n#"Nokia",\n]\n').becomes('deny = [\n  #"Nokia",\n]\n');
  });

  it('of numbers keep their rows, or fill lines', () => {
    given(lines('m = [', '1,2,3,', '4,5,6,', ' 7 ]'), { lineWidth: 20 }).becomes(
      lines('m = [', '  1, 2, 3,', '  4, 5, 6,', '  7,', ']'),
    );
    given('m = [100, 200, 300, 400, 500]\n', { lineWidth: 20 }).becomes(
      lines('m = [', '  100, 200, 300,', '  400, 500,', ']'),
    );
  });

  it('inside arrays are broken where they must be', () => {
    given('m = [["aaaa", "bbbb"], ["cccc", ["dddddddd", "eeeeeeee"]]]\n', { lineWidth: 24 }).becomes(
      lines(
        'm = [',
        '  ["aaaa", "bbbb"],',
        '  [',
        '    "cccc",',
        '    [',
        '      "dddddddd",',
        '      "eeeeeeee",',
        '    ],',
        '  ],',
        ']',
      ),
    );
  });

  it('hold strings on several lines as they did', () => {
    given('a = ["""\nx\n""","y"]\n').becomes('a = ["""\nx\n""", "y"]\n');
    given('a = [\n"""\nx""","y"]\n').becomes('a = [\n  """\nx""",\n  "y",\n]\n');
  });

  it('have no comma at the end when that is asked for', () => {
    given(lines('a = [', '  "long enough",', ']'), { lineWidth: 15, trailingComma: false }).becomes(
      lines('a = [', '  "long enough"', ']'),
    );
  });
});

describe('inline tables', () => {
  it('are never broken in TOML 1.0, and neither are one-line arrays in them', () => {
    given('a = { long = "value", other = ["one", "two"] }\n', { lineWidth: 20 }).stays();
  });

  it('hold broken arrays that cannot be joined', () => {
    given('a = {x=[1,# one\n2], y = 1}\n').becomes('a = { x = [\n  1, # one\n  2,\n], y = 1 }\n');
    given('a = {x=["one",\n"two"], y = 1}\n', { lineWidth: 20 }).becomes(
      'a = { x = [\n  "one",\n  "two",\n], y = 1 }\n',
    );
  });

  it('stay in one line each in an array', () => {
    given('a = [{ name = "one" },\n{ name = "two" }]\n', { lineWidth: 25 }).becomes(
      lines('a = [', '  { name = "one" },', '  { name = "two" },', ']'),
    );
  });

  it('are like arrays in TOML 1.1', () => {
    given('a = {long = "value", other = 2}\n', { lineWidth: 20 }, '1.1').becomes(
      lines('a = {', '  long = "value",', '  other = 2,', '}'),
    );
    given('a = {\n x = 1, # why\n y = 2\n}\nb = {\n z = 3,\n}\n', { joinArrays: true }, '1.1').becomes(
      'a = {\n x = 1, # why\n y = 2,\n}\nb = { z = 3 }\n',
    );
  });
});

describe('indentation', () => {
  it('is none where most of the file has none', () => {
    given('  a = 1\n[b]\nc = 1\n  d = 2\ne = 3\n  # note\n  f = 4\n').becomes(
      'a = 1\n\n[b]\nc = 1\nd = 2\ne = 3\n# note\nf = 4\n',
    );
  });

  it('is what the file uses where it is indented', () => {
    given('[a]\n\tx = 1\n\ty = [\n"one", # 1\n]\n# about z\n z = 1\n\n\t[a.b]\n\t\tx = 1\n').becomes(
      '[a]\n\tx = 1\n\ty = [\n\t\t"one", # 1\n\t]\n\t# about z\n\tz = 1\n\n\t[a.b]\n\t\tx = 1\n',
    );
  });

  it('follows headers into the tables they are in', () => {
    given('[a]\n[a.b]\n[a.b.c]\nx = 1\n[[a.d]]\n[e.f]\n[a.g]\n', {
      indentTables: true,
      indentKeys: true,
      blankLinesBeforeHeaders: 0,
    }).becomes('[a]\n  [a.b]\n    [a.b.c]\n      x = 1\n  [[a.d]]\n[e.f]\n[a.g]\n');
  });

  it('of array items is what most arrays have', () => {
    given(
      lines('a = [', '    1, # one', ']', 'b = [', '    2, # two', ']', 'c = [', '  3, # three', ']'),
    ).becomes(
      lines('a = [', '    1, # one', ']', 'b = [', '    2, # two', ']', 'c = [', '    3, # three', ']'),
    );
  });

  it('of comments between sections is left at the margin', () => {
    given('[a]\n  x = 1\n# y = 2\n\n# --- next ---\n\n# about b\n[b]\n  x = 1\n').becomes(
      '[a]\n  x = 1\n  # y = 2\n\n# --- next ---\n\n# about b\n[b]\n  x = 1\n',
    );
  });
});

describe('line endings', () => {
  it('stay CR LF', () => {
    given('a=[\r\n1, # one\r\n]\r\n[b]').becomes('a = [\r\n  1, # one\r\n]\r\n\r\n[b]\r\n');
  });

  it('that are mixed become what most lines have', () => {
    given('a = 1\r\nb = 2\nc = 3\r\n').becomes('a = 1\r\nb = 2\r\nc = 3\r\n');
    given('a = 1\r\nb = 2\nc = 3\n').becomes('a = 1\nb = 2\nc = 3\n');
  });

  it('are put behind the last line, unless that is not wanted', () => {
    given('a = 1').becomes('a = 1\n');
    given('a=1', { finalNewline: false }).becomes('a = 1');
    given('a=1\n\n', { finalNewline: false }).becomes('a = 1\n');
  });

  it('leave the byte order mark where it is', () => {
    given('\ufeff\n a=1').becomes('\ufeffa = 1\n');
  });
});

describe('the setting of an editor', () => {
  it('indents only where the file shows no indentation of its own', () => {
    given('a = [\n1,\n2 # two\n]\n', { usualIndent: '    ' }).becomes('a = [\n    1,\n    2, # two\n]\n');
    given('a = [\n  1, # one\n]\nb = [\n2 # two\n]\n', { usualIndent: '\t' }).becomes(
      'a = [\n  1, # one\n]\nb = [\n  2, # two\n]\n',
    );
  });
});

describe('keys in the order of a schema', () => {
  const order = (table: readonly string[]) =>
    ({ '': ['name', 'port', 'server'], server: ['host', 'port'], 'server.tls': ['cert', 'key'] })[
      table.join('.')
    ];

  it('take the comments above and beside them along', () => {
    given(lines('# about port', '# and more', 'port=1 # beside', 'name = "x"', '# last'), { order }).becomes(
      lines('name = "x"', '# about port', '# and more', 'port = 1 # beside', '# last'),
    );
  });

  it('come before those that the schema does not know, which keep their order', () => {
    given(lines('z = 1', 'port = 2', 'a = 3', 'name = 4'), { order }).becomes(
      lines('name = 4', 'port = 2', 'z = 1', 'a = 3'),
    );
  });

  it('never cross a blank line or a header', () => {
    given(lines('port = 1', '', 'name = 2', '', '[server]', 'tls = {}', 'port = 1', 'host = 2'), {
      order,
    }).becomes(lines('port = 1', '', 'name = 2', '', '[server]', 'host = 2', 'port = 1', 'tls = {}'));
  });

  it('are sorted through dots and in inline tables', () => {
    given(
      lines('server.tls.key = 1', 'server.port = 2', 'name = 3', 'server.tls.cert = 4', 'server.host = 5'),
      { order },
    ).becomes(
      lines('name = 3', 'server.host = 5', 'server.port = 2', 'server.tls.cert = 4', 'server.tls.key = 1'),
    );
    given('server = {tls={key=1,cert=2},port=3, host = 4}\n', { order }).becomes(
      'server = { host = 4, port = 3, tls = { cert = 2, key = 1 } }\n',
    );
  });

  it('leave the comments of the file at its top', () => {
    given(lines('#:schema ./a.json', 'port = 1', 'name = 2'), { order }).becomes(
      lines('#:schema ./a.json', 'name = 2', 'port = 1'),
    );
    given(lines('', '# Copyright', '#:schema ./a.json', '# about port', 'port = 1', 'name = 2'), {
      order,
    }).becomes(lines('# Copyright', '#:schema ./a.json', 'name = 2', '# about port', 'port = 1'));
  });

  it('are moved by as little text as can be', () => {
    const text = lines('server = {}', 'name = "x"', 'port = 1');
    const result = format(parse(text), { order });
    expect(result).toEqual({
      ok: true,
      changes: [
        { start: 0, end: 12, text: '' },
        { start: 32, end: 32, text: 'server = {}\n' },
      ],
    });
  });

  it('may stand behind a last line without a line break', () => {
    given('port = 1\nname = 2', { order }).becomes('name = 2\nport = 1\n');
    given('port = 1\nname = 2', { order, finalNewline: false }).becomes('name = 2\nport = 1');
  });
});

describe('a selection', () => {
  const text = 'a=1\nb=2\n\n\n\n\nc=3\n[d]\ne=[1,\n2]\nf=6';

  it('formats only what it touches', () => {
    given(text).selecting('b').becomes(text.replace('b=2', 'b = 2'));
    given(text).selecting('=2\n').becomes(text.replace('b=2', 'b = 2'));
    given(text, { joinArrays: true }).selecting('2]').becomes(text.replace('e=[1,\n2]', 'e = [1, 2]'));
    given(text).selecting('[d]').becomes(text.replace('[d]', '\n[d]'));
    given(text).selecting('f').becomes(text.replace('f=6', 'f = 6\n'));
  });

  it('may be a caret', () => {
    given(text).selecting('').becomes(text.replace('a=1', 'a = 1'));
  });

  it('takes out blank lines that are too many', () => {
    given(text).selecting('\n\n\n\nc').becomes(text.replace('\n\n\n\n\nc=3', '\n\n\nc = 3'));
  });

  it('aligns its lines with those around it', () => {
    const block = lines('a      = 1 # one', 'longer = 2 # two', 'bcd=3# three');
    given(block)
      .selecting('bcd')
      .becomes(lines('a      = 1 # one', 'longer = 2 # two', 'bcd    = 3 # three'));
  });

  it('sorts only keys that it holds with their comments', () => {
    const order = () => ['a', 'b', 'c', 'd'];
    given(lines('d=1', '# c', 'c=2', 'b=3', 'a=4'), { order })
      .selecting('c=2\nb=3\na')
      .becomes(lines('d=1', '# c', 'c = 2', 'a = 4', 'b = 3'));
  });
});

describe('a text that does not parse', () => {
  it.each([
    ['skip = ["venv,"env","migrations",".env,"."venv"\n', 'skip'],
    ['a=1\nb=\n', 'b'],
    ['a=1\n\na=2\n', 'a'],
    ['a = {\n x=1 }\n', 'a'],
    ['<<<<<<< ours\na=1\n', ''],
  ])('is left alone, and the first problem says why: %j', (text, path) => {
    const document = parse(text);
    expect(format(document)).toEqual({ ok: false, problem: document.problems[0] });
    expect(document.problems[0]).toMatchObject({ severity: 'error', path });
  });
});
