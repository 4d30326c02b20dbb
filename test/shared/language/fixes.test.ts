import { describe, expect, test } from 'vitest';
import { type Fixed, fixes } from './fixing.ts';

const REFERENCE = `"\${DATABASE_PASSWORD}"`;

/** Anything may stand there, so that only the parser complains. */
const ANY = {};

describe('syntax', () => {
  test.each<[string, Fixed[]]>([
    ['a = hello world # c', [['* Quote the value: "hello world"', 'a = "hello world" # c']]],
    ['a = “x”', [['* Quote the value: "x"', 'a = "x"']]],
    ['a = True', [['* Write true', 'a = true']]],
    [
      'a = null',
      [
        ['* Make the line a comment', '# a = null'],
        ['Remove the key', ''],
      ],
    ],
    [
      'a = 007',
      [
        ['* Write 7', 'a = 7'],
        ['Quote it as text', 'a = "007"'],
      ],
    ],
    [
      'a = 99999999999999999999',
      [['* Quote it as text: "99999999999999999999"', 'a = "99999999999999999999"']],
    ],
    ['a = -1e999', [['* Write -inf', 'a = -inf']]],
    ['a = 1__0', [['* Quote it as text: "1__0"', 'a = "1__0"']]],
    ['a = 2026-13-01', [['Quote it as text: "2026-13-01"', 'a = "2026-13-01"']]],
    ['ключ = 1', [['* Quote the key: "ключ"', '"ключ" = 1']]],
    ['"""k""" = 1', [['* Write "k"', '"k" = 1']]],
    ['a: 1', [['* Write = instead of the colon', 'a = 1']]],
    ['a 1', [['* Write = after the key', 'a = 1']]],
    ['a = [1 2]', [['* Put a comma between them', 'a = [1, 2]']]],
    ['a = [\n 1 # one\n 2\n]', [['* Put a comma between them', 'a = [\n 1, # one\n 2\n]']]],
    ['a = [1,,2]', [['* Remove the comma', 'a = [1,2]']]],
    ['a = 1,', [['* Remove ,', 'a = 1']]],
    [
      'a = 1 2',
      [
        ['Make it a comment', 'a = 1 # 2'],
        ['Remove 2', 'a = 1 '],
      ],
    ],
    ['a = 1 b = 2', [['* Put it on the next line', 'a = 1\nb = 2']]],
    ['a = "x # y', [['* Close the string with "', 'a = "x # y"']]],
    ['a = [1, 2\nb = 1', [['* Close it with ]', 'a = [1, 2]\nb = 1']]],
    ['a = {b = 1\nc = 1', [['* Close it with }', 'a = {b = 1}\nc = 1']]],
    ['[a', [['* Close it with ]', '[a]']]],
    ['[[a]', [['* Close it with ]', '[[a]]']]],
    [
      'a = "C:\\data"',
      [
        ['* Write two backslashes', 'a = "C:\\\\data"'],
        ['Use single quotes', "a = 'C:\\data'"],
      ],
    ],
    ['a\u00a0= 1', [['* Replace it with a space', 'a = 1']]],
    [
      'a = "\u0001"',
      [
        ['* Write it as \\u0001', 'a = "\\u0001"'],
        ['Remove it', 'a = ""'],
      ],
    ],
    ['a = 1\rb = 2', [['* End the line with LF', 'a = 1\nb = 2']]],
    ['a = "it"s"', [['* Write "it\\"s"', 'a = "it\\"s"']]],
    ["a = 'it's'", [['* Write "it\'s"', 'a = "it\'s"']]],
    [
      '<<<<<<< HEAD\na = 1\n||||||| base\na = 0\n=======\na = 2\n>>>>>>> x\n',
      [
        ['Keep the first side', 'a = 1\n'],
        ['Keep the second side', 'a = 2\n'],
        ['Keep both sides', 'a = 1\na = 2\n'],
      ],
    ],
  ])('%j', (text, expected) => {
    expect(fixes(text, ANY)).toEqual(expected);
  });
});

describe('keys and tables in each other’s way', () => {
  test.each<[string, Fixed[]]>([
    [
      '# one\na = 1\n# two\na = 2',
      [
        ['* Remove this "a"', '# one\na = 1'],
        ['Remove the first "a" and keep this one', '# two\na = 2'],
      ],
    ],
    [
      'p = { a = 1, a = 2 }',
      [
        ['* Remove this "a"', 'p = { a = 1 }'],
        ['Remove the first "a" and keep this one', 'p = { a = 2 }'],
      ],
    ],
    [
      '[a]\nx = 1\n\n[b]\n\n# more of a\n[a]\ny = 2\n',
      [['* Move its keys to the first [a]', '[a]\nx = 1\n# more of a\ny = 2\n\n[b]\n']],
    ],
    ['[[a]]\nx = 1\n[a]\nx = 2', [['* Write [[a]]', '[[a]]\nx = 1\n[[a]]\nx = 2']]],
    ['[a.b]\nx = 1\n[a]\nb.y = 2', [['* Move the key into its table', '[a.b]\nx = 1\ny = 2\n[a]']]],
    ['a = { x = 1 }\na.y = 2', [['* Move the key into its table', 'a = { x = 1, y = 2 }']]],
    [
      'a = { x = 1 }\n[a]\ny = 1\nz = 2',
      [['* Move the keys into their table', 'a = { x = 1, y = 1, z = 2 }']],
    ],
    // Braces hold no comment.
    ['a = { x = 1 }\n# why\na.y = 2', []],
  ])('%j', (text, expected) => {
    expect(fixes(text, ANY)).toEqual(expected);
  });
});

