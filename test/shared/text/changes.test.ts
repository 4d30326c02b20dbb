import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyChanges, minimalChange } from '../../../shared/text/changes.ts';
import { LineIndex } from '../../../shared/text/lines.ts';
import type { TextChange } from '../../../shared/text/text.ts';

const lineText = fc.string({
  unit: fc.constantFrom('a', 'b', '\u{1f600}', '\r', '\n', '\r\n'),
  maxLength: 40,
});
const eol = fc.constantFrom('\n' as const, '\r\n' as const);
const position = fc.record({ line: fc.integer({ min: 0, max: 12 }), column: fc.integer({ min: 0, max: 9 }) });
const change = fc.record({ range: fc.record({ start: position, end: position }), text: lineText });

function at(line: number, column: number, text: string, endLine = line, endColumn = column): TextChange {
  return { range: { start: { line, column }, end: { line: endLine, column: endColumn } }, text };
}

/** The rule itself: cut at the offsets of the positions in the current text. */
function applyPlainly(text: string, changes: readonly TextChange[], lineBreak: string): string {
  return changes.reduce((current, { range, text: inserted }) => {
    const { start, end } = new LineIndex(current).spanOf(range);
    return (
      current.slice(0, start) + inserted.replace(/\r\n?|\n/g, lineBreak) + current.slice(Math.max(start, end))
    );
  }, text);
}

describe('applyChanges', () => {
  it('applies each change to the result of the one before', () => {
    expect(applyChanges('ab', [at(1, 2, '\n'), at(2, 1, 'x')], '\n')).toBe('a\nxb');
  });

  it('writes line breaks of inserted text in the line ending of the file and touches no other', () => {
    expect(applyChanges('a\nb\r\nc\r', [at(2, 2, '1\n2')], '\r\n')).toBe('a\nb1\r\n2\r\nc\r');
  });

  it('clamps positions outside of the text', () => {
    expect(applyChanges('a\r\nb', [at(1, 99, '!'), at(9, 9, '?')], '\n')).toBe('a!\r\nb?');
  });

  it('takes a range whose end lies before its start as an empty one', () => {
    expect(applyChanges('abc', [at(1, 3, 'x', 1, 1)], '\n')).toBe('abxc');
  });

  it('applies a thousand changes as one after the other', () => {
    const text = Array.from({ length: 500 }, (_, line) => `key${line} = 1`).join('\r\n');
    const changes = Array.from({ length: 1000 }, (_, index) =>
      at(1 + (index % 500), 1, index % 7 === 0 ? '#\n' : '#'),
    );
    expect(applyChanges(text, changes, '\r\n')).toBe(applyPlainly(text, changes, '\r\n'));
  });

  it('keeps to the rule for any text and any number of changes', () => {
    fc.assert(
      fc.property(lineText, fc.array(change, { maxLength: 12 }), eol, (text, changes, lineBreak) => {
        expect(applyChanges(text, changes, lineBreak)).toBe(applyPlainly(text, changes, lineBreak));
      }),
      { numRuns: 500 },
    );
  });

  it('inserts a text of 200,000 lines among many changes', () => {
    const changes = [at(1, 1, '\n'.repeat(200_000)), ...Array.from({ length: 5 }, () => at(1, 1, 'x'))];
    expect(applyChanges('end', changes, '\n')).toBe(`xxxxx${'\n'.repeat(200_000)}end`);
  });
});

describe('minimalChange', () => {
  it('is null for equal texts', () => {
    expect(minimalChange('a', 'a')).toBeNull();
  });

  it('replaces only what differs', () => {
    expect(minimalChange('port = 8080\nhost = 1', 'port = 8443\nhost = 1')).toEqual(at(1, 9, '443', 1, 12));
  });

  it('never cuts a line break or a character in two', () => {
    expect(minimalChange('a\r\nb', 'a\rb')).toEqual(at(1, 2, '\r', 2, 1));
    expect(minimalChange('\u{1f600}', '\u{1f601}')).toEqual(at(1, 1, '\u{1f601}', 1, 3));
  });

  it('turns the one text into the other', () => {
    fc.assert(
      fc.property(lineText, lineText, (before, after) => {
        const change = minimalChange(before, after);
        const { start, end } = new LineIndex(before).spanOf(change?.range ?? at(1, 1, '').range);
        expect(before.slice(0, start) + (change?.text ?? '') + before.slice(end)).toBe(after);
      }),
      { numRuns: 500 },
    );
  });
});
