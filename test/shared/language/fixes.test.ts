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
    [
      'b = 1\na # why',
      [
        ['Write = ""', 'b = 1\na = "" # why'],
        ['Make the line a comment', 'b = 1\n# a # why'],
        ['Remove it', 'b = 1'],
      ],
    ],
    [
      'p = { a, b = 1 }',
      [
        ['Write = ""', 'p = { a = "", b = 1 }'],
        ['Remove it', 'p = { b = 1 }'],
      ],
    ],
    [
      'key = 1\n= 2',
      [
        ['Call the key "key2"', 'key = 1\nkey2 = 2'],
        ['Make the line a comment', 'key = 1\n# = 2'],
        ['Remove it', 'key = 1'],
      ],
    ],
    [
      'p = { = 1 }',
      [
        ['Call the key "key"', 'p = { key = 1 }'],
        ['Remove it', 'p = {}'],
      ],
    ],
    ['a. . b = 1', [['* Remove the dot', 'a. b = 1']]],
    ['[.a]', [['* Remove the dot', '[a]']]],
    [
      '[[ ]] # x',
      [
        ['Call the table "table"', '[[table]] # x'],
        ['Remove the header', ''],
      ],
    ],
    [
      'a = [1, b = [2], c = 3]',
      [
        ['* Put b into braces', 'a = [1, { b = [2] }, c = 3]'],
        ['* Put c into braces', 'a = [1, b = [2], { c = 3 }]'],
      ],
    ],
    [
      'a = [b = 1]',
      [
        ['* Put b into braces', 'a = [{ b = 1 }]'],
        ['Write a table instead of the array', 'a = {b = 1}'],
      ],
    ],
    ['a = "\\uD83D\\uDE00"', [['* Write \\U0001F600 (😀)', 'a = "\\U0001F600"']]],
    [
      'a = "\\uD800"',
      [
        ['Write two backslashes', 'a = "\\\\uD800"'],
        ['Use single quotes', "a = '\\uD800'"],
        ['Write the sign for a lost character, \\uFFFD', 'a = "\\uFFFD"'],
      ],
    ],
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
      [
        ['* Move its keys to the first [a]', '[a]\nx = 1\n# more of a\ny = 2\n\n[b]\n'],
        ['Remove this [a] with its keys', '[a]\nx = 1\n\n[b]\n'],
      ],
    ],
    [
      '[[a]]\nx = 1\n[a]\nx = 2',
      [
        ['* Write [[a]]', '[[a]]\nx = 1\n[[a]]\nx = 2'],
        ['Remove this [a] with its keys', '[[a]]\nx = 1'],
      ],
    ],
    [
      '[a.b]\nx = 1\n[a]\n# why\nb.y = 2 # beside',
      [
        ['* Move the key into its table', '[a.b]\nx = 1\n# why\ny = 2 # beside\n[a]'],
        ['Remove this key', '[a.b]\nx = 1\n[a]'],
      ],
    ],
    [
      'a = { x = 1 }\na.y = 2',
      [
        ['* Move the key into its table', 'a = { x = 1, y = 2 }'],
        ['Write a as dotted keys', 'a.x = 1\na.y = 2'],
        ['Remove this key', 'a = { x = 1 }'],
      ],
    ],
    [
      '# one\na = { x = 1 } # beside\n[a]\ny = 1\nz = 2',
      [
        ['* Move the keys into their table', '# one\na = { x = 1, y = 1, z = 2 } # beside'],
        ['Write all keys of a below this header', '[a]\ny = 1\nz = 2\n# one\n# beside\nx = 1'],
        ['Remove this [a] with its keys', '# one\na = { x = 1 } # beside'],
      ],
    ],
    // Braces hold no comment.
    [
      'a = { x = 1 }\n# why\na.y = 2',
      [
        ['Write a as dotted keys', 'a.x = 1\n# why\na.y = 2'],
        ['Remove this key', 'a = { x = 1 }'],
      ],
    ],
    [
      'a = { x = 1 }\n[a.b]\ny = 2',
      [
        ['* Move the key into its table', 'a = { x = 1, b = { y = 2 } }'],
        ['Write a under a header', '[a]\nx = 1\n[a.b]\ny = 2'],
        ['Remove this [a.b] with its keys', 'a = { x = 1 }'],
      ],
    ],
    // Dotted keys have made the table.
    [
      'a.b = 1\n# more\n[a] # of a\n# c\nc = 2 # two',
      [
        ['* Move the key into its table', 'a.b = 1\n# more\n# of a\n# c\na.c = 2 # two'],
        ['Remove this [a] with its keys', 'a.b = 1'],
      ],
    ],
    // The same key in both.
    ['[a]\nx = 1\n[b]\n[a]\nx = 2', [['Remove this [a] with its keys', '[a]\nx = 1\n[b]']]],
    [
      'a = 1\n[a]\nx = 1',
      [
        ['Remove the value of a', '[a]\nx = 1'],
        ['Remove this [a] with its keys', 'a = 1'],
      ],
    ],
    [
      '[t]\na = 1\na.b = 2',
      [
        ['Remove the value of t.a', '[t]\na.b = 2'],
        ['Remove this key', '[t]\na = 1'],
      ],
    ],
    [
      '# all\na = [{ x = 1 }, { x = 2 }] # of them\n[[a]]\nx = 3',
      [
        ['* Write all of a with headers [[a]]', '# all\n# of them\n[[a]]\nx = 1\n[[a]]\nx = 2\n[[a]]\nx = 3'],
        ['Remove the array a', '[[a]]\nx = 3'],
        ['Remove this [[a]] with its keys', '# all\na = [{ x = 1 }, { x = 2 }] # of them'],
      ],
    ],
    [
      'a = []\n[[a]]',
      [
        ['* Remove the empty array a', '[[a]]'],
        ['Remove this [[a]]', 'a = []'],
      ],
    ],
    [
      '[a]\nx = 1\n[[a]]\nx = 2',
      [
        ['* Write [[a]] in both places', '[[a]]\nx = 1\n[[a]]\nx = 2'],
        ['Write [a]', '[a]\nx = 1\n[a]\nx = 2'],
        ['Remove this [[a]] with its keys', '[a]\nx = 1'],
      ],
    ],
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
    [
      '[server]\nport =',
      [
        ['Write 8080', '[server]\nport = 8080'],
        ['Make the line a comment', '[server]\n# port ='],
        ['Remove it', '[server]'],
      ],
    ],
    ['[]\npassword = "x"', [['* Call the table "database"', '[database]\npassword = "x"']]],

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

  test('a key is put into the only other table that has one of its name, with its comment; nearer names come first', () => {
    const schema = {
      properties: {
        server: { properties: { timeout: {}, host: {} }, additionalProperties: false },
        client: { properties: { timeouts: {}, host: {} }, additionalProperties: false },
      },
    };
    expect(fixes('[client]\n# wait\ntimeout = 5 # s\n\n[server]\n', schema)).toEqual([
      ['* Rename to "timeouts"', '[client]\n# wait\ntimeouts = 5 # s\n\n[server]\n'],
      ['Move to server.timeout', '[client]\n\n[server]\n# wait\ntimeout = 5 # s\n'],
      ['Remove "timeout"', '[client]\n\n[server]\n'],
    ]);
    // Two tables have it, or the one that has it has it already.
    expect(fixes('host = 1\n', { ...schema, additionalProperties: false }).map(([title]) => title)).toEqual([
      'Remove "host"',
    ]);
    const taken = '[server]\ntimeout = 1\n[client]\ntimeout = 5\n';
    expect(fixes(taken, schema).map(([title]) => title)).toEqual([
      '* Rename to "timeouts"',
      'Remove "timeout"',
    ]);
  });

  test('new keys of a list of tables stand where the schema has them', () => {
    const item = { properties: { id: { default: 1 }, name: {} }, required: ['id'] };
    const schema = { properties: { list: { type: 'array', items: item } } };
    expect(fixes('[[list]]\nname = "a"\n', schema)).toEqual([
      ['* Add the missing key "id"', '[[list]]\nid = 1\nname = "a"\n'],
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
