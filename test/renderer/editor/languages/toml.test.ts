// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references in TOML look like template strings
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tomlTokens } from '../../../../renderer/editor/languages/toml.ts';
import { splitLines } from '../../../../renderer/editor/sync/line-text.ts';
import {
  corpusFiles,
  corpusFolder,
  decode,
  hasSuite,
  suiteFiles,
  suiteFolder,
} from '../../../shared/toml/suites.ts';
import { createTokenizer } from './tokens.ts';

const tokenize = await createTokenizer('toml', tomlTokens);
const typesIn = (text: string) =>
  tokenize(splitLines(text))
    .flat()
    .map(({ text: part, type }) => `${part} ${type}`);

describe('the colours of TOML', () => {
  it.each([
    [
      '[a."b c"]',
      ['[ delimiter.header', 'a table', '. delimiter.header', '"b c" table', '] delimiter.header'],
    ],
    ['[[list]]', ['[[ delimiter.header', 'list table', ']] delimiter.header']],
    ["a.'b' = 1", ['a key', '. delimiter', "'b' key", '= delimiter', '1 number']],
    [
      'x = "a\\nb\\q"',
      [
        'x key',
        '= delimiter',
        '"a string',
        '\\n string.escape',
        'b string',
        '\\q string.invalid',
        '" string',
      ],
    ],
    ['x = "a ${NAME:-b} c"', ['x key', '= delimiter', '"a  string', '${NAME:-b} reference', ' c" string']],
    ["x = '${NAME}\\n'", ['x key', '= delimiter', "' string", '${NAME} reference', "\\n' string"]],
    ['x = 1_000', ['x key', '= delimiter', '1_000 number']],
    ['x = 0xDEAD_beef', ['x key', '= delimiter', '0xDEAD_beef number']],
    ['x = -6.02e+23', ['x key', '= delimiter', '-6.02e+23 number']],
    ['x = +inf', ['x key', '= delimiter', '+inf number']],
    ['x = 1979-05-27T07:32:00.5-07:00', ['x key', '= delimiter', '1979-05-27T07:32:00.5-07:00 date']],
    ['x = 07:32:00', ['x key', '= delimiter', '07:32:00 date']],
    ['x = true # yes', ['x key', '= delimiter', 'true boolean', '# yes comment']],
    ['#:schema ./a.json', ['#:schema ./a.json comment.directive']],
    ['x = nope', ['x key', '= delimiter', 'nope invalid']],
    ['x = 01', ['x key', '= delimiter', '01 invalid']],
    [
      'x = { a = 1, b.c = "d" }',
      [
        'x key',
        '= delimiter',
        '{ delimiter.bracket',
        'a key',
        '= delimiter',
        '1 number',
        ', delimiter',
        'b key',
        '. delimiter',
        'c key',
        '= delimiter',
        '"d" string',
        '} delimiter.bracket',
      ],
    ],
  ])('of %s', (text, expected) => {
    expect(typesIn(text)).toEqual(expected);
  });

  it('follow a string and an array over their lines', () => {
    expect(typesIn('a = """\nx = 1\n${B} \\\n  "" """\nb = [\n  1, # one\n  "x",\n]\nc = 2')).toEqual([
      'a key',
      '= delimiter',
      '""" string',
      'x = 1 string',
      '${B} reference',
      '\\ string.escape',
      '  "" """ string',
      'b key',
      '= delimiter',
      '[ delimiter.bracket',
      '1 number',
      ', delimiter',
      '# one comment',
      '"x" string',
      ', delimiter',
      '] delimiter.bracket',
      'c key',
      '= delimiter',
      '2 number',
    ]);
  });

  it.each([
    ['a key without a value', 'a = \nb = 1'],
    ['an array left open', 'a = [ 1,\nb = 1'],
    ['an array left open before a table', 'a = [\n[t]\nb = 1'],
    ['an inline table left open before a table', 'a = { x = 1,\n[t]\nb = 1'],
    ['a string left open', 'a = "x\nb = 1'],
    ['a header left open', '[a\nb = 1'],
  ])('start afresh after %s', (_what, text) => {
    expect(typesIn(text).slice(-3)).toEqual(['b key', '= delimiter', '1 number']);
  });

  it('mark nothing as wrong that TOML 1.0 allows', { skip: !hasSuite }, () => {
    const files = suiteFiles('1.0').filter((file) => file.startsWith('valid/'));
    expect(files.length).toBeGreaterThan(100);
    for (const file of files) {
      const text = decode(readFileSync(join(suiteFolder, file))) ?? '';
      expect({ file, wrong: wrongIn(text.replace(/^\ufeff/, '')) }).toEqual({ file, wrong: [] });
    }
  });

  it('come out for any text', () => {
    const part = fc.constantFrom(
      '[',
      ']',
      '{',
      '}',
      '"',
      '"""',
      "'",
      "'''",
      '=',
      ',',
      '#',
      '\n',
      'a',
      '1',
      '\\',
      '$',
      '${',
      '.',
      ' ',
      'é',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
        const lines = splitLines(parts.join(''));
        const tokens = tokenize(lines);
        expect(
          tokens.map((line) =>
            line
              .map(({ text }) => text)
              .join('')
              .replace(/\s/g, ''),
          ),
        ).toEqual(lines.map((line) => line.replace(/\s/g, '')));
      }),
    );
  });

  it('come out for real files', () => {
    for (const file of corpusFiles()) {
      const text = decode(readFileSync(join(corpusFolder, file)));
      if (text !== null) expect(() => tokenize(splitLines(text))).not.toThrow();
    }
  });
});

function wrongIn(text: string): string[] {
  return tokenize(splitLines(text))
    .flat()
    .filter(({ type }) => type.includes('invalid'))
    .map((token) => token.text);
}
