/** Reading a changed text again gives what reading all of it gives. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adoptValues } from '../../../shared/toml/adopt.ts';
import { parse, type TomlDocument, type TomlVersion } from '../../../shared/toml/index.ts';
import { reparse } from '../../../shared/toml/reparse.ts';
import type { Runs } from '../../../shared/toml/runs.ts';
import type { TableValue } from '../../../shared/toml/types.ts';

const HEADERS = [
  '[a]',
  '[a.b]',
  '  [a.b.c] # why',
  '[[list]]',
  '[list.sub]',
  '[[list.sub.deep]]',
  '["b c"]',
  '[b]',
];
const KEYS = [
  'x = 1',
  'x = 2',
  'y = "é"',
  'z = [1, [2, { w = 3 }]]',
  'b.c = 1',
  'b.d = { e = 1.5, f = nan }',
  'list = 1',
  'long = """\ntwo lines\n[a]\n"""',
  '# comment',
  '',
  '\t',
  '"q w" = 2026-01-01',
  '__proto__ = 1',
  '\uFEFF',
  '<<<<<<< one',
  'open = [',
  'x',
];
const line = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...HEADERS) },
  { weight: 5, arbitrary: fc.constantFrom(...KEYS) },
);
const eol = fc.constantFrom('\n', '\n', '\n', '\r\n');
const text = fc
  .tuple(fc.constantFrom('', '', '\uFEFF'), fc.array(fc.tuple(line, eol), { maxLength: 12 }), fc.boolean())
  .map(([mark, lines, isEnded]) => {
    const whole = mark + lines.flat().join('');
    return isEnded ? whole : whole.trimEnd();
  });
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.nat(8),
  put: fc.oneof(line, eol, fc.constantFrom('', '1', '\n[a]\n', '"')),
});

describe('a changed text', () => {
  test('reads the same in part and as a whole', () => {
    fc.assert(
      fc.property(
        text,
        fc.array(edit, { minLength: 1, maxLength: 8 }),
        fc.constantFrom<TomlVersion>('1.0', '1.1'),
        (start, edits, version) => {
          let document = parse(start, { version });
          for (const each of edits) {
            const changed = applied(document.text, each);
            const again = reparse(document, changed);
            if (again !== null) expect(described(again)).toEqual(described(parse(changed, { version })));
            document = again ?? parse(changed, { version });
          }
        },
      ),
      { numRuns: 3000 },
    );
  });

  test.each([
    ['a value', '[a]\nx = 1\n\n[b]\ny = 2\n', '[a]\nx = 123\n\n[b]\ny = 2\n'],
    ['a comment', '[a]\nx = 1 # one\n[b]\ny = 2\n', '[a]\nx = 1 # other\n[b]\ny = 2\n'],
    ['a key more, before the next header', '[a]\nx = 1\n[b]\ny = 2\n', '[a]\nx = 1\nz = 3\n[b]\ny = 2\n'],
    ['a key less', 'x = 1\ny = 2\n[b]\n', 'x = 1\n[b]\n'],
    ['the first key of a file', '[b]\ny = 2\n', 'x = 1\n[b]\ny = 2\n'],
    ['a key of the last section', '[b]\ny = 2', '[b]\ny = 2\nz = 1'],
    [
      'a key of one table of many',
      '[[a]]\nx = 1\n[[a]]\nx = 2\n[[a]]\nx = 3\n',
      '[[a]]\nx = 1\n[[a]]\nx = 22\n[[a]]\nx = 3\n',
    ],
    ['a key above a table inside', '[a]\nx = 1\n[a.b]\ny = 2\n', '[a]\nx = 11\n[a.b]\ny = 2\n'],
  ])('is read in part: %s', (_, before, after) => {
    const again = reparse(parse(before), after);
    expect(again).not.toBeNull();
    if (again !== null) expect(described(again)).toEqual(described(parse(after)));
  });

  test.each([
    ['a header', '[a]\nx = 1\n', '[c]\nx = 1\n'],
    ['a new header', '[a]\nx = 1\n', '[a]\nx = 1\n[b]\n'],
    ['a line break before a header', '[a]\nx = 1\n[b]\n', '[a]\nx = 1 [b]\n'],
    ['a key that another section has', '[a]\nx = 1\n[a.b]\n', '[a]\nx = 1\nb = 2\n[a.b]\n'],
    ['a table that another section adds to', '[a]\nb.x = 1\n[a.b.c]\n', '[a]\nb.x = 2\n[a.b.c]\n'],
    ['an error', '[a]\nx = 1\n', '[a]\nx = \n'],
  ])('is read as a whole: %s', (_, before, after) => {
    expect(reparse(parse(before), after)).toBeNull();
  });

  test('keeps the tables a change leaves as they were, at their new places', () => {
    const old = parse('[a]\nx = 1\n[b]\ny = 2\n');
    const { a, b } = Object.fromEntries(old.root.entries);
    const again = reparse(old, '[a]\nx = 100\n[b]\ny = 2\n');
    expect(again?.root.entries.get('b')?.value).toBe(b?.value);
    expect(again?.root.entries.get('a')?.value).not.toBe(a?.value);
    expect(b?.value.start).toBe('[a]\nx = 100\n'.length);
  });

  test('that only says the same in another way keeps everything', () => {
    const old = parse('[a]\nx = 1\n[b]\ny = 2\n');
    expect(reparse(old, '[a]\n# new\nx   = 0x1\n[b]\ny = 2\n')?.root).toBe(old.root);
  });
});

describe('adopting values', () => {
  test('changes neither what is there nor where it stands', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(adoptValues(parse(before).root, parse(after).root)).toEqual(parse(after).root);
      }),
    );
  });

  test('keeps each table and array that is the same', () => {
    const old = parse('[a]\nx = [1, 2]\ny = { z = 1 }\n[b]\nw = 1\n').root;
    const adopted = adoptValues(old, parse('# new\n[a]\nx = [1, 2]\ny = { z = 2 }\n[b]\nw = 1\n').root);
    expect(inside(adopted, 'b')).toBe(inside(old, 'b'));
    expect(inside(adopted, 'a', 'x')).toBe(inside(old, 'a', 'x'));
    expect(inside(adopted, 'a', 'y')).not.toBe(inside(old, 'a', 'y'));
  });
});

function applied(before: string, { at, cut, put }: { at: number; cut: number; put: string }): string {
  const start = Math.floor(at * (before.length + 1));
  return before.slice(0, start) + put + before.slice(start + cut);
}

function described({ text: content, version, tree, root, problems }: TomlDocument) {
  return {
    content,
    version,
    root,
    problems,
    tokens: listed(tree.tokens),
    expressions: listed(tree.expressions),
    keys: keyOrder(root),
  };
}

function listed(runs: Runs<number>): number[][] {
  return Array.from({ length: runs.count }, (_, index) => [
    runs.kindOf(index),
    runs.startOf(index),
    runs.endOf(index),
  ]);
}

/** The order of the keys, which comparing maps does not look at. */
function keyOrder(table: TableValue): unknown[] {
  return [...table.entries.values()].map(({ key, value }) => [
    key,
    value.type === 'table' ? keyOrder(value) : null,
  ]);
}

function inside(table: TableValue, ...path: string[]): unknown {
  let value: unknown = table;
  for (const key of path) value = (value as TableValue).entries.get(key)?.value;
  return value;
}
