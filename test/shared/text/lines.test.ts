import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineIndex, offsetAt } from '../../../shared/text/lines.ts';

/** Texts rich in line breaks of all three kinds. */
const lineText = fc.string({ unit: fc.constantFrom('a', 'é', '\u{1f600}', '\r', '\n', '\r\n', '\u2028') });

/** What Monaco does, written plainly: CR LF, LF and a lone CR each end a line. */
function plainPosition(text: string, offset: number) {
  const before = text.slice(0, offset);
  const lines = before.split(/\r\n|\r|\n/);
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

const isBetweenCrAndLf = (text: string, offset: number) => text[offset - 1] === '\r' && text[offset] === '\n';

describe('LineIndex', () => {
  it('counts one line in an empty text', () => {
    const index = new LineIndex('');
    expect(index.lineCount).toBe(1);
    expect(index.positionAt(0)).toEqual({ line: 1, column: 1 });
    expect(index.offsetAt({ line: 7, column: 7 })).toBe(0);
  });

  it('breaks lines at CR LF, LF and a lone CR', () => {
    const index = new LineIndex('a\r\nb\nc\rd');
    expect(index.lineCount).toBe(4);
    expect([0, 3, 5, 7].map((offset) => index.positionAt(offset).line)).toEqual([1, 2, 3, 4]);
  });

  it('gives a line of its own to what follows the last line break', () => {
    expect(new LineIndex('a\n').positionAt(2)).toEqual({ line: 2, column: 1 });
  });

  it('counts columns in UTF-16 units', () => {
    expect(new LineIndex('\u{1f600}x').positionAt(2)).toEqual({ line: 1, column: 3 });
  });

  it('places the offset between CR and LF at the end of the line', () => {
    expect(new LineIndex('ab\r\nc').positionAt(3)).toEqual({ line: 1, column: 3 });
  });

  it('clamps positions and offsets to the text', () => {
    const index = new LineIndex('ab\r\ncd');
    expect(index.offsetAt({ line: 1, column: 99 })).toBe(2);
    expect(index.offsetAt({ line: 0, column: 5 })).toBe(0);
    expect(index.offsetAt({ line: 2, column: -1 })).toBe(4);
    expect(index.offsetAt({ line: 9, column: 1 })).toBe(6);
    expect(index.positionAt(99)).toEqual({ line: 2, column: 3 });
    expect(index.positionAt(-1)).toEqual({ line: 1, column: 1 });
  });

  it('agrees with splitting the text, for every offset of any text', () => {
    fc.assert(
      fc.property(lineText, (text) => {
        const index = new LineIndex(text);
        expect(index.lineCount).toBe(text.split(/\r\n|\r|\n/).length);
        for (let offset = 0; offset <= text.length; offset++) {
          if (isBetweenCrAndLf(text, offset)) continue;
          const position = index.positionAt(offset);
          expect(position).toEqual(plainPosition(text, offset));
          expect(index.offsetAt(position)).toBe(offset);
        }
      }),
    );
  });

  it('turns spans into ranges and back', () => {
    const index = new LineIndex('one\r\ntwo\nthree');
    const span = { start: 2, end: 11 };
    expect(index.rangeOf(span)).toEqual({ start: { line: 1, column: 3 }, end: { line: 3, column: 3 } });
    expect(index.spanOf(index.rangeOf(span))).toEqual(span);
  });
});

describe('the offset of one position', () => {
  it('is what the index of all lines says, also outside of the text', () => {
    const number = fc.integer({ min: -1, max: 12 });
    const anyText = fc.oneof(
      lineText,
      lineText.map((text) => text.replaceAll('\r', '')),
    );
    fc.assert(
      fc.property(anyText, number, number, (text, line, column) => {
        expect(offsetAt(text, { line, column })).toBe(new LineIndex(text).offsetAt({ line, column }));
      }),
    );
  });
});
