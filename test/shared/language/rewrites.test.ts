import { expect, test } from 'vitest';
import { type Fixed, rewritten } from './fixing.ts';

test.each<[string, Fixed[]]>([
  [
    '[server]\nhost = "a"\n# the tls\n|tls = { cert = "c", key.x = 1 } # why\nport = 1\n',
    [
      [
        'Write server.tls under a header',
        '[server]\nhost = "a"\nport = 1\n\n# the tls\n[server.tls] # why\ncert = "c"\nkey.x = 1\n',
      ],
      [
        'Write server.tls as dotted keys',
        '[server]\nhost = "a"\n# the tls\ntls.cert = "c"\ntls.key.x = 1 # why\nport = 1\n',
      ],
    ],
  ],
  [
    '[server]\nhost = "a"\n\n[server.tls|]\ncert = "c"\nkey = "k"\n\n[other]\n',
    [
      ['Write server.tls as dotted keys', '[server]\nhost = "a"\ntls.cert = "c"\ntls.key = "k"\n\n[other]\n'],
      [
        'Write server.tls as an inline table',
        '[server]\nhost = "a"\ntls = { cert = "c", key = "k" }\n\n[other]\n',
      ],
    ],
  ],
  [
    '[db]\npool.|size = 1\nurl = "u"\npool.max = 2\n',
    [
      ['Write db.pool under a header', '[db]\nurl = "u"\n\n[db.pool]\nsize = 1\nmax = 2\n'],
      ['Write db.pool as an inline table', '[db]\npool = { size = 1, max = 2 }\nurl = "u"\n'],
    ],
  ],
])('%j', (text, expected) => {
  expect(rewritten(text)).toEqual(expected);
});

test('comments stay with their keys, and rule out braces', () => {
  expect(rewritten('name = "x"\n\n[|a] # about a\n# one\nb = 1\nc = 2 # two\n')).toEqual([
    ['Write a as dotted keys', 'name = "x"\n# about a\n# one\na.b = 1\na.c = 2 # two\n'],
  ]);
});

test.each([
  '[a|]\nx = 1\n[a.b]\ny = 1',
  'a| = 1',
  'a| = []',
  'a| = [{ b = 1 }, 2]',
  '# [a|]',
  '[a|]',
  'a = {|}',
])('nothing at %j', (text) => {
  expect(rewritten(text)).toEqual([]);
});

test('a comment that belongs to no key is never lost', () => {
  expect(rewritten('[|a]\nx = 1\n\n# of nothing\n\ny = 2\n')).toEqual([]);
  expect(rewritten('[[|a]]\nx = 1\n\n# of nothing\n\ny = 2\n')).toEqual([
    ['Write a as inline tables', 'a = [\n  # of nothing\n  { x = 1, y = 2 },\n]\n'],
  ]);
});

test('line endings and indentation stay as they are', () => {
  expect(rewritten('[a]\r\n  |b = { c = 1, d = 2 }\r\n')).toEqual([
    ['Write a.b under a header', '[a]\r\n\r\n[a.b]\r\n  c = 1\r\n  d = 2\r\n'],
    ['Write a.b as dotted keys', '[a]\r\n  b.c = 1\r\n  b.d = 2\r\n'],
  ]);
});

test.each<[string, Fixed[]]>([
  [
    'name = "x"\n\n# first\n[[|a]] # one\nb = 1\nc.d = 2\n\n[[a]]\n\n[[a]]\nb = 3\n\n[z]\n',
    [
      [
        'Write a as inline tables',
        'name = "x"\na = [\n  # first\n  { b = 1, c.d = 2 }, # one\n  {},\n  { b = 3 },\n]\n\n[z]\n',
      ],
    ],
  ],
  [
    '[s]\n[[s.a|]]\nb = 1\n[s.a.t]\nu = 2\n[s.a.e]\n',
    [['Write s.a as inline tables', '[s]\na = [{ b = 1, t.u = 2, e = {} }]\n']],
  ],
  // Comments inside go above their table.
  [
    '[[a|]]\nb = [\n  1, # kept\n] # beside\n# below\n',
    [['Write a as inline tables', 'a = [\n  # beside\n  # below\n  { b = [\n  1, # kept\n] },\n]\n']],
  ],
  [
    '[s]\n# why\n|a = [\n  # first\n  { b = 1, c.d = 2 }, # one\n  {}\n] # all\nx = 1\n',
    [
      [
        'Write s.a with headers [[s.a]]',
        '[s]\nx = 1\n\n# why\n# all\n# first\n[[s.a]] # one\nb = 1\nc.d = 2\n\n[[s.a]]\n',
      ],
    ],
  ],
  // A comment that belongs to no table.
  ['a| = [\n  { b = 1 },\n  # last\n]\n', []],
  // A list inside the list.
  ['[[a|]]\n[[a.b]]\nc = 1\n', []],
  ['[[a]]\n[[a.b|]]\nc = 1\n', [['Write a.b as inline tables', '[[a]]\nb = [{ c = 1 }]\n']]],
])('a list of tables: %j', (text, expected) => {
  expect(rewritten(text)).toEqual(expected);
});

test('a list of tables comes back as it was', () => {
  const text = 'x = 1\n\n# first\n[[a]] # one\nb = 1\n\n[[a]]\nb = 2\n';
  const [[, inline] = ['', '']] = rewritten(text.replace('[[a]]', '[[|a]]'));
  expect(rewritten(inline.replace('a =', '|a ='))).toEqual([['Write a with headers [[a]]', text]]);
});
