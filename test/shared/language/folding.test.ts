import { expect, test } from 'vitest';
import { foldingRanges } from '../../../shared/language/index.ts';
import { given } from './given.ts';

const folds = (text: string) =>
  foldingRanges(given(text)).map(({ startLine, endLine, kind }) => `${startLine}-${endLine} ${kind}`);

test('a section folds with the tables inside it, without the comments of the next', () => {
  expect(folds('[a]\nx = 1\n\n[a.b]\ny = 1\n\n# about c\n[c]\nz = 1\n')).toEqual([
    '1-5 code',
    '4-5 code',
    '8-9 code',
  ]);
});

test('brackets fold up to the line of their end', () => {
  expect(folds('a = [\n  1,\n  [\n    2,\n  ],\n]\nb = [1]')).toEqual(['1-5 code', '3-4 code']);
});

test('strings fold; quotes that stand alone at the end stay visible', () => {
  expect(folds('a = """\nx\n  """\nb = """x\ny"""')).toEqual(['1-2 code', '4-5 code']);
});

test('comments on lines that follow each other', () => {
  expect(folds('# one\n# two\n\n# alone\na = 1 # beside\n  # three\n  # four')).toEqual([
    '1-2 comment',
    '6-7 comment',
  ]);
});

test('marked regions, nested ones too', () => {
  expect(folds('# region one\na = 1\n#region two\nb = 2\n#endregion\n# endregion\n# endregion')).toEqual([
    '1-6 region',
    '3-5 region',
  ]);
});

test('brackets that are not closed yet', () => {
  expect(folds('a = [\n1,\n2\nb = {')).toEqual(['1-3 code']);
});
