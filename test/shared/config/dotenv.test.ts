// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Strata's own references look like that.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDotenv } from '../../../shared/config/dotenv.ts';
import { key, text } from './arbitrary.ts';

describe('a dotenv file', () => {
  test.each<[string, string, Record<string, string>]>([
    ['bare values', 'A=1\nB= two words \nC=', { A: '1', B: 'two words', C: '' }],
    ['spaces around the sign', '  A = 1\n\tB\t=\t2', { A: '1', B: '2' }],
    ['export', 'export A=1\nexport\tB=2\nexported=3', { A: '1', B: '2', exported: '3' }],
    [
      'comments and blank lines',
      '# A=0\n\n  # x\nA=1 # one\nB=a#b\nC=# nothing',
      { A: '1', B: 'a#b', C: '' },
    ],
    ['single quotes', 'A=\'a "b" \\n # ${X}\'', { A: 'a "b" \\n # ${X}' }],
    ['double quotes', 'A="a\\tb\\n\\"c\\" \\\\ \'d\' # e"', { A: 'a\tb\n"c" \\ \'d\' # e' }],
    ['unknown escapes', 'A="\\d\\$x"', { A: '\\d$x' }],
    ['an escaped reference', 'A="\\${B} ${C}"', { A: '$${B} ${C}' }],
    ['several lines', 'A="one\ntwo"\nB=\'three\r\nfour\'\nC=5', { A: 'one\ntwo', B: 'three\nfour', C: '5' }],
    ['a continued line', 'A="one \\\ntwo"', { A: 'one two' }],
    ['comments after quotes', 'A="1" # one\nB=\'2\'   ', { A: '1', B: '2' }],
    ['CR LF, lone CR and a byte order mark', '\ufeffA=1\r\nB=2\rC=3', { A: '1', B: '2', C: '3' }],
    ['equals signs in the value', 'A=b=c==', { A: 'b=c==' }],
    ['names with dots and hyphens', 'a.b-c=1', { 'a.b-c': '1' }],
    ['a name that is a member of every object', '__proto__=1', { ['__proto__']: '1' }],
  ])('may hold %s', (_, file, expected) => {
    const { entries, problems } = parseDotenv(file);
    expect(entries.map(({ name, value }) => [name, value])).toEqual(Object.entries(expected));
    expect(problems).toEqual([]);
  });

  test('gives the line of each name and says what single quotes protect', () => {
    expect(parseDotenv('# x\nA="1\n2"\n\nB=\'3\'\r\nC=4').entries).toEqual([
      { name: 'A', value: '1\n2', line: 2, verbatim: false },
      { name: 'B', value: '3', line: 5, verbatim: true },
      { name: 'C', value: '4', line: 6, verbatim: false },
    ]);
  });

  test.each([
    ['A', 'not-an-assignment', 1, 'A', []],
    ['A=1\nnonsense here\nB=2', 'not-an-assignment', 2, 'nonsense here', ['A', 'B']],
    ['=1', 'not-an-assignment', 1, '=1', []],
    ['1A=1\nB=2', 'invalid-name', 1, '1A=1', ['B']],
    ['A="open\nB=2', 'unterminated-quote', 1, '"open', ['B']],
    ["A='open", 'unterminated-quote', 1, "'open", []],
    ['A="1" 2\nB=2', 'text-after-quote', 1, ' 2', ['A', 'B']],
    ['A=1\nA=2', 'duplicate-name', 2, 'A=2', ['A', 'A']],
  ])('%j has one problem: %s on line %i', (file, code, line, marked, names) => {
    const { entries, problems } = parseDotenv(file);
    expect(problems.map((problem) => [problem.code, problem.line])).toEqual([[code, line]]);
    expect(problems.map(({ start, end }) => file.slice(start, end))).toEqual([marked]);
    expect(entries.map(({ name }) => name)).toEqual(names);
  });

  test('never fails, whatever it holds', () => {
    const piece = fc.oneof(
      fc.constantFrom('A=', '"', "'", '\\', '\n', '\r', '#', 'export ', '$', '{', ' '),
      text,
      key,
    );
    fc.assert(
      fc.property(
        fc.array(piece).map((pieces) => pieces.join('')),
        (file) => {
          const lines = file.split(/\r\n|\n|\r/).length;
          const { entries, problems } = parseDotenv(file);
          for (const { line } of [...entries, ...problems]) expect(line >= 1 && line <= lines).toBe(true);
          for (const { start, end } of problems) expect(start <= end && end <= file.length).toBe(true);
        },
      ),
    );
  });
});