describe('TOML 1.1 in a 1.0 file', () => {
  test.each<[string, Fixed[]]>([
    [
      'a = {\n  b = 1,\n  c = [{\n    d = 1 }],\n}',
      [
        ['* Write the table on one line', 'a = { b = 1, c = [{ d = 1 }] }'],
        ['Write the table under a header', '[a]\nb = 1\nc = [{\n    d = 1 }]'],
      ],
    ],
    ['a = 07:32', [['* Write 07:32:00', 'a = 07:32:00']]],
    ['a = 2026-01-31T07:32Z', [['* Write 2026-01-31T07:32:00Z', 'a = 2026-01-31T07:32:00Z']]],
    [
      'a = "\\e[0m\\x7F"',
      [
        ['* Write \\u001B', 'a = "\\u001B[0m\\x7F"'],
        ['* Write \\u007F', 'a = "\\e[0m\\u007F"'],
      ],
    ],
    ['a = {\n  # why\n  b = 1 }', []],
  ])('%j', (text, expected) => {
    expect(fixes(text, ANY)).toEqual(expected);
  });
});

describe('schema', () => {
  test.each<[string, Fixed[]]>([
    [
      'prot = 1',
      [
        ['* Rename to "port"', 'port = 1'],
        ['Remove "prot"', ''],
      ],
    ],
    [
      '[server]\nhost = ""\nprot = 1 # why',
      [
        ['* Rename to "port"', '[server]\nhost = ""\nport = 1 # why'],
        ['Remove "prot"', '[server]\nhost = ""'],
      ],
    ],
    [
      '[[users]]\nlogin = "a"\n[[users]]\nrloe = "reader"',
      [
        ['* Rename to "role"', '[[users]]\nlogin = "a"\n[[users]]\nrole = "reader"'],
        ['Remove "rloe"', '[[users]]\nlogin = "a"\n[[users]]'],
      ],
    ],
    ['server = { host = "", port = "8080" }', [['* Write 8080', 'server = { host = "", port = 8080 }']]],
    ['server.host = 1', [['* Write "1"', 'server.host = "1"']]],
    ['[server]\nhost = ""\nport = 8080.0', [['* Write 8080', '[server]\nhost = ""\nport = 8080']]],
    [
      '[server]\nhost = ""\nport = 70_000',
      [
        ['* Write 65535', '[server]\nhost = ""\nport = 65535'],
        ['Write 8080', '[server]\nhost = ""\nport = 8080'],
      ],
    ],
    [
      "[server]\nhost = ''\nlevel = 'inof'",
      [
        ["* Change to 'info'", "[server]\nhost = ''\nlevel = 'info'"],
        ["Change to 'debug'", "[server]\nhost = ''\nlevel = 'debug'"],
        ["Change to 'warn'", "[server]\nhost = ''\nlevel = 'warn'"],
      ],
    ],
    [
      'server = { host = "", tags = "blue" }',
      [['* Write ["blue"]', 'server = { host = "", tags = ["blue"] }']],
    ],
    [
      'server = { host = "", tags = ["blue", "blue"] }',
      [['* Remove the repeated item', 'server = { host = "", tags = ["blue"] }']],
    ],
    [
      '[database]\npassword = "hunter3"',
      [[`Refer to a variable: ${REFERENCE}`, `[database]\npassword = ${REFERENCE}`]],
    ],
    ['[server]\nport =', [['Write 8080', '[server]\nport = 8080']]],
    [
      '[server]\n# the port\nport = 1',
      [['* Add the missing key "host"', '[server]\n# the port\nport = 1\nhost = "0.0.0.0"']],
    ],
    ['server.port = 1', [['* Add the missing key "host"', 'server.port = 1\nserver.host = "0.0.0.0"']]],
    ['server = {}', [['* Add the missing key "host"', 'server = { host = "0.0.0.0" }']]],
  ])('%j', (text, expected) => {
    expect(fixes(text, text.startsWith('prot') ? { properties: { port: {} } } : undefined)).toEqual(expected);
  });

  test('several missing keys can be added at once, each where the schema has it', () => {
    const schema = {
      properties: {
        a: { default: 1 },
        b: {},
        c: { type: 'object', required: ['d'], properties: { d: { enum: ['x'] } } },
      },
      required: ['a', 'c'],
    };
    expect(fixes('b = 2\n', schema)).toEqual([
      ['* Add the missing key "a"', 'a = 1\nb = 2\n'],
      ['Add all 2 missing keys', 'a = 1\nb = 2\nc = { d = "x" }\n'],
      ['* Add the missing key "c"', 'b = 2\nc = { d = "x" }\n'],
    ]);
  });

  test('a key that belongs elsewhere goes there with its comment', () => {
    const schema = {
      properties: { server: { properties: { timeout: {} }, additionalProperties: false } },
      additionalProperties: false,
    };
    expect(fixes('# wait\ntimeout = 5\n\n[server]\n', schema)[0]).toEqual([
      '* Move to server.timeout',
      '[server]\n# wait\ntimeout = 5\n',
    ]);
  });

  test('a deprecated key moves to the one its message names, where that takes the same kind of value', () => {
    const old = (suggestion: string) => ({
      properties: {
        old: { deprecationMessage: suggestion },
        fresh: { type: 'integer' },
        text: { type: 'string' },
      },
    });
    expect(fixes('old = 1', old('Use fresh instead.'))).toEqual([
      ['* Rename to "fresh"', 'fresh = 1'],
      ['Remove "old"', ''],
    ]);
    expect(fixes('old = 1', old('Use text instead.'))).toEqual([['Remove "old"', '']]);
  });
});
