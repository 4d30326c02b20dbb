import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  complete,
  type DocumentSymbol,
  documentColors,
  documentLinks,
  documentSymbols,
  encodeTokens,
  foldingRanges,
  hover,
  inlayHints,
  quickFixes,
  rewrites,
  selectionRanges,
  semanticTokens,
} from '../../../shared/language/index.ts';
import { SchemaView } from '../../../shared/schema/index.ts';
import { LineIndex } from '../../../shared/text/lines.ts';
import type { Range } from '../../../shared/text/text.ts';
import { commentCount } from '../../../shared/toml/edit/health.ts';
import { parse } from '../../../shared/toml/index.ts';
import { plain } from '../toml/given.ts';
import { decode, hasSuite, suiteFiles, suiteFolder } from '../toml/suites.ts';
import { applyTo, requestFor } from './fixing.ts';
import { PLUE } from './plue.ts';

const TEXT = `# plue
"odd key" = 1
[server]
host = "0.0.0.0" # all
level = "debug"
tags = ["blue", 'green']
tls.cert = """
x"""
[[users]]
login = "ana"
pool = { size = 1, nested = [ { a = 1 } ] }
[services.web]
image = "a"
`;

const schema = new SchemaView(PLUE);

/** Every answer at one offset of a text, which must lie inside it. */
function ask(text: string, offset: number): void {
  const lines = new LineIndex(text);
  const request = { document: parse(text), lines, schema, offset };
  const shown = hover(request);
  const ranges = [...complete(request).map(({ range }) => range), ...(shown === null ? [] : [shown.range])];
  for (const range of ranges) {
    const { start, end } = lines.spanOf(range);
    expect(start).toBeLessThanOrEqual(offset);
    expect(end).toBeGreaterThanOrEqual(offset);
  }
}

test('what is replaced or marked is always at the cursor', () => {
  for (let offset = 0; offset <= TEXT.length; offset++) ask(TEXT, offset);
});

test('also in the middle of typing and in damaged text', () => {
  const at = fc.nat(TEXT.length);
  const damage = fc.constantFrom('', '[', ']', '{', '"', '=', '.', ',', '\n', 'x', '#', "'''");
  fc.assert(
    fc.property(at, at, damage, (from, length, inserted) => {
      const text = TEXT.slice(0, from) + inserted + TEXT.slice(from + (length % 20));
      ask(text, Math.min(from + inserted.length, text.length));
    }),
    { numRuns: 300 },
  );
});

/** A text with a piece cut out and something put in its place. */
const damaged = fc
  .tuple(
    fc.nat(TEXT.length),
    fc.nat(20),
    fc.constantFrom(
      '',
      '[',
      ']',
      '{',
      '}',
      '"',
      '=',
      '.',
      ',',
      '\n',
      'x',
      '#',
      "'''",
      '"""',
      '\r',
      '[[a]]\n',
      'a = 1\n',
    ),
  )
  .map(([from, length, inserted]) => TEXT.slice(0, from) + inserted + TEXT.slice(from + length));

test('what a whole text is asked lies in order inside the text', () => {
  fc.assert(
    fc.property(damaged, fc.nat(TEXT.length), (text, at) => {
      const request = requestFor(text, PLUE, {});
      const { lines } = request;
      const whole = { start: { line: 1, column: 1 }, end: lines.positionAt(text.length) };
      checkSymbols(documentSymbols(request), whole);
      for (const { startLine, endLine } of foldingRanges(request)) {
        expect(startLine).toBeLessThan(endLine);
        expect(endLine).toBeLessThanOrEqual(lines.lineCount);
      }
      const tokens = semanticTokens(request);
      tokens.forEach((token, index) => {
        expect(token.start).toBeLessThan(token.end);
        expect(token.start).toBeGreaterThanOrEqual(tokens[index - 1]?.end ?? 0);
        expect(text.slice(token.start, token.end)).not.toMatch(/[\r\n]/);
      });
      expect(encodeTokens(tokens, lines)).toHaveLength(tokens.length * 5);
      const grown = selectionRanges({ ...request, offset: at });
      for (const [index, range] of grown.slice(1).entries()) expectInside(grown[index]!, range);
      expect(grown.at(-1)).toEqual(whole);
      for (const { range } of [...documentLinks(request), ...documentColors(request)])
        expectInside(range, whole);
      for (const { position } of inlayHints(request)) expectInside({ start: position, end: position }, whole);
    }),
    { numRuns: 300 },
  );
});

test('a preferred fix leaves fewer errors; a rewrite leaves all values', () => {
  fc.assert(
    fc.property(damaged, fc.nat(TEXT.length), (text, at) => {
      const request = requestFor(text, PLUE, {});
      const errors = request.document.problems.length;
      const known = new Set(request.document.problems.map(({ code }) => code));
      for (const fix of quickFixes(request)) {
        const after = parse(applyTo(text, fix.changes));
        expect(after.text).not.toBe(text);
        const isOfSyntax = fix.problem !== null && known.has(fix.problem.code);
        if (isOfSyntax) expect(after.problems.length, fix.title).toBeLessThanOrEqual(errors);
        if (fix.preferred && isOfSyntax) expect(after.problems.length, fix.title).toBeLessThan(errors);
      }
      for (const { changes } of rewrites(request, { start: at, end: at })) {
        const after = parse(applyTo(text, changes));
        expect(plain(after.root)).toEqual(plain(request.document.root));
        expect(commentCount(after)).toBe(commentCount(request.document));
      }
    }),
    { numRuns: 300 },
  );
});

test.skipIf(!hasSuite)('most of what the suite has wrong can be cured, and no fix makes it worse', () => {
  const files = suiteFiles('1.0').filter((file) => file.startsWith('invalid/'));
  let cured = 0;
  for (const file of files) {
    const text = decode(readFileSync(join(suiteFolder, file)));
    if (text === null) continue;
    const request = requestFor(text, {}, {});
    const { problems } = request.document;
    const counts = quickFixes(request).map(({ changes }) => parse(applyTo(text, changes)).problems.length);
    expect(Math.max(0, ...counts), file).toBeLessThanOrEqual(problems.length);
    if (counts.some((count) => count < problems.length)) cured++;
  }
  expect(cured / files.length).toBeGreaterThan(0.9);
});

function checkSymbols(symbols: readonly DocumentSymbol[], around: Range): void {
  for (const { range, nameRange, children } of symbols) {
    expectInside(range, around);
    expectInside(nameRange, range);
    checkSymbols(children, range);
  }
}

function expectInside(inner: Range, outer: Range): void {
  expect(isOrdered(outer.start, inner.start) && isOrdered(inner.start, inner.end)).toBe(true);
  expect(isOrdered(inner.end, outer.end)).toBe(true);
}

function isOrdered(one: Range['start'], other: Range['start']): boolean {
  return one.line < other.line || (one.line === other.line && one.column <= other.column);
}
