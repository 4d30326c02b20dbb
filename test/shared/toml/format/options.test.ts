import { expect, it } from 'vitest';
import { readFormatOptions } from '../../../../shared/toml/format/index.ts';
import { parse } from '../../../../shared/toml/index.ts';

it('options are read from a table by their names with underscores', () => {
  const { root } = parse(
    'line_width = 100\nindent = "\\t"\njoin_arrays = false\nblank_lines_before_headers = 0\n',
  );
  expect(readFormatOptions(root)).toEqual({
    options: { lineWidth: 100, indent: '\t', joinArrays: false, blankLinesBeforeHeaders: 0 },
    problems: [],
  });
});

it('what cannot be used is a warning at its place, and the rest holds', () => {
  const text = 'line_width = "wide"\nindent = "--"\nblank_lines = 0\norder = []\ntrailing_comma = false\n';
  const { options, problems } = readFormatOptions(parse(text).root);
  expect(options).toEqual({ trailingComma: false });
  expect(problems.map(({ start, end, message }) => [text.slice(start, end), message])).toEqual([
    ['"wide"', 'The formatting option "line_width" takes a whole number from 20 to 1000.'],
    ['"--"', 'The formatting option "indent" takes a string of blanks or tabs.'],
    ['0', 'The formatting option "blank_lines" takes a whole number from 1 to 10.'],
    ['order', 'There is no formatting option "order".'],
  ]);
  for (const problem of problems) expect(problem.severity).toBe('warning');
});
