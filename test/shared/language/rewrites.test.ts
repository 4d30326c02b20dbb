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

test.each(['[a|]\nx = 1\n[a.b]\ny = 1', '[[a|]]\nx = 1', 'a| = 1', '# [a|]', '[a|]', 'a = {|}'])(
  'nothing at %j',
  (text) => {
    expect(rewritten(text)).toEqual([]);
  },
);

test('line endings and indentation stay as they are', () => {
  expect(rewritten('[a]\r\n  |b = { c = 1, d = 2 }\r\n')).toEqual([
    ['Write a.b under a header', '[a]\r\n\r\n[a.b]\r\n  c = 1\r\n  d = 2\r\n'],
    ['Write a.b as dotted keys', '[a]\r\n  b.c = 1\r\n  b.d = 2\r\n'],
  ]);
});
