import { describe, expect, test } from 'vitest';
import { checkCodes, ignoreComments, isSyntaxCode } from '../../../shared/language/index.ts';
import { given } from './given.ts';

/** Each comment as `codes -> lines`. */
function read(text: string): string[] {
  const { document, lines } = given(text);
  return ignoreComments(document, lines).map(({ scope, codes, lines: about }) => {
    const where = about === null ? 'nothing' : `${about.first}-${about.last}`;
    return `${scope === 'file' ? 'file ' : ''}${codes.map(({ code }) => code).join('+')} -> ${where}`;
  });
}

describe('what a comment is about', () => {
  test.each([
    ['above a key', '# strata-ignore: range\nport = 1\n', 'range -> 2-2'],
    ['beside a key', 'a = 1\nport = 1 # strata-ignore: range\n', 'range -> 2-2'],
    [
      'above a header, not what is below it',
      '# strata-ignore: required\n[server]\nport = 1\n',
      'required -> 2-2',
    ],
    ['beside a header', '[server] # strata-ignore: required\nport = 1\n', 'required -> 1-1'],
    ['with other comments between', '# strata-ignore: range\n# why\nport = 1', 'range -> 3-3'],
    ['above a value of several lines', '# strata-ignore: type\na = [\n1,\n2,\n]\nb = 1\n', 'type -> 2-5'],
    ['beside the beginning of such a value', 'a = [ # strata-ignore: type\n1,\n]\n', 'type -> 1-3'],
    ['beside the end of such a value', 'a = [\n1,\n] # strata-ignore: type\n', 'type -> 1-3'],
    ['beside an item', 'a = [\n1,\n2, # strata-ignore: type\n3,\n]\n', 'type -> 3-3'],
    ['above an item', 'a = [\n1,\n# strata-ignore: type\n3,\n]\n', 'type -> 4-4'],
    ['above a blank line', '# strata-ignore: range\n\nport = 1\n', 'range -> nothing'],
    ['at the end of the file', 'port = 1\n# strata-ignore: range', 'range -> nothing'],
    ['of the file', '#:schema x.json\n\n# strata-ignore-file: range\n\nport = 1\n', 'file range -> 1-6'],
    [
      'of the file, but below a key',
      'port = 1\n# strata-ignore-file: range\na = 1\n',
      'file range -> nothing',
    ],
    ['with Windows line ends', 'a = 1\r\n# strata-ignore: range\r\nport = 1\r\n', 'range -> 3-3'],
  ])('%s', (_, text, expected) => {
    expect(read(text)).toEqual([expected]);
  });

  test('names codes, and why after two dashes', () => {
    expect(read('# strata-ignore: range, unknown-key -- the schema is old, type\nport = 1')).toEqual([
      'range+unknown-key -> 2-2',
    ]);
    expect(read('#strata-ignore:range\nport = 1')).toEqual(['range -> 2-2']);
    expect(read('# strata-ignore\nport = 1')).toEqual([' -> 2-2']);
  });

  test('is not said by strings, nor by comments that only speak of it', () => {
    expect(
      read('a = "# strata-ignore: type"\n# see strata-ignore: type\n# strata-ignored: type\nb = 1'),
    ).toEqual([]);
  });
});

test('codes of the parser are told from those of checks', () => {
  expect(isSyntaxCode('duplicate-key')).toBe(true);
  expect(isSyntaxCode('range')).toBe(false);
  expect([...checkCodes].filter(isSyntaxCode)).toEqual([]);
});
