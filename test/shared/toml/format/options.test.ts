import { expect, it } from 'vitest';
import manifestSchema from '../../../../schemas/strata.schema.json' with { type: 'json' };
import { readFormatOptions } from '../../../../shared/toml/format/index.ts';
import { parse } from '../../../../shared/toml/index.ts';

it('options are read from a table by their names with underscores', () => {
  const { root } = parse(
    'line_width = 100\nindent = "\\t"\njoin_arrays = false\nblank_lines_before_headers = 0\nsort = "schema"\n',
  );
  expect(readFormatOptions(root)).toEqual({
    options: { lineWidth: 100, indent: '\t', joinArrays: false, blankLinesBeforeHeaders: 0, sort: 'schema' },
    problems: [],
  });
});

it('what cannot be used is a warning at its place, and the rest holds', () => {
  const text =
    'line_width = "wide"\nindent = "--"\nblank_lines = 0\norder = []\ntrailing_comma = false\nsort = "z"\n';
  const { options, problems } = readFormatOptions(parse(text).root);
  expect(options).toEqual({ trailingComma: false });
  expect(problems.map(({ start, end, message }) => [text.slice(start, end), message])).toEqual([
    ['"wide"', 'The formatting option line_width takes a whole number from 20 to 1000.'],
    ['"--"', 'The formatting option indent takes a string of blanks or tabs.'],
    ['0', 'The formatting option blank_lines takes a whole number from 1 to 10.'],
    ['order', 'There is no formatting option order.'],
    ['"z"', 'The formatting option sort takes "schema", "alphabetical", "none".'],
  ]);
  for (const problem of problems) expect(problem.severity).toBe('warning');
});

it('the schema of the manifest offers these options and no others, with the same limits', () => {
  const described: Record<string, { type: string; minimum?: number; maximum?: number; enum?: string[] }> =
    manifestSchema.$defs.format.properties;
  const text = Object.entries(described)
    .map(([name, { type, minimum, maximum, enum: words }]) => {
      const values = { boolean: 'true', integer: maximum, string: JSON.stringify(words?.at(-1) ?? '\t') };
      if (minimum !== undefined)
        expect(readFormatOptions(parse(`${name} = ${minimum - 1}`).root).problems).toHaveLength(1);
      return `${name} = ${values[type as keyof typeof values]}\n`;
    })
    .join('');
  const { options, problems } = readFormatOptions(parse(text).root);
  expect(problems).toEqual([]);
  expect(Object.keys(options)).toHaveLength(Object.keys(described).length);
  const listed = readFormatOptions(parse('none_such = 1').root).problems[0]?.suggestion ?? '';
  expect(
    listed
      .replace(/^Options are |\.$/g, '')
      .split(', ')
      .sort(),
  ).toEqual(Object.keys(described).sort());
});
