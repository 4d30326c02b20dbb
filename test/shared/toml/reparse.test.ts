/** Reading a changed text again gives what reading all of it gives. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adoptValues } from '../../../shared/toml/adopt.ts';
import { FormerPlaces } from '../../../shared/toml/former-places.ts';
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
  'c = 3',
];
/** What a text passes through while it is typed. */
const BROKEN = [
  '[',
  '[a',
  '[a.',
  '[[list',
  '[b]]',
  '[a] [b]',
  '[1]',
  'x',
  'x = ',
  'b.c = ',
  'b = ',
  'x = "80',
  'y = 00',
  'open = [',
  'open = [1,',
  'm = """',
  "m = '''",
  '"""',
  't = { a = 1,',
  '  u = 2,',
  '}',
  ']',
  '=======',
  '>>>>>>> two',
  'lone = "\ud800"',
];
const line = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...HEADERS) },
  { weight: 5, arbitrary: fc.constantFrom(...KEYS) },
  { weight: 1, arbitrary: fc.constantFrom(...BROKEN) },
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

/** A text of sections that are in nobody's way, and lines that are typed into them key by key and taken out again. */
const sections = fc
  .array(fc.array(fc.constantFrom(...KEYS.slice(0, 9)), { maxLength: 4 }), { minLength: 2, maxLength: 6 })
  .map((bodies) => bodies.map((lines, index) => [`[s${index}]`, ...new Set(lines), ''].join('\n')).join(''));
const typing = fc.record({
  line: fc.nat(40),
  put: fc.oneof(line, fc.constantFrom(...BROKEN), fc.constantFrom(...BROKEN)),
  isHealed: fc.boolean(),
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
          for (const each of edits) document = readNext(document, applied(document.text, each));
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('reads the same at every key that breaks it and heals it again', () => {
    fc.assert(
      fc.property(sections, fc.array(typing, { minLength: 1, maxLength: 4 }), (start, lines) => {
        let document = parse(start);
        for (const { line: at, put, isHealed } of lines) {
          const before = document.text;
          for (const step of typed(before, at, put)) document = readNext(document, step);
          if (isHealed) document = readNext(document, before);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('is read in part at nearly every key that is typed between sections', () => {
    const start = '[a]\nx = 1\n\n[b]\ny = 2\n\n[c]\nz = 3\n';
    for (const put of ['port = "80"', 'list = [1, 2]', 'long = """', '[tab]', '[[tabs]]', 'x = { y = 1 }']) {
      let document = parse(start);
      for (const step of typed(start, 4, put)) {
        const again = reparse(document, step);
        expect(again, step).not.toBeNull();
        document = again ?? document;
      }
      expect(reparse(document, start)).not.toBeNull();
    }
  });

  test('still tells where the keys of the first text stood', () => {
    fc.assert(
      fc.property(sections, fc.array(typing, { minLength: 1, maxLength: 4 }), (start, lines) => {
        const first = parse(start);
        const places = new FormerPlaces();
        let document: TomlDocument | null = first;
        for (const { line: at, put } of lines) {
          for (const step of typed(document.text, at, put)) {
            document = reparse(document, step, places);
            expect(keyPlaces(first.root, places)).toEqual(keyPlaces(parse(start).root, new FormerPlaces()));
            if (document === null) return;
          }
        }
      }),
      { numRuns: 500 },
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
    ['a header less', '[a]\nx = 1\n[b]\ny = 1\n', '[a]\nx = 1\ny = 1\n'],
    ['a line break before a header', '[a]\nx = 1\n[b]\n', '[a]\nx = 1 [b]\n'],
    ['one more table of a list', '[[a]]\nx = 1\n[b]\n', '[[a]]\nx = 1\n[[a]]\n[b]\n'],
    ['an error', '[a]\nx = 1\n[b]\n', '[a]\nx = \n[b]\n'],
    ['another error', '[a]\nx = \n[b]\ny = 1\n', '[a]\nx = \n[b]\ny = \n'],
    ['what heals it', '[a]\nx = \n[b]\ny = 1\n', '[a]\nx = 1\n[b]\ny = 1\n'],
    [
      'a string that takes a header in',
      '[a]\nx = 1\n[b]\ny = """\n[c]\n',
      '[a]\nx = """\n[b]\ny = """\n[c]\n',
    ],
    ['two places', twoPlaces('1'), twoPlaces('22')],
  ])('is read in part, problems or not: %s', (_, before, after) => {
    const again = reparse(parse(before), after);
    expect(again).not.toBeNull();
    if (again !== null) expect(described(again)).toEqual(described(parse(after)));
  });

  test.each([
    ['a key that another section has', '[a]\nx = 1\n[a.b]\n', '[a]\nx = 1\nb = 2\n[a.b]\n'],
    ['a key without a value that another section has', '[a.b]\n[a]\n', '[a.b]\n[a]\nb = \n'],
    ['a table that is there already', '[a]\n[b]\n', '[a]\n[b]\n[a]\n'],
    ['lines above a problem that names a line', '[c]\n[a]\n[a]\n', '[c]\n# new\n[a]\n[a]\n'],
    [
      'what stands behind a string without an end',
      '[a]\nx = """\n[b]\ny = 1\n',
      '[a]\nx = """\n[b]\ny = """\n',
    ],
    ['the header of a table that others are in', '[a]\n[b]\n[a.c]\n', '[b]\n[a.c]\n'],
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

/** What reading a text again gives, in part where that is possible; it has to be what reading all of it gives. */
function readNext(document: TomlDocument, changed: string): TomlDocument {
  const { version } = document;
  const whole = parse(changed, { version });
  const again = reparse(document, changed);
  if (again !== null) expect(described(again)).toEqual(described(whole));
  return again ?? whole;
}

/** A text after each key of a new line. */
function typed(before: string, line: number, put: string): string[] {
  const lines = before.split('\n');
  const at = line % lines.length;
  return Array.from({ length: put.length }, (_, count) =>
    lines.toSpliced(at, 0, put.slice(0, count + 1)).join('\n'),
  );
}

/** Sections enough that one part from the first of the two to the last is longer than is divided. */
function twoPlaces(value: string): string {
  const between = Array.from({ length: 500 }, (_, index) => `[s${index}]\nkey = ${index}\n`).join('');
  return `[first]\nx = ${value}\n${between}[last]\nx = ${value}\n`;
}

function keyPlaces(table: TableValue, places: FormerPlaces): unknown[] {
  return [...table.entries.values()].map(({ keySpan, value }) => [
    places.placeOf(keySpan.start),
    places.placeOf(keySpan.end),
    value.type === 'table' ? keyPlaces(value, places) : null,
  ]);
}

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
    farSighted: tree.farSighted,
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
