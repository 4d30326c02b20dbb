import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultLimits, parse, print, type TomlDocument } from '../../../shared/toml/index.ts';
import { expressionSpan } from '../../../shared/toml/tree.ts';
import type { TomlValue } from '../../../shared/toml/types.ts';
import { corpusFiles, corpusFolder, decode, hasCorpus, hasSuite, suiteFiles, suiteFolder } from './suites.ts';

/** Pieces of TOML that, put together at random, make text that is nearly TOML. */
const nearlyToml = fc
  .array(
    fc.constantFrom(
      ...[
        'a',
        'b.c',
        '"q"',
        "'l'",
        ' = ',
        '=',
        '\n',
        '\r\n',
        '\r',
        '[',
        ']',
        '[[',
        ']]',
        '{',
        '}',
        ',',
        '.',
        ' ',
        '\t',
      ],
      ...[
        '"',
        "'",
        '"""',
        "'''",
        '\\',
        '#',
        '# note',
        '1',
        '-0.5',
        '1e9',
        'true',
        'inf',
        '1979-05-27',
        '07:32',
        '\0',
      ],
      ...[
        '\ufeff',
        '\ud800',
        '\u{1f600}',
        'word',
        '<<<<<<< a',
        '=======',
        '>>>>>>> b',
        'a = 1\n',
        '[t]\n',
        'x = {y = 1}\n',
      ],
    ),
    { maxLength: 40 },
  )
  .map((pieces) => pieces.join(''));
const anyText = fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) });

/** What must hold for any text: it prints back, its expressions cover it, and all spans lie in it. */
function expectSound(text: string): void {
  const document = parse(text);
  expect(print(document) === text).toBe(true);
  expectCovered(document);
  for (const { start, end } of document.problems) expectInside(text, start, end);
  expectSpans(document.root, text);
}

function expectCovered({ tree, text }: TomlDocument): void {
  let end = 0;
  for (let expression = 0; expression < tree.expressions.count; expression++) {
    const span = expressionSpan(tree, expression);
    expect(span.start).toBe(end);
    expect(span.end).toBeGreaterThan(span.start);
    end = span.end;
  }
  expect(end).toBe(text.length);
}

function expectSpans(value: TomlValue, text: string): void {
  expectInside(text, value.start, value.end);
  if (value.type === 'array') for (const item of value.items) expectSpans(item, text);
  if (value.type !== 'table') return;
  for (const entry of value.entries.values()) {
    expectInside(text, entry.keySpan.start, entry.keySpan.end);
    expectSpans(entry.value, text);
  }
}

function expectInside(text: string, start: number, end: number): void {
  expect(start >= 0 && start <= end && end <= text.length).toBe(true);
}

/** One to five bytes changed, removed or repeated. */
function damage(bytes: Uint8Array, edits: readonly { at: number; byte: number; kind: number }[]): Uint8Array {
  let damaged = [...bytes];
  for (const { at, byte, kind } of edits) {
    const index = at % (damaged.length + 1);
    if (kind === 0) damaged[index] = byte;
    else if (kind === 1) damaged.splice(index, 1 + (byte % 20));
    else damaged = [...damaged.slice(0, index), byte, ...damaged.slice(index)];
  }
  return Uint8Array.from(damaged);
}

const edits = fc.array(fc.record({ at: fc.nat(1_000_000), byte: fc.nat(255), kind: fc.nat(2) }), {
  minLength: 1,
  maxLength: 5,
});

describe('every byte survives', () => {
  it('of text that is nearly TOML', () => {
    fc.assert(fc.property(nearlyToml, expectSound), { numRuns: 3000 });
  });

  it('of any text at all', () => {
    fc.assert(fc.property(anyText, expectSound), { numRuns: 1000 });
  });

  it.skipIf(!hasCorpus)('of every file of the corpus', () => {
    for (const file of corpusFiles()) {
      const text = decode(readFileSync(join(corpusFolder, file)));
      if (text !== null) expectSound(text);
    }
  });

  it.skipIf(!hasCorpus)('of files of the corpus with damaged bytes', () => {
    const files = corpusFiles().map((file) => readFileSync(join(corpusFolder, file)).subarray(0, 20_000));
    fc.assert(
      fc.property(fc.nat(files.length - 1), edits, (index, changes) => {
        expectSound(new TextDecoder('utf-8', { ignoreBOM: true }).decode(damage(files[index]!, changes)));
      }),
      { numRuns: 300 },
    );
  });

  it.skipIf(!hasSuite)('of cases of the suite with damaged bytes', () => {
    const files = suiteFiles('1.1').map((file) => readFileSync(join(suiteFolder, file)));
    fc.assert(
      fc.property(fc.nat(files.length - 1), edits, (index, changes) => {
        expectSound(new TextDecoder('utf-8', { ignoreBOM: true }).decode(damage(files[index]!, changes)));
      }),
      { numRuns: 3000 },
    );
  });

  it('of a text that is too long to be read', () => {
    const text = 'a = 1\n'.repeat(10);
    const document = parse(text, { limits: { ...defaultLimits, textLength: 50 } });
    expect(print(document)).toBe(text);
    expect(document.problems.map((problem) => problem.code)).toEqual(['text-too-long']);
  });
});

describe.skipIf(!hasCorpus)('the corpus', () => {
  it('has the same problems in TOML 1.1 as in 1.0, newer syntax aside', () => {
    for (const file of corpusFiles()) {
      const text = decode(readFileSync(join(corpusFolder, file)));
      if (text === null) continue;
      const older = parse(text, { version: '1.0' }).problems.filter((one) => one.code !== 'toml-1.1-syntax');
      expect(parse(text, { version: '1.1' }).problems, file).toEqual(older);
    }
  });
});
