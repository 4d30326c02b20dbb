import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyReplacements } from '../../../../shared/text/replacements.ts';
import { format } from '../../../../shared/toml/format/index.ts';
import { parse, type TomlVersion } from '../../../../shared/toml/index.ts';
import { expressionSpan } from '../../../../shared/toml/tree.ts';
import {
  corpusFiles,
  corpusFolder,
  decode,
  hasCorpus,
  hasSuite,
  suiteFiles,
  suiteFolder,
} from '../suites.ts';
import { formatSoundly } from './given.ts';
import { anyOptions, messyToml } from './messy.ts';

const version = fc.constantFrom<TomlVersion>('1.0', '1.1');

/** Texts of the suite and the corpus that are TOML. */
function parsable(files: readonly string[], folder: string, edition: TomlVersion): [string, string][] {
  return files.flatMap((file): [string, string][] => {
    const text = decode(readFileSync(join(folder, file)));
    return text !== null && parse(text, { version: edition }).problems.length === 0 ? [[file, text]] : [];
  });
}

describe('formatting changes nothing but the format, and a second time nothing at all', () => {
  it('for random texts and random options', () => {
    fc.assert(
      fc.property(messyToml, anyOptions, version, (text, options, edition) => {
        formatSoundly(text, options, edition);
      }),
      { numRuns: 1000 },
    );
  });

  it.skipIf(!hasSuite).each(['1.0', '1.1'] as const)(
    'for every valid file of the suite for TOML %s',
    (edition) => {
      const files = parsable(suiteFiles(edition), suiteFolder, edition);
      expect(files.length).toBeGreaterThan(200);
      for (const [, text] of files) {
        formatSoundly(text, {}, edition);
        formatSoundly(
          text,
          { lineWidth: 20, indentKeys: true, alignComments: true, alignEquals: true },
          edition,
        );
      }
    },
  );

  it.skipIf(!hasCorpus).each(['1.0', '1.1'] as const)(
    'for every file of the corpus, read as TOML %s',
    (edition) => {
      const files = parsable(corpusFiles(), corpusFolder, edition);
      expect(files.length).toBeGreaterThan(100);
      for (const [, text] of files) formatSoundly(text, {}, edition);
    },
  );

  it.skipIf(!hasCorpus)('for files of the corpus with random options', () => {
    const files = parsable(corpusFiles(), corpusFolder, '1.0').filter(([, text]) => text.length < 20_000);
    fc.assert(
      fc.property(fc.nat(files.length - 1), anyOptions, (index, options) => {
        formatSoundly(files[index]![1], options, '1.0');
      }),
      { numRuns: 100 },
    );
  });
});

describe('a selection', () => {
  it('leaves every expression alone that it does not touch', () => {
    fc.assert(
      fc.property(messyToml, anyOptions, fc.nat(), fc.nat(200), (text, options, from, length) => {
        const start = from % (text.length + 1);
        const end = Math.min(start + length, text.length);
        const { tree } = parse(text);
        const formatted = formatSoundly(text, options, '1.0', { start, end });
        const spans = Array.from({ length: tree.expressions.count }, (_, at) => expressionSpan(tree, at));
        const above = spans.filter((span) => span.end <= start && span.end < text.length).at(-1)?.end ?? 0;
        const below = spans.find((span) => span.start >= end && span.start > start)?.start ?? text.length;
        expect(formatted.startsWith(text.slice(0, above))).toBe(true);
        expect(formatted.endsWith(text.slice(below))).toBe(true);
      }),
      { numRuns: 700 },
    );
  });

  it('of everything is the whole text', () => {
    fc.assert(
      fc.property(messyToml, anyOptions, (text, options) => {
        const document = parse(text);
        const selection = { start: 0, end: text.length };
        expect(format(document, options, selection)).toEqual(format(document, options));
      }),
      { numRuns: 500 },
    );
  });
});

describe('a text with errors', () => {
  function expectRefusal(text: string): void {
    const document = parse(text);
    const first = document.problems.find(({ severity }) => severity === 'error');
    const result = format(document);
    if (first !== undefined) expect(result).toEqual({ ok: false, problem: first });
    else if (result.ok) expect(parse(applyReplacements(text, result.changes)).problems).toEqual([]);
  }

  it('is left alone, whatever was damaged', () => {
    fc.assert(
      fc.property(
        messyToml,
        fc.nat(),
        fc.nat(10),
        fc.constantFrom('', '"', ']', '=', '{', '\0'),
        (text, at, cut, put) => {
          const start = at % (text.length + 1);
          expectRefusal(text.slice(0, start) + put + text.slice(start + cut));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it.skipIf(!hasSuite)('is left alone, for every invalid file of the suite', () => {
    const files = suiteFiles('1.0').filter((file) => file.startsWith('invalid/'));
    expect(files.length).toBeGreaterThan(300);
    for (const file of files) {
      const text = decode(readFileSync(join(suiteFolder, file)));
      if (text === null) continue;
      expect(format(parse(text)).ok, file).toBe(false);
    }
  });
});
