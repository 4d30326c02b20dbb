/** Random TOML that is valid and badly formatted, and random ways to format it. */
import fc from 'fast-check';
import type { FormatOptions } from '../../../../shared/toml/format/index.ts';

const blanks = fc.constantFrom('', '', ' ', '  ', '\t', '       ');
const comment = fc.constantFrom(
  '#',
  '# note',
  '#x = 1',
  '# [a]',
  '# end  ',
  '# "quoted',
  '#:schema ./a.json',
  '# 漢字',
);
const scalar = fc.constantFrom(
  ...['1', '0xFF', '-1_000', '1e9', 'true', 'inf', '1979-05-27', '07:32:00', '1979-05-27 07:32:00'],
  ...['"text"', "'literal'", '"a # b"', '"漢字"', `"${'wide '.repeat(12)}"`, '"[x, y]"', '"\\u0041"'],
  ...['"""one"""', '"""\ntwo\n  lines  """', "'''\r\n\tthree\n\n\n'''"],
);
const lineBreak = fc.constantFrom('\n', '\n', '\r\n');

/** White space inside an array, comments and line breaks included. */
const gap = fc
  .array(
    fc.oneof(
      blanks,
      lineBreak,
      fc.tuple(comment, lineBreak).map(([text, end]) => text + end),
    ),
    {
      maxLength: 3,
    },
  )
  .map((parts) => parts.join(''));

/** A value; between the tokens of inline tables stand no line breaks, which TOML 1.0 forbids. */
function value(depth: number): fc.Arbitrary<string> {
  if (depth === 0) return scalar;
  const inner = value(depth - 1);
  const array = fc
    .tuple(fc.array(fc.tuple(gap, inner, gap), { maxLength: 5 }), gap, fc.boolean())
    .map(([items, end, hasComma]) => {
      const text = items.map(([before, item, after]) => before + item + after).join(',');
      return `[${text}${hasComma && items.length > 0 ? ',' : ''}${end}]`;
    });
  const numbers = fc
    .array(fc.tuple(fc.constantFrom('', ' ', '\n', ' # n\n'), fc.nat(100_000)), { maxLength: 30 })
    .map((items) => `[${items.map(([before, item]) => before + item).join(',')}]`);
  const table = fc
    .tuple(
      fc.array(fc.tuple(blanks, blanks, inner, blanks), { maxLength: 4 }),
      fc.constantFrom('a', 'b.c', '"d e"'),
    )
    .map(([items, name]) => {
      const text = items.map(([a, b, item, c], index) => `${a}${name}${9 - index}${b}=${c}${item}${b}`);
      return `{${text.join(',')}}`;
    })
    // Quoted names get their number inside the quotes.
    .map((text) => text.replace(/"d e"(\d)/g, '"d e$1"'));
  return fc.oneof({ weight: 2, arbitrary: scalar }, array, numbers, table);
}

type Piece = (index: number) => string;

const keyValue: fc.Arbitrary<Piece> = fc
  .tuple(
    blanks,
    fc.constantFrom('k', '"q ', "'l", 'long_key_name_', 'd . e.'),
    blanks,
    value(3),
    blanks,
    fc.option(comment),
  )
  .map(([before, name, around, text, behind, beside]) => (index) => {
    const quote = name.startsWith('"') ? '"' : name.startsWith("'") ? "'" : '';
    return `${before}${name}${index % 7}_${index}${quote}${around}=${behind}${text}${around}${beside ?? ''}`;
  });

const header: fc.Arbitrary<Piece> = fc
  .tuple(blanks, blanks, fc.constantFrom('t', 'u', 't.u', '"v w"'), fc.boolean(), fc.option(comment))
  .map(([before, inside, name, isArray, beside]) => (index) => {
    const [open, close] = isArray ? ['[[', ']]'] : ['[', ']'];
    const isNested = index % 3 === 0;
    const path = isNested ? `root${inside}.${inside}${name}.x${index}` : `${name}.x${index}`;
    return `${before}${open}${inside}${path}${inside}${close}${inside}${beside ?? ''}`;
  });

/** An item of an array of tables, with or without a table of its own. */
const listItem: fc.Arbitrary<Piece> = fc
  .tuple(blanks, fc.boolean(), fc.option(comment))
  .map(([before, hasTable, beside]) => (index) => {
    const inner = hasTable ? `\n[list.x${index % 3}]\nin = ${index}` : '';
    return `${before}[[list]]${beside ?? ''}\nat = ${index}${inner}`;
  });

const other: fc.Arbitrary<Piece> = fc.tuple(blanks, fc.option(comment)).map(
  ([before, text]) =>
    () =>
      before + (text ?? ''),
);

/** Valid in TOML 1.0 and 1.1. */
export const messyToml: fc.Arbitrary<string> = fc
  .tuple(
    fc.boolean(),
    fc.array(
      fc.tuple(
        fc.oneof({ weight: 4, arbitrary: keyValue }, header, listItem, { weight: 2, arbitrary: other }),
        lineBreak,
      ),
      {
        maxLength: 14,
      },
    ),
    fc.boolean(),
  )
  .map(([hasMark, pieces, endsOpen]) => {
    const text = pieces.map(([piece, end], index) => piece(index) + end).join('');
    return (hasMark ? '\ufeff' : '') + (endsOpen ? text.replace(/\r?\n$/, '') : text);
  });

/** Any options: each is left out in half of the cases. */
export const anyOptions: fc.Arbitrary<FormatOptions> = fc.record(
  {
    lineWidth: fc.integer({ min: 20, max: 100 }),
    indent: fc.constantFrom('', ' ', '    ', '\t'),
    indentKeys: fc.boolean(),
    indentTables: fc.boolean(),
    alignEquals: fc.boolean(),
    alignComments: fc.boolean(),
    commentGap: fc.integer({ min: 1, max: 3 }),
    blankLines: fc.integer({ min: 1, max: 3 }),
    blankLinesBeforeHeaders: fc.integer({ min: 0, max: 3 }),
    padArrays: fc.boolean(),
    padInlineTables: fc.boolean(),
    joinArrays: fc.boolean(),
    trailingComma: fc.boolean(),
    finalNewline: fc.boolean(),
    usualIndent: fc.constantFrom('   ', '\t'),
    sort: fc.constantFrom('schema', 'alphabetical', 'none'),
    order: fc.constant(anyOrder),
  },
  { requiredKeys: [] },
);

/** An order that knows some keys of every table and sorts them backwards. */
function anyOrder(table: readonly string[]): string[] | undefined {
  if (table.length === 3) return undefined;
  const numbers = Array.from({ length: 14 }, (_, index) => 13 - index);
  return [
    'c',
    'u',
    'root',
    't',
    ...numbers.map((index) => `x${index}`),
    ...numbers.flatMap((index) => [`k${index % 7}_${index}`, `l${index % 7}_${index}`, `a${index}`, 'd']),
  ];
}
