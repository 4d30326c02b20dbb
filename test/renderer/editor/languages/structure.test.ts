import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldingRanges } from '../../../../renderer/editor/languages/folding.ts';
import { keyPathAt, scanStructure } from '../../../../renderer/editor/languages/structure.ts';
import { splitLines } from '../../../../renderer/editor/sync/line-text.ts';
import { decode, hasSuite, suiteFiles, suiteFolder } from '../../../shared/toml/suites.ts';

const sample = splitLines(`# About this file,
# in two lines.
title = "x"

[server]
port = 80
hosts = [
  "a", # [not.a.table]
  "b",
]

# About the next table
[server."log file"]
text = """
[neither]
"""
a.b = { c = 1 }

[[users]]
name = "x"
[users.rights]
admin = true
`);
const pathAt = (line: number) => keyPathAt(scanStructure(sample), sample, line).join('/');

describe('the structure of a text', () => {
  it('knows tables from their header to their last line of their own', () => {
    expect(scanStructure(sample).sections).toEqual([
      { path: ['server'], isArray: false, start: 5, end: 10 },
      { path: ['server', 'log file'], isArray: false, start: 13, end: 17 },
      { path: ['users'], isArray: true, start: 19, end: 20 },
      { path: ['users', 'rights'], isArray: false, start: 21, end: 22 },
    ]);
  });

  it('knows values and comments of several lines', () => {
    const { values, comments } = scanStructure(sample);
    expect(values).toEqual([
      { start: 7, end: 10 },
      { start: 14, end: 16 },
    ]);
    expect(comments).toEqual([{ start: 1, end: 2 }]);
  });

  it('folds them, and leaves a closing bracket in sight', () => {
    expect(foldingRanges(scanStructure(sample), sample, { value: 'comment' })).toEqual([
      { start: 1, end: 2, kind: { value: 'comment' } },
      { start: 5, end: 10 },
      { start: 7, end: 9 },
      { start: 13, end: 17 },
      { start: 14, end: 16 },
      { start: 19, end: 20 },
      { start: 21, end: 22 },
    ]);
  });

  it('lets a value that is left open end before the next table or key', () => {
    const lines = splitLines('a = [\n  1,\nb = 2\n[t]\nc = { x = 1,\n[u]\n');
    const { sections, values } = scanStructure(lines);
    expect(values).toEqual([{ start: 1, end: 2 }]);
    expect(sections.map(({ path, start, end }) => [path.join('.'), start, end])).toEqual([
      ['t', 4, 5],
      ['u', 6, 6],
    ]);
  });

  it.each([
    [1, ''],
    [3, 'title'],
    [5, 'server'],
    [6, 'server/port'],
    [8, 'server/hosts'],
    [10, 'server/hosts'],
    [13, 'server/log file'],
    [15, 'server/log file/text'],
    [17, 'server/log file/a/b'],
    [18, ''],
  ])('knows whose line %i is', (line, path) => {
    expect(pathAt(line)).toBe(path);
  });

  it('gives everything inside an array of tables the path of the array', () => {
    expect([19, 20, 21, 22].map(pathAt)).toEqual(['users', 'users', 'users', 'users']);
  });

  it('finds as many tables as the official suite’s files have', { skip: !hasSuite }, () => {
    const files = suiteFiles('1.0').filter((file) => /^valid\/(table|array|comment|string|spec)/.test(file));
    for (const file of files) {
      const lines = splitLines(decode(readFileSync(join(suiteFolder, file))) ?? '');
      const { sections, values } = scanStructure(lines);
      const outside = lines.filter((line, index) => {
        const isInValue = values.some(({ start, end }) => index + 1 > start && index + 1 <= end);
        return !isInValue && /^\s*\[/.test(line);
      });
      expect({ file, tables: sections.length }).toEqual({ file, tables: outside.length });
    }
  });

  it('stays within the text whatever the text is', () => {
    const part = fc.constantFrom(
      '[',
      ']',
      '[[a]]',
      '[b]',
      '{',
      '}',
      '"',
      '"""',
      "'''",
      '=',
      '#',
      '\n',
      '\n',
      'a',
      '\\',
      '.',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
        const lines = splitLines(parts.join(''));
        const structure = scanStructure(lines);
        for (const { start, end } of [...structure.sections, ...structure.values, ...structure.comments]) {
          expect(start).toBeGreaterThanOrEqual(1);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(lines.length);
        }
        for (const index of lines.keys()) keyPathAt(structure, lines, index + 1);
      }),
    );
  });
});
